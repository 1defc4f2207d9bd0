import { Gate } from "./gate.js";

const SHORTEST_MS = 1000;
const LONGEST_MS = 30_000;

/**
 * A gate that shuts when something did not get through, and opens to try again: after a second, then ever more
 * rarely, and at once when the browser says that it is back online.
 */
export class Connection extends Gate {
  #onChange;
  #pause = SHORTEST_MS;
  #timer;

  constructor(onChange) {
    super();
    this.#onChange = onChange;
    window.addEventListener("online", () => this.open());
  }

  lost() {
    if (this.isShut) return;
    this.shut();
    this.#timer = setTimeout(() => this.open(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_MS);
    this.#onChange();
  }

  open() {
    clearTimeout(this.#timer);
    super.open();
    this.#onChange();
  }

  works() {
    this.#pause = SHORTEST_MS;
  }
}
