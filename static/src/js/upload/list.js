import { Row } from "./row.js";

const UNSENT = ["waiting", "uploading", "stalled"];
const DONE = ["ready", "known", "trashed", "failed", "refused", "gone", "awaiting_upload"];

/** The rows of the page, how many there are of each state, and what is left to send. */
export class FileList {
  #element;
  #onChange;
  #rows = new Set();
  #numbers = new Map();

  /** onChange(row, bytes) after every change; bytes have just been sent. */
  constructor(element, onChange) {
    this.#element = element;
    this.#onChange = onChange;
  }

  [Symbol.iterator]() {
    return this.#rows.values();
  }

  get size() {
    return this.#rows.size;
  }

  get done() {
    return this.count(...DONE);
  }

  get isSending() {
    return this.count(...UNSENT) > 0;
  }

  /** {bytes, files} that have not been sent. */
  get left() {
    const unsent = [...this.#rows].filter((row) => row.file && UNSENT.includes(row.state));
    const bytes = unsent.reduce((sum, row) => sum + row.file.size - row.sent, 0);
    return { bytes, files: unsent.length };
  }

  count(...states) {
    return states.reduce((sum, state) => sum + (this.#numbers.get(state) ?? 0), 0);
  }

  /** The rows that came with the page. */
  adopt(target) {
    return Array.from(this.#element.children, (child) => this.#take(new Row(child, target)));
  }

  /** `number` new rows, put on the page at once. */
  addEmpty(number, target) {
    const rows = Array.from({ length: number }, () => this.#take(Row.empty(target)));
    this.#element.append(...rows.map((row) => row.element));
    return rows;
  }

  find(element) {
    return [...this.#rows].find((row) => row.element === element);
  }

  remove(row) {
    this.#rows.delete(row);
    this.#add(row.state, -1);
    row.onChange = () => {};
    row.remove();
    this.#onChange(row, 0);
  }

  showOnlyProblems(only) {
    this.#element.classList.toggle("only-problems", only);
  }

  #take(row) {
    this.#rows.add(row);
    this.#add(row.state, 1);
    row.onChange = (changed, before, bytes = 0) => {
      this.#add(before, -1);
      this.#add(changed.state, 1);
      this.#onChange(changed, bytes);
    };
    return row;
  }

  #add(state, number) {
    this.#numbers.set(state, (this.#numbers.get(state) ?? 0) + number);
  }
}
