import { Row } from "./row.js";

const UNDER_WAY = ["waiting", "uploading"];

/** The rows of the page and the line that sums them up. */
export class FileList {
  #element;
  #summary;
  #rows = new Set();

  constructor(element, summary) {
    this.#element = element;
    this.#summary = summary;
    for (const child of element.children) this.#rows.add(new Row(child));
    this.sumUp();
  }

  [Symbol.iterator]() {
    return this.#rows.values();
  }

  find(test) {
    return this.#rows.values().find(test);
  }

  add(row) {
    this.#rows.add(row);
    this.#element.append(row.element);
  }

  remove(row) {
    this.#rows.delete(row);
    row.remove();
    this.sumUp();
  }

  get isSending() {
    return this.find((row) => UNDER_WAY.includes(row.state)) !== undefined;
  }

  sumUp() {
    const count = (...states) => [...this.#rows].filter((row) => states.includes(row.state)).length;
    const total = this.#rows.size;
    const parts = [
      `${count("ready")} of ${total} ready`,
      [count("failed"), "failed"],
      [count("refused"), "refused"],
      [count("awaiting_upload"), "to choose again"],
    ];
    const words = parts.map((part) => (Array.isArray(part) ? part[0] && part.join(" ") : part));
    this.#summary.querySelector("[role=status]").textContent = total ? words.filter(Boolean).join(", ") : "";
    const bar = this.#summary.querySelector("progress");
    bar.max = total || 1;
    bar.value = total - count(...UNDER_WAY, "processing");
    this.#summary.hidden = !total;
  }
}
