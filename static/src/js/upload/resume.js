/**
 * After a reload: sends on what this browser kept and watches all the rest, for a file may have arrived without the
 * server having looked at it yet. `rows` are those of one gallery that are not finished.
 */
export async function resume({ sender, poller }, rows) {
  if (!rows.length) return;
  const awaited = new Map(
    rows.filter((row) => row.state === "awaiting_upload").map((row) => [row.photoId, row]),
  );
  const kept = await rows[0].target.unsent.recall(awaited).catch(() => new Map());
  for (const [photoId, file] of kept) awaited.get(photoId).hold(file);
  for (const row of rows) if (!row.file && row.state !== "failed") poller.watch(row);
  sender.add(rows.filter((row) => row.file));
}
