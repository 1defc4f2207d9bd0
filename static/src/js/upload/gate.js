/** Lets everybody pass unless it is shut. */
export class Gate {
  #isShut = false;
  #waiting = [];

  get isShut() {
    return this.#isShut;
  }

  shut() {
    this.#isShut = true;
  }

  open() {
    this.#isShut = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  async pass() {
    while (this.#isShut) await new Promise((go) => this.#waiting.push(go));
  }
}
