import { gettext } from "../words.js";

/** Turns titles into inputs, in their place. Without it a title leads to the photo's form. */
export class Renaming {
  constructor(sheet) {
    this.sheet = sheet;
    sheet.list.addEventListener("click", (event) => this.#clicked(event));
  }

  start(cell) {
    const link = cell.querySelector(".cell-title");
    if (!link || link.hidden) return;
    const input = Object.assign(document.createElement("input"), {
      type: "text",
      className: "cell-input",
      value: link.textContent,
      maxLength: 300,
      ariaLabel: gettext("Title of {title}", { title: link.textContent }),
    });
    link.hidden = true;
    link.after(input);
    input.select();
    input.focus();
    input.addEventListener("keydown", (event) => this.#pressed(event, cell));
    input.addEventListener("blur", () => this.#finish(cell, input.value));
  }

  #clicked(event) {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!event.target.closest(".cell-title") || !isPlain) return;
    event.preventDefault();
    this.start(event.target.closest(".cell"));
  }

  #pressed(event, cell) {
    const input = event.target;
    if (event.key === "Escape")
      input.value = input.defaultValue = cell.querySelector(".cell-title").textContent;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    cell.querySelector(".cell-title").hidden = false;
    cell.querySelector(".cell-title").focus(); // the input loses the focus, which saves it
  }

  async #finish(cell, title) {
    const link = cell.querySelector(".cell-title");
    cell.querySelector(".cell-input").remove();
    link.hidden = false;
    if (title.trim() === link.textContent.trim()) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.sheet.form.elements.csrfmiddlewaretoken.value);
    data.set("title", title);
    const answer = await this.sheet.post(link.dataset.rename, data);
    if (answer) this.sheet.take(answer);
  }
}
