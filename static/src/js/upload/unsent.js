import { createStore, delMany, entries, getMany, keys, setMany } from "idb-keyval";
import { randomName } from "./random.js";

const LARGEST_TOTAL = 4 * 1024 ** 3;
const WRITTEN_AT_ONCE = { files: 50, bytes: 32 * 1024 ** 2 };
const WEEK_MS = 7 * 24 * 3600 * 1000;
const PATIENCE_MS = 3000;
const notes = createStore("unsent-list", "notes"); // which files are missing: small, so it never lacks room
const contents = createStore("unsent-photos", "files"); // their bytes, as far as they fit

/** This visit's lock, held as long as the page lives: so another tab sees that somebody is sending its files. */
const VISIT = randomName();
navigator.locks?.request(VISIT, () => new Promise(() => {}));

/**
 * A gallery's chosen files whose bytes have not arrived, kept in this browser (IndexedDB) from the moment they are
 * chosen, so that an upload goes on after a reload. Of what does not fit, the name is kept: it must be chosen again.
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
    return new Map((await entries(notes)).map(([, { gallery, label }]) => [gallery, label]));
  }

  /** Notes the rows at once and writes a few files after the others: many at once would slow the sending down. */
  keep(rows) {
    for (const row of rows) {
      row.key ||= randomName();
      this.#wanted.add(row.key);
    }
    this.note(rows);
    for (const few of inParts(rows)) {
      this.#lastWrite = this.#lastWrite.then(() => this.#write(few)).catch(() => {});
    }
  }

  /** That these rows are missing, in this visit, and for which photos. */
  note(rows) {
    const noted = rows.map((row) => [row.key, this.#noteOf(row)]);
    return setMany(noted, notes).catch(() => {});
  }

  forget(...kept) {
    const gone = kept.map(({ key }) => key).filter(Boolean);
    for (const key of gone) this.#wanted.delete(key);
    return Promise.all([delMany(gone, notes), delMany(gone, contents)]).catch(() => {});
  }

  /** What earlier visits left of this gallery: [{key, photoId, name, size, file}], photoId and file if there are any. */
  async recall() {
    const found = await tidied();
    const left = await leftAlone(found.filter(({ gallery }) => gallery === this.#gallery));
    const files = await getMany(
      left.map(({ key }) => key),
      contents,
    );
    return left.map((note, index) => ({ ...note, file: files[index] }));
  }

  #noteOf({ photoId, name, size }) {
    const [gallery, label] = [this.#gallery, this.#label];
    return { gallery, label, photoId, name, size, visit: VISIT, since: Date.now() };
  }

  async #write(rows) {
    const { usage = 0 } = (await navigator.storage?.estimate()) ?? {};
    const wanted = rows.filter(({ key }) => this.#wanted.has(key)).map(({ key, file }) => ({ key, file }));
    if (usage + bytesOf(wanted) > LARGEST_TOTAL) return;
    await setMany(
      wanted.map(({ key, file }) => [key, file]),
      contents,
    );
    await this.forget(...wanted.filter(({ key }) => !this.#wanted.has(key))); // arrived while they were being kept
  }
}

/** All notes; those that are too old are forgotten, and so are bytes without a note. */
async function tidied() {
  const written = await keys(contents); // read first: a note is always written before its bytes
  const all = (await entries(notes)).map(([key, note]) => ({ ...note, key }));
  const fresh = all.filter(({ since }) => since > Date.now() - WEEK_MS);
  const known = new Set(fresh.map(({ key }) => key));
  const old = [...all.map(({ key }) => key), ...written].filter((key) => !known.has(key));
  await Promise.all([delMany(old, notes), delMany(old, contents)]);
  return fresh;
}

/** Those whose visit has ended: what another tab is sending stays its own. */
async function leftAlone(found) {
  const visits = [...new Set(found.map(({ visit }) => visit))];
  const ended = await Promise.all(visits.map(hasEnded));
  return found.filter(({ visit }) => ended[visits.indexOf(visit)]);
}

/** Whether nobody holds a visit's lock, or lets go of it soon: a page that is being left may still have it. */
async function hasEnded(visit) {
  const options = { mode: "shared", signal: AbortSignal.timeout(PATIENCE_MS) };
  if (!navigator.locks) return true; // not offered on plain HTTP
  return navigator.locks.request(visit, options, () => true).catch(() => false);
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
  return rows.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
}
