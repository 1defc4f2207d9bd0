import { createStore, del, entries, setMany } from "idb-keyval";

const LARGEST_TOTAL = 4 * 1024 ** 3;
const WRITTEN_AT_ONCE = { files: 50, bytes: 32 * 1024 ** 2 };
const WEEK_MS = 7 * 24 * 3600 * 1000;
const store = createStore("unsent-photos", "files");

/**
 * A gallery's announced files whose bytes have not arrived, kept in this browser (IndexedDB) so that an upload goes
 * on after a reload. Best effort: what does not fit or is not allowed must be chosen again.
 */
export class UnsentFiles {
  #gallery;
  #label;
  #wanted = new Set();
  #lastWrite = Promise.resolve();

  constructor(gallery, label) {
    this.#gallery = gallery;
    this.#label = label;
  }

  /** The galleries of which this browser keeps files: id -> label. */
  static async galleries() {
    return new Map((await entries(store)).map(([, { gallery, label }]) => [gallery, label]));
  }

  /** Writes some files after the others: many large ones at once would slow the sending down. */
  keep(rows) {
    for (const { photoId } of rows) this.#wanted.add(photoId);
    for (const few of inParts(rows)) {
      this.#lastWrite = this.#lastWrite.then(() => this.#write(few)).catch(() => {});
    }
  }

  forget(photoId) {
    this.#wanted.delete(photoId);
    return del(photoId, store).catch(() => {});
  }

  /** The kept files of this gallery by photo id, as they were announced; forgets those nobody waits for. */
  async recall(awaitedIds) {
    const recalled = new Map();
    for (const [photoId, { gallery, file, since }] of await entries(store)) {
      if (gallery === this.#gallery && awaitedIds.has(photoId)) recalled.set(photoId, file);
      else if (gallery === this.#gallery || since < Date.now() - WEEK_MS) this.forget(photoId);
    }
    return recalled;
  }

  async #write(rows) {
    const { usage = 0 } = (await navigator.storage?.estimate()) ?? {};
    const wanted = rows.filter(({ photoId }) => this.#wanted.has(photoId));
    if (usage + bytesOf(wanted) > LARGEST_TOTAL) return;
    const kept = (file) => ({ gallery: this.#gallery, label: this.#label, file, since: Date.now() });
    await setMany(
      wanted.map(({ photoId, file }) => [photoId, kept(file)]),
      store,
    );
    const arrived = wanted.filter(({ photoId }) => !this.#wanted.has(photoId)); // while they were being kept
    await Promise.all(arrived.map(({ photoId }) => this.forget(photoId)));
  }
}

function* inParts(rows) {
  let part = [];
  for (const row of rows) {
    part.push(row);
    if (part.length >= WRITTEN_AT_ONCE.files || bytesOf(part) >= WRITTEN_AT_ONCE.bytes) {
      yield part;
      part = [];
    }
  }
  if (part.length) yield part;
}

function bytesOf(rows) {
  return rows.reduce((sum, { file }) => sum + file.size, 0);
}
