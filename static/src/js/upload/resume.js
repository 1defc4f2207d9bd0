import { rowsFor } from "./take.js";

/**
 * After a reload: sends on what this browser kept and watches all the rest, for a file may have arrived without the
 * server having looked at it yet. `rows` are those of the gallery that are not finished.
 */
export async function resume(page, target, rows) {
  const kept = await target.unsent.recall().catch(() => []); // without storage in this browser
  const resumed = [...announced(target, rows, kept), ...unannounced(page, target, kept)];
  target.unsent.note(resumed);
  for (const row of rows) if (!row.file && row.state !== "failed") page.poller.watch(row);
  page.sender.add(resumed.filter((row) => row.file));
}

/** Rows of kept files that the server still waits for; the others it has, or nobody wants them any more. */
function announced(target, rows, kept) {
  const awaited = new Map(
    rows.filter((row) => row.state === "awaiting_upload").map((row) => [row.photoId, row]),
  );
  const known = kept.filter(({ photoId }) => photoId);
  target.unsent.forget(...known.filter(({ photoId }) => !awaited.has(photoId)));
  const wanted = known.filter(({ photoId }) => awaited.has(photoId));
  return wanted.map((note) => continued(awaited.get(note.photoId), note));
}

/** Rows of kept files of which the server did not hear, or this browser not its answer. */
function unannounced(page, target, kept) {
  const unheard = kept.filter(({ photoId }) => !photoId);
  const rows = rowsFor(page, target, unheard);
  return unheard.map((note, index) => continued(rows[index], note));
}

function continued(row, { key, name, size, file }) {
  row.key = key;
  if (file) row.hold(file);
  else row.miss({ name, size });
  return row;
}
