const IDS_PER_CALL = 100;
const SHORTEST_MS = 600;
const LONGEST_MS = 5000;

/**
 * Asks for the state of rows' photos until each is ready or failed: soon after news, ever more rarely without, never
 * while the tab is hidden. A photo that no longer exists is shown as {status: "gone"}.
 */
export class Poller {
  #rows = new Set();
  #wait = SHORTEST_MS;
  #isRunning = false;

  watch(row) {
    this.#rows.add(row);
    this.#wait = SHORTEST_MS;
    if (!this.#isRunning) this.#run();
  }

  forget(row) {
    this.#rows.delete(row);
  }

  async #run() {
    this.#isRunning = true;
    while (this.#rows.size) {
      await new Promise((resolve) => setTimeout(resolve, this.#wait));
      await untilVisible();
      const before = this.#rows.size;
      await this.#poll().catch(() => {}); // the network or the server is away: the next round asks again
      this.#wait = this.#rows.size < before ? SHORTEST_MS : Math.min(this.#wait * 1.5, LONGEST_MS);
    }
    this.#isRunning = false;
  }

  /** Photos still in work go to the end of the line, so that more than one call's worth all get their turn. */
  async #poll() {
    const [{ target }] = this.#rows;
    const asked = [...this.#rows].filter((row) => row.target === target).slice(0, IDS_PER_CALL);
    const found = await target.api.photos(asked.map((row) => row.photoId));
    const photos = new Map(found.map((photo) => [photo.id, photo]));
    for (const row of asked) {
      if (!this.#rows.delete(row)) continue; // forgotten meanwhile
      const photo = photos.get(row.photoId) ?? { status: "gone" };
      if (["awaiting_upload", "processing"].includes(photo.status)) this.#rows.add(row);
      row.showPhoto(photo);
    }
  }
}

async function untilVisible() {
  while (document.hidden) {
    await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
  }
}
