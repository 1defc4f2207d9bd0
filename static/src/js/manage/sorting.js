import Sortable from "sortablejs";
import { gettext } from "../words.js";
import { boxOf } from "./sheet.js";

const PAUSE_MS = 400; // after the last of several steps by keyboard

/** Moves photos by mouse, by finger (at the handle) or by keyboard; shown at once, and put back when it is refused. */
export class Sorting {
  #before = null; // the order that is saved
  #queue = Promise.resolve();
  #waiting = 0;

  constructor(sheet) {
    this.sheet = sheet;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    Sortable.create(sheet.list, {
      animation: calm ? 0 : 160,
      draggable: ".cell",
      handle: matchMedia("(pointer: coarse)").matches ? ".cell-handle" : ".cell-frame, .cell-handle",
      ghostClass: "is-landing",
      onStart: ({ item }) => this.#lift(item),
      onEnd: ({ item }) => this.#drop(item),
    });
  }

  /** Some places onwards, or back when `step` is negative. */
  carry(cell, step) {
    this.#before ??= this.sheet.cells;
    const moving = this.#along(cell);
    const rest = this.sheet.cells.filter((other) => !moving.includes(other));
    const passed = this.sheet.cells.slice(0, this.sheet.cells.indexOf(moving[0])).length;
    const place = Math.min(Math.max(passed + step, 0), rest.length);
    if (place === rest.length) this.sheet.list.append(...moving);
    else rest[place].before(...moving);
    boxOf(cell).focus();
    this.#announce(cell);
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#save(moving), PAUSE_MS);
  }

  #along(cell) {
    const { chosen } = this.sheet;
    return chosen.includes(cell) ? chosen : [cell];
  }

  #lift(item) {
    this.#before ??= this.sheet.cells;
    for (const cell of this.#along(item)) cell.classList.add("is-moving");
  }

  #drop(item) {
    const moving = this.#before.filter((cell) => cell.classList.contains("is-moving"));
    for (const cell of moving) cell.classList.remove("is-moving");
    item.replaceWith(...moving);
    this.#announce(item);
    this.#save(moving);
  }

  #announce(cell) {
    const place = this.sheet.cells.indexOf(cell) + 1;
    const words = { title: boxOf(cell).ariaLabel, place, n: this.#total };
    this.sheet.say(
      this.sheet.list.dataset.before
        ? gettext("{title}: place {place} on this page", words)
        : gettext("{title}: place {place} of {n}", words),
    );
  }

  /** Of the whole gallery; the rest of it may not be here yet. */
  get #total() {
    const told = Number(document.querySelector(".photos-total").dataset.total);
    return Math.max(told, this.sheet.cells.length);
  }

  #save(moving) {
    const before = this.#before;
    this.#before = null;
    if (this.sheet.cells.every((cell, place) => cell === before[place])) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.sheet.form.elements.csrfmiddlewaretoken.value);
    const ahead = moving[0].previousElementSibling?.dataset.photo ?? this.sheet.list.dataset.before;
    data.set("after", ahead);
    for (const cell of moving) data.append("photo", cell.dataset.photo);
    this.#queue = this.#queue.then(() => this.#send(data, before));
  }

  async #send(data, before) {
    const answer = await this.sheet.post(this.sheet.form.dataset.order, data);
    if (answer) return;
    this.sheet.list.prepend(...before.filter((cell) => cell.isConnected));
    this.sheet.say(gettext("The photos are back in their places."));
  }
}
