import { fetcher } from "@uppy/core/utils";
import { gettext } from "../words.js";

const SILENCE_MS = 60_000;

/** Sends a whole file by S3 POST policy. S3 ignores whatever follows `file`, so it goes last. */
export async function postWhole(file, { url, fields }, signal, report) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file);
  // The form adds a few bytes of its own; what people see is the share of their file.
  await send(url, "POST", form, signal, (event) => report((event.loaded / event.total) * file.size));
}

/** Sends one part of a large file. */
export async function putPart(bytes, url, signal, report) {
  await send(url, "PUT", bytes, signal, (event) => report(event.loaded));
}

/** One try, given up after a minute's silence; the sender decides when to try again. */
async function send(url, method, body, signal, onUploadProgress) {
  const silence = new AbortController();
  try {
    await fetcher(url, {
      method,
      body,
      onUploadProgress,
      signal: AbortSignal.any([signal, silence.signal]),
      timeout: SILENCE_MS,
      onTimeout: () => silence.abort(),
      retries: 0,
    });
  } catch (error) {
    throw new TransferError(error.request?.status ?? 0, { cause: error });
  }
}

class TransferError extends Error {
  constructor(status, options) {
    super(gettext("The storage refused the file ({status}).", { status }), options);
    this.status = status;
    this.isTemporary = status === 0 || status === 429 || status >= 500;
  }
}
