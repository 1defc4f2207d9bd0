import { gettext, ngettext } from "../words.js";
import { inWords, Pace } from "./pace.js";

const SAID_EVERY_MS = 10_000;
const PROBLEMS = ["failed", "refused", "trashed", "awaiting_upload"];

/** The lines above the list: how many are where, how long the rest takes, and the buttons for all of them. */
export class Summary {
  #element;
  #list;
  #sender;
  #pace = new Pace();
  #isDue = false;
  #saidAt = 0;

  constructor(element, list, sender) {
    this.#element = element;
    this.#list = list;
    this.#sender = sender;
    this.#listen();
    setInterval(() => this.#showPace(), 1000);
  }

  /** Some bytes or, with `isFile`, the last of a file have been sent; or nothing but a state has changed. */
  note(bytes = 0, isFile = false) {
    if (bytes || isFile) this.#pace.note(bytes, Number(isFile));
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => this.show());
  }

  show() {
    this.#isDue = false;
    const list = this.#list;
    const words = list.size ? counted(list) : "";
    this.#part(".upload-counts").textContent = words;
    this.#part("progress").max = list.size || 1;
    this.#part("progress").value = list.done;
    this.#element.classList.toggle("is-empty", !list.size);
    this.#element.classList.toggle("is-sending", list.isSending);
    this.#part("[data-do=pause]").hidden = !list.isSending;
    this.#part("[data-do=copy]").hidden = !list.size || !navigator.clipboard;
    this.#part("[data-do=problems]").hidden = !list.count(...PROBLEMS);
    this.#say(words);
    this.#showPace();
  }

  /** Screen readers hear of it now and then, and at the end. */
  #say(words) {
    const isDone = this.#list.done === this.#list.size;
    if (!isDone && performance.now() < this.#saidAt + SAID_EVERY_MS) return;
    const line = this.#part("[role=status]");
    if (line.textContent !== words) line.textContent = words;
    this.#saidAt = performance.now();
  }

  #showPace() {
    const line = this.#part(".upload-pace");
    const words = this.#list.isSending ? this.#paceWords() : "";
    if (line.textContent !== words) line.textContent = words;
  }

  #paceWords() {
    if (this.#sender.isPaused) return gettext("Paused.");
    if (this.#sender.isOffline) return gettext("No connection. Sending goes on by itself when it is back.");
    const { bytes, files } = this.#list.left;
    const seconds = this.#pace.left(bytes, files);
    return seconds === null ? "" : inWords(seconds);
  }

  #listen() {
    const actions = {
      pause: (button) => this.#togglePause(button),
      problems: (button) => this.#toggleProblems(button),
      copy: (button) => this.#copy(button),
    };
    this.#element.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do]");
      if (button) actions[button.dataset.do](button);
    });
  }

  #togglePause(button) {
    this.#pace.forget();
    if (this.#sender.isPaused) this.#sender.resume();
    else this.#sender.pause();
    button.textContent = this.#sender.isPaused ? gettext("Go on") : gettext("Pause");
  }

  #toggleProblems(button) {
    const only = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(only));
    this.#list.showOnlyProblems(only);
  }

  async #copy(button) {
    await navigator.clipboard.writeText(report(this.#list));
    const words = button.textContent;
    button.textContent = gettext("Copied");
    setTimeout(() => Object.assign(button, { textContent: words }), 2000);
  }

  #part(selector) {
    return this.#element.querySelector(selector);
  }
}

function counted(list) {
  const some = (words, ...states) => (list.count(...states) ? [words(list.count(...states))] : []);
  return [
    gettext("{ready} of {total} ready", { ready: list.count("ready"), total: list.size }),
    ...some((n) => ngettext("{n} already here", "{n} already here", n), "known", "trashed"),
    ...some((n) => ngettext("{n} failed", "{n} failed", n), "failed"),
    ...some((n) => ngettext("{n} refused", "{n} refused", n), "refused"),
    ...some((n) => ngettext("{n} not here yet", "{n} not here yet", n), "awaiting_upload"),
  ].join(", ");
}

/** As text: the counts, then every file with a problem and why. */
function report(list) {
  const problems = [...list].filter((row) => PROBLEMS.includes(row.state));
  return [counted(list), ...problems.map((row) => `${row.name}: ${row.words}`)].join("\n");
}
