import { boxOf } from "./sheet.js";

const KEPT = "a, button, input"; // what can have the focus in a cell

/**
 * One cell is the current one: Tab goes through it and then out of the grid, the arrows go to its neighbours. With
 * Shift they choose on their way, with Alt they carry the photos along.
 */
export class Keyboard {
  #current = null;

  constructor(sheet, selection, { carry, rename, trash }) {
    Object.assign(this, { sheet, selection, carry, rename, trash });
    sheet.list.addEventListener("keydown", (event) => this.#pressed(event));
    sheet.list.addEventListener("focusin", (event) => this.#enter(event.target.closest(".cell")));
    sheet.list.addEventListener("taken", () => this.#settle());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      selection.clear();
    });
    this.#settle();
  }

  /** After cells have come or gone: exactly one of them is in the way of Tab. */
  #settle() {
    if (!this.#current?.isConnected) this.#current = this.sheet.list.firstElementChild;
    for (const cell of this.sheet.cells) reach(cell, cell === this.#current);
  }

  #enter(cell) {
    if (!cell || cell === this.#current) return;
    if (this.#current) reach(this.#current, false);
    reach(cell, true);
    this.#current = cell;
  }

  #pressed(event) {
    const cell = event.target.closest(".cell");
    if (event.target.matches("[type=text]")) return;
    const onBox = event.target === boxOf(cell);
    const step = this.#step(event.key, cell);
    if (step !== null && event.altKey) this.carry(cell, step);
    else if (step !== null) this.#go(cell, step, event.shiftKey);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) this.selection.chooseAll();
    else if (event.key === "F2" || (event.key === "Enter" && onBox)) this.rename(cell);
    else if (event.key === "Delete") this.trash(cell);
    else return;
    event.preventDefault();
  }

  /** How many cells onwards a key leads; null for other keys. */
  #step(key, cell) {
    const style = getComputedStyle(this.sheet.list);
    const columns = style.gridTemplateColumns.split(" ").length;
    const onwards = style.direction === "rtl" ? -1 : 1;
    const place = this.sheet.cells.indexOf(cell);
    const steps = {
      ArrowRight: onwards,
      ArrowLeft: -onwards,
      ArrowDown: columns,
      ArrowUp: -columns,
      Home: -place,
      End: this.sheet.cells.length - 1 - place,
    };
    return steps[key] ?? null;
  }

  #go(cell, step, choosing) {
    const { cells } = this.sheet;
    const target = cells[cells.indexOf(cell) + step];
    if (!target) return;
    if (choosing) {
      this.selection.anchor ??= cell;
      this.selection.extend(target);
    } else this.selection.anchor = target;
    boxOf(target).focus();
  }
}

function reach(cell, isCurrent) {
  for (const control of cell.querySelectorAll(KEPT)) control.tabIndex = isCurrent ? 0 : -1;
}
