import { gettext } from "../words.js";
import { Connection } from "./connection.js";
import { deliver } from "./delivery.js";
import { sha256 } from "./digest.js";
import { Gate } from "./gate.js";
import { randomName } from "./random.js";

const PARALLEL_FILES = 4;
const BATCHES = [4, 16, 40, 100]; // the first are small, so that sending begins while the rest is still being read

/**
 * The way of all rows: read and hashed one after the other, compared with what the gallery has, announced in batches,
 * and sent four at a time. A lost connection or a pause holds everything; nothing but a clear refusal ends a row.
 */
export class Sender {
  #pause = new Gate();
  #connection;
  #unread = [];
  #isReading = false;
  #batches = 0;
  #unsent = [];
  #active = 0;
  #onSent;
  #onChange;

  /** onSent(row) when a row's bytes have arrived; onChange() when sending stops or goes on. */
  constructor({ onSent, onChange }) {
    this.#onSent = onSent;
    this.#onChange = onChange;
    this.#connection = new Connection(onChange);
  }

  get isPaused() {
    return this.#pause.isShut;
  }

  get isOffline() {
    return this.#connection.isShut;
  }

  /** Takes rows that hold a file: new ones to be announced, others to be sent for the photo that waits for them. */
  add(rows) {
    this.#unread.push(...rows.filter((row) => !row.photoId));
    this.#unsent.push(...rows.filter((row) => row.photoId));
    this.#pump();
    if (!this.#isReading) this.#read();
  }

  /** Starts nothing more, and no further part of a large file; what is on its way arrives. */
  pause() {
    this.#pause.shut();
    this.#onChange();
  }

  resume() {
    this.#pause.open();
    this.#onChange();
  }

  retry(row) {
    row.show("waiting");
    this.tryAgain();
    this.add([row]);
  }

  /** At once, and not only after a while. */
  tryAgain() {
    this.#connection.open();
  }

  async #read() {
    this.#isReading = true;
    while (this.#unread.length) {
      const batch = this.#nextBatch();
      await this.#prepare(batch).catch((error) => fail(batch, error));
      this.#pump();
    }
    this.#isReading = false;
    this.#batches = 0;
  }

  async #prepare(batch) {
    await this.#announce(await this.#unknown(batch));
  }

  /** Rows for one gallery. */
  #nextBatch() {
    const size = BATCHES[Math.min(this.#batches++, BATCHES.length - 1)];
    const { target } = this.#unread[0];
    const end = this.#unread.findIndex((row) => row.target !== target);
    return this.#unread.splice(0, Math.min(size, end < 0 ? size : end)).filter((row) => !row.isGone);
  }

  /** Those of the batch that the gallery does not have yet; the others are told so. */
  async #unknown(batch) {
    const digests = new Map();
    for (const row of batch) {
      const digest = await this.#digest(row);
      if (digest) digests.set(row, digest);
    }
    const asked = [...new Set(digests.values())];
    const known = asked.length ? await this.#insist(() => batch[0].target.api.known(asked)) : new Map();
    for (const row of batch) {
      const twin = known.get(digests.get(row));
      if (twin) row.showTwin(twin);
    }
    return batch.filter((row) => row.state === "waiting");
  }

  async #digest(row) {
    return sha256(row.file).catch(() => {
      row.show("failed", unreadable());
      return "";
    });
  }

  async #announce(rows) {
    if (!rows.length) return;
    const { api, unsent } = rows[0].target;
    const photos = rows.map(({ file }) => ({ filename: file.name, size: file.size, contentType: file.type }));
    const key = randomName();
    const grants = await this.#insist(() => api.begin(photos, key));
    rows.forEach((row, index) => {
      this.#accept(row, grants[index]);
    });
    unsent.note(rows.filter((row) => row.photoId && !row.isGone));
  }

  #accept(row, grant) {
    if (row.isGone) {
      if (grant.photoId) row.target.api.giveUp(grant.photoId).catch(() => {});
    } else if (grant.error) {
      row.show("refused", gettext(grant.error));
    } else {
      row.identify(grant.photoId);
      row.grant = grant;
      this.#unsent.push(row);
    }
  }

  #pump() {
    while (this.#active < PARALLEL_FILES && this.#unsent.length) this.#run(this.#unsent.shift());
  }

  async #run(row) {
    this.#active++;
    while (this.#pause.isShut || this.#connection.isShut) {
      await this.#pause.pass();
      await this.#connection.pass();
    }
    if (!row.isGone) await this.#send(row);
    this.#active--;
    this.#pump();
  }

  async #send(row) {
    row.show("uploading");
    try {
      await deliver(row, this.#pause);
      this.#connection.works();
      this.#onSent(row);
    } catch (error) {
      if (!row.isGone) await this.#postpone(row, error);
    }
  }

  /** Behind all others, so that a file for which the way is always closed holds nobody up. */
  async #postpone(row, error) {
    if (!error.isTemporary) return row.show("failed", error.message);
    if (!(await isReadable(row.file))) return row.show("failed", unreadable());
    this.#connection.lost();
    row.show("stalled");
    this.#unsent.push(row);
  }

  /** Repeats while the network or the server is away. */
  async #insist(ask) {
    for (;;) {
      await this.#connection.pass();
      try {
        const answer = await ask();
        this.#connection.works();
        return answer;
      } catch (error) {
        if (!error.isTemporary) throw error;
        this.#connection.lost();
      }
    }
  }
}

function fail(rows, error) {
  for (const row of rows) if (row.state === "waiting") row.show("failed", error.message);
}

function unreadable() {
  return gettext("This file can no longer be read on this device. Choose it again.");
}

function isReadable(file) {
  const first = file.slice(0, 1).arrayBuffer();
  return first.then(
    () => true,
    () => false,
  );
}
