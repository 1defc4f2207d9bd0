import { createStore, del, entries, set } from "idb-keyval";

const LARGEST_TOTAL = 4 * 1024 ** 3;
const WEEK_MS = 7 * 24 * 3600 * 1000;

/**
 * Announced files whose bytes have not arrived, kept in this browser (IndexedDB) so that an upload goes on
 * after a reload. Best effort: what does not fit or is not allowed must be chosen again.
 */
export class UnsentFiles {
  #store = createStore("unsent-photos", "files");
  #gallery;
  #wanted = new Set();
  #lastWrite = Promise.resolve();

  constructor(gallery) {
    this.#gallery = gallery;
  }

  /** Writes one file after the other: many large ones at once would slow the sending down. */
  keep(photoId, file) {
    this.#wanted.add(photoId);
    this.#lastWrite = this.#lastWrite.then(() => this.#write(photoId, file)).catch(() => {});
  }

  forget(photoId) {
    this.#wanted.delete(photoId);
    return del(photoId, this.#store).catch(() => {});
  }

  /** The kept files of this gallery by photo id; forgets those nobody waits for. */
  async recall(awaitedIds) {
    const recalled = new Map();
    for (const [photoId, { gallery, file, since }] of await entries(this.#store)) {
      if (gallery === this.#gallery && awaitedIds.has(photoId)) recalled.set(photoId, file);
      else if (gallery === this.#gallery || since < Date.now() - WEEK_MS) this.forget(photoId);
    }
    return recalled;
  }

  async #write(photoId, file) {
    const { usage = 0 } = (await navigator.storage?.estimate()) ?? {};
    if (!this.#wanted.has(photoId) || usage + file.size > LARGEST_TOTAL) return;
    await set(photoId, { gallery: this.#gallery, file, since: Date.now() }, this.#store);
    if (!this.#wanted.has(photoId)) await this.forget(photoId); // it arrived while it was being kept
  }
}
