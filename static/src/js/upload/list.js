import { Row } from "./row.js";

/** The rows of the page and the line that sums them up. */
export class FileList {
  #element;
  #summary;
  #rows;

  constructor(element, summary) {
    this.#element = element;
    this.#summary = summary;
    this.#rows = new Set(Array.from(element.children, (child) => new Row(child)));
    this.sumUp();
  }

  [Symbol.iterator]() {
    return this.#rows.values();
  }

  find(test) {
    return [...this.#rows].find(test);
  }

  addEmpty() {
    const row = Row.empty();
    this.#rows.add(row);
    this.#element.append(row.element);
    return row;
  }

  remove(row) {
    this.#rows.delete(row);
    row.remove();
  }

  get isSending() {
    return this.#count("waiting", "uploading") > 0;
  }

  showPhoto(photo) {
    this.find((row) => row.photoId === photo.id)?.showPhoto(photo);
    this.sumUp();
  }

  sumUp() {
    const total = this.#rows.size;
    const words = [
      `${this.#count("ready")} of ${total} ready`,
      ...[
        ["failed", "failed"],
        ["refused", "refused"],
        ["awaiting_upload", "not here yet"],
      ].map(([state, word]) => this.#count(state) && `${this.#count(state)} ${word}`),
    ];
    this.#say(total ? words.filter(Boolean).join(", ") : "");
    this.#summary.querySelector("progress").max = total || 1;
    this.#summary.querySelector("progress").value = total - this.#count("waiting", "uploading", "processing");
    this.#summary.classList.toggle("is-empty", !total);
  }

  /** Only news: screen readers read out every change of this line. */
  #say(words) {
    const line = this.#summary.querySelector("[role=status]");
    if (line.textContent !== words) line.textContent = words;
  }

  #count(...states) {
    return [...this.#rows].filter((row) => states.includes(row.state)).length;
  }
}
