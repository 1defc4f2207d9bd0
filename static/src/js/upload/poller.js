const IDS_PER_CALL = 100;
const SHORTEST_MS = 600;
const LONGEST_MS = 5000;

/**
 * Asks for the state of photos until each is ready or failed: soon after news, ever more rarely without,
 * never while the tab is hidden. A photo that no longer exists is reported as {id, status: "gone"}.
 */
export class Poller {
  #fetchPhotos;
  #onPhoto;
  #ids = new Set();
  #wait = SHORTEST_MS;
  #isRunning = false;

  constructor(fetchPhotos, onPhoto) {
    this.#fetchPhotos = fetchPhotos;
    this.#onPhoto = onPhoto;
  }

  watch(photoId) {
    this.#ids.add(photoId);
    this.#wait = SHORTEST_MS;
    if (!this.#isRunning) this.#run();
  }

  forget(photoId) {
    this.#ids.delete(photoId);
  }

  async #run() {
    this.#isRunning = true;
    while (this.#ids.size) {
      await new Promise((resolve) => setTimeout(resolve, this.#wait));
      await untilVisible();
      const before = this.#ids.size;
      await this.#poll().catch(() => {}); // the network or the server is away: the next round asks again
      this.#wait = this.#ids.size < before ? SHORTEST_MS : Math.min(this.#wait * 1.5, LONGEST_MS);
    }
    this.#isRunning = false;
  }

  /** Photos still in work go to the end of the line, so that more than one call's worth all get their turn. */
  async #poll() {
    const ids = [...this.#ids].slice(0, IDS_PER_CALL);
    const found = new Map((await this.#fetchPhotos(ids)).map((photo) => [photo.id, photo]));
    for (const id of ids) {
      if (!this.#ids.delete(id)) continue; // forgotten meanwhile
      const photo = found.get(id) ?? { id, status: "gone" };
      if (["awaiting_upload", "processing"].includes(photo.status)) this.#ids.add(id);
      this.#onPhoto(photo);
    }
  }
}

async function untilVisible() {
  while (document.hidden) {
    await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
  }
}
