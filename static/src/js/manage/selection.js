import { gettext, ngettext } from "../words.js";
import { boxOf } from "./sheet.js";

/** Which photos are chosen, by the checkboxes themselves: they are what the form sends. */
export class Selection {
  #anchor = null;
  #bar = document.getElementById("selection-bar");
  #count = document.getElementById("selection-count");

  constructor(sheet) {
    this.sheet = sheet;
    this.all = this.#bar.querySelector("[name=everything]");
    sheet.list.addEventListener("click", (event) => this.#clicked(event));
    sheet.list.addEventListener("taken", () => this.show());
    this.all?.addEventListener("change", () => this.show());
    document.getElementById("selection-clear").addEventListener("click", () => this.clear());
    this.show();
  }

  /** Chooses what lies between the cell that was chosen last and this one. */
  extend(cell, checked = true) {
    const { cells } = this.sheet;
    const ends = [cells.indexOf(this.#anchor ?? cell), cells.indexOf(cell)].sort((a, b) => a - b);
    for (const between of cells.slice(Math.max(ends[0], 0), ends[1] + 1)) boxOf(between).checked = checked;
    this.show();
  }

  chooseAll() {
    for (const cell of this.sheet.cells) boxOf(cell).checked = true;
    this.show();
  }

  clear() {
    for (const cell of this.sheet.chosen) boxOf(cell).checked = false;
    if (this.all) this.all.checked = false;
    this.show();
  }

  set anchor(cell) {
    this.#anchor = cell;
  }

  get anchor() {
    return this.#anchor?.isConnected ? this.#anchor : null;
  }

  show() {
    const number = this.sheet.chosen.length;
    const words = this.all?.checked
      ? gettext("All photos chosen")
      : ngettext("{n} photo chosen", "{n} photos chosen", number);
    this.#count.textContent = words;
    this.#bar.toggleAttribute("data-empty", number === 0 && !this.all?.checked);
    if (number || this.all?.checked) this.sheet.say(words);
  }

  /** A click on a picture chooses it, with Shift all up to it; on the checkbox itself the browser has done so. */
  #clicked(event) {
    const frame = event.target.closest(".cell-frame");
    if (!frame) return;
    const cell = frame.closest(".cell");
    const box = boxOf(cell);
    if (event.target !== box) {
      event.preventDefault();
      box.checked = !box.checked;
      box.focus();
    }
    if (event.shiftKey && this.anchor) this.extend(cell, box.checked);
    this.anchor = cell;
    this.show();
  }
}
