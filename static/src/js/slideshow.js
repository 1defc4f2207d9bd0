import { hasMore } from "./infinite.js";

const INTERVAL = 5000; // ms a photo stays
const PATIENCE = 500; // ms until we look again whether the next picture has arrived
const QUIET_AFTER = 2500; // ms without a pointer's move until the controls hide

/**
 * Goes from photo to photo until somebody does anything else. It waits for pictures that are late and while the
 * tab is hidden, and keeps the screen awake. After the last photo it begins anew.
 */
export class Slideshow {
  isPlaying = false;

  constructor(pswp) {
    this.pswp = pswp;
    this.onToggle = () => {};
    document.addEventListener("visibilitychange", this.#lookAgain);
    pswp.on("pointerDown", ({ originalEvent }) => {
      if (!originalEvent.target.closest(".pswp__button--play")) this.stop();
    });
    pswp.on("wheel", () => this.stop());
    pswp.on("destroy", () => document.removeEventListener("visibilitychange", this.#lookAgain));
  }

  toggle() {
    if (this.isPlaying) this.stop();
    else this.start();
  }

  start() {
    this.isPlaying = true;
    this.#changed();
    this.#wait(INTERVAL);
    this.#stayAwake();
    this.#hush();
    this.pswp.element.addEventListener("pointermove", this.#hush);
  }

  stop() {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    this.#changed();
    clearTimeout(this.timer);
    clearTimeout(this.quiet);
    this.lock?.release();
    this.pswp.element.classList.remove("is-quiet");
    this.pswp.element.removeEventListener("pointermove", this.#hush);
  }

  #changed() {
    this.onToggle(this.isPlaying);
  }

  #wait(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#step(), ms);
  }

  #step() {
    if (document.hidden) return;
    const following = this.#following();
    if (following !== null) this.#fadeTo(following);
    this.#wait(following === null ? PATIENCE : INTERVAL);
  }

  /** Which photo is next; null while it, or the page with it, is on its way. */
  #following() {
    const { pswp } = this;
    const isLast = pswp.currIndex + 1 === pswp.getNumItems();
    if (isLast && hasMore()) return null;
    const index = isLast ? 0 : pswp.currIndex + 1;
    pswp.contentLoader.loadSlideByIndex(index);
    return pswp.contentLoader.getContentByIndex(index)?.isLoading() ? null : index;
  }

  #fadeTo(index) {
    const go = () => this.pswp.goTo(index);
    if (!document.startViewTransition || matchMedia("(prefers-reduced-motion: reduce)").matches) return go();
    document.startViewTransition(go).ready.catch(() => {}); // a tab that is hidden in this moment just changes
  }

  #lookAgain = () => {
    if (!this.isPlaying || document.hidden) return;
    this.#wait(INTERVAL);
    this.#stayAwake(); // a hidden tab loses its lock
  };

  async #stayAwake() {
    this.lock = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  #hush = () => {
    this.pswp.element.classList.remove("is-quiet");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.pswp.element.classList.add("is-quiet"), QUIET_AFTER);
  };
}
