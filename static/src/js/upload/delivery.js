import { postWhole, putPart } from "./transfer.js";

const PARTS_PER_SIGNATURE = 10;

/**
 * Sends an announced row's bytes straight to the bucket, by POST policy or, when large, in parts; `pause`, a gate,
 * holds it between two parts. A grant serves once: a second try asks for a fresh one, which also tells the parts
 * already stored, or that nothing is left to send.
 */
export async function deliver(row, pause) {
  const { api } = row.target;
  const first = row.grant;
  row.grant = null;
  try {
    await sendBytes(row, first ?? (await api.grant(row.photoId)), pause);
  } catch (error) {
    if (error.status === 409 && error.details?.status) return; // the bytes have arrived meanwhile
    if (!first || error.status !== 403) throw error;
    await sendBytes(row, await api.grant(row.photoId), pause); // the signature had expired
  }
}

async function sendBytes(row, grant, pause) {
  if (grant.status) return; // the bytes had arrived although the answer was lost
  const report = (bytes) => row.showSent(bytes);
  if (grant.post) await postWhole(row.file, grant.post, row.signal, report);
  else await sendParts(row, grant, pause, report);
}

async function sendParts(row, { multipart, parts }, pause, report) {
  const { file, target, photoId, signal } = row;
  const { partSize } = multipart;
  const stored = new Set(parts.map((part) => part.partNumber));
  row.sent = stored.size * partSize; // by an earlier try
  const all = Array.from({ length: Math.ceil(file.size / partSize) }, (_, index) => index + 1);
  const missing = all.filter((number) => !stored.has(number));
  for (let start = 0; start < missing.length; start += PARTS_PER_SIGNATURE) {
    const numbers = missing.slice(start, start + PARTS_PER_SIGNATURE);
    const urls = await target.api.signParts(photoId, numbers);
    for (const number of numbers) {
      await pause.pass();
      const bytes = file.slice((number - 1) * partSize, number * partSize);
      const before = stored.size * partSize;
      await putPart(bytes, urls[number], signal, (sent) => report(before + sent));
      stored.add(number);
    }
  }
  await target.api.complete(photoId);
}
