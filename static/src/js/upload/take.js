/** A file chosen again takes the place of the row whose bytes are still missing. */
export function take({ list, sender }, target, files) {
  const missing = new Set(
    [...list].filter((row) => row.target === target && row.state === "awaiting_upload"),
  );
  const found = files.map((file) => {
    const row = [...missing].find((candidate) => candidate.isMissing(file));
    missing.delete(row);
    return row;
  });
  const fresh = list.addEmpty(found.filter((row) => !row).length, target);
  const rows = found.map((row) => row ?? fresh.shift());
  rows.forEach((row, index) => {
    row.hold(files[index]);
  });
  sender.add(rows);
}
