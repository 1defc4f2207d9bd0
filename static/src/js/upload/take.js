/** Takes files that were chosen: kept in this browser at once, then sent. */
export function take(page, target, files) {
  const rows = rowsFor(page, target, files);
  rows.forEach((row, index) => {
    row.hold(files[index]);
  });
  target.unsent.keep(rows);
  page.sender.add(rows);
}

/** A row for each of these files ({name, size}): the one whose bytes are still missing, or else a new one. */
export function rowsFor({ list }, target, files) {
  const missing = new Set(
    [...list].filter((row) => row.target === target && row.state === "awaiting_upload"),
  );
  const found = files.map((file) => {
    const row = [...missing].find((candidate) => candidate.isMissing(file));
    missing.delete(row);
    return row;
  });
  const fresh = list.addEmpty(found.filter((row) => !row).length, target);
  return found.map((row) => row ?? fresh.shift());
}
