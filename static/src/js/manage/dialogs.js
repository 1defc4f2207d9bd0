import { addressOf, sent } from "./sheet.js";

/** A dialog that also closes by a click beside it. */
export function open(dialog) {
  dialog.showModal();
  dialog.onclick = (event) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const inside =
      event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    if (event.target === dialog && !inside) dialog.close();
  };
}

/** What can be done with one photo, beside the button that asks for it. */
export class PhotoMenu {
  #dialog = document.getElementById("photo-menu");
  #pattern = this.#dialog.innerHTML;

  constructor(sheet, { rename, act }) {
    Object.assign(this, { sheet, rename });
    sheet.list.addEventListener("click", (event) => {
      if (event.target.closest(".cell-more")) this.#show(event.target.closest(".cell"));
    });
    this.#dialog.addEventListener("submit", (event) => {
      this.#dialog.close();
      act(event);
    });
  }

  #show(cell) {
    this.#dialog.innerHTML = this.#pattern.replaceAll("PHOTO", cell.dataset.photo);
    this.#dialog.querySelector(".photo-menu-title").textContent =
      cell.querySelector(".cell-title").textContent;
    this.#dialog.querySelector("[data-rename-photo]").addEventListener("click", () => {
      this.#dialog.close();
      this.rename(cell);
    });
    const { x, bottom } = cell.querySelector(".cell-more").getBoundingClientRect();
    open(this.#dialog);
    const { width, height } = this.#dialog.getBoundingClientRect();
    this.#dialog.style.setProperty("--x", `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`);
    this.#dialog.style.setProperty("--y", `${Math.max(8, Math.min(bottom, innerHeight - height - 8))}px`);
  }
}

/** The form that changes many photos at once, drawn by the server for those that are chosen. */
export class BulkDialog {
  #dialog = document.getElementById("bulk-dialog");

  constructor(sheet, act) {
    this.sheet = sheet;
    this.#dialog.addEventListener("submit", (event) => act(event));
    this.#dialog.addEventListener("click", (event) => {
      if (!event.target.closest("[data-close]")) return;
      event.preventDefault();
      this.#dialog.close();
    });
    this.#dialog.addEventListener("input", (event) => {
      if (event.target.name === "title") this.#preview(event.target.form);
    });
  }

  /** Shows the form in an answer; false when there is none in it. */
  show(answer) {
    const form = answer.querySelector(".bulk");
    if (form) this.#dialog.replaceChildren(form);
    if (form && !this.#dialog.open) open(this.#dialog);
    form?.querySelector("[autofocus]")?.focus(); // what is wrong with it
    if (!form) this.#dialog.close();
    return Boolean(form);
  }

  #preview(form) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(async () => {
      const data = new FormData(form);
      data.set("action", "preview");
      const answer = await sent(addressOf(form), { method: "POST", body: new URLSearchParams(data) }).catch(
        () => null,
      );
      const shown = answer?.querySelector(".bulk-preview");
      if (shown) form.querySelector(".bulk-preview")?.replaceWith(shown);
    }, 300);
  }
}
