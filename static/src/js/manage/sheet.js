import { gettext } from "../words.js";

const COUNTS = ["#count-all", "#count-private", ".photos-total"];
const NOTE_MS = 6000; // until a note goes that asks for nothing
const SENTENCE = "[data-error]"; // in the site's error pages

/** The grid of a gallery's photos: one form, whose cells the server draws, here and in every answer. */
export class Sheet {
  constructor(form) {
    this.form = form;
    this.list = form.querySelector(".cells");
    this.said = document.getElementById("sheet-said");
    this.notes = document.getElementById("sheet-notes");
  }

  get cells() {
    return [...this.list.children];
  }

  get chosen() {
    return this.cells.filter((cell) => boxOf(cell).checked);
  }

  /** For screen readers. */
  say(sentence) {
    this.said.textContent = sentence;
  }

  /** For everybody: for a moment, or with a way back or an error until it is closed, or the next one comes. */
  note(...nodes) {
    clearTimeout(this.noted);
    this.notes.replaceChildren(...nodes);
    if (!nodes.length) return;
    this.notes.append(this.#closing());
    if (!this.notes.querySelector("form, .error")) this.noted = setTimeout(() => this.#clear(), NOTE_MS);
  }

  #closing() {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "note-close",
      ariaLabel: gettext("Close"),
      textContent: "×",
    });
    button.addEventListener("click", () => this.#clear());
    return button;
  }

  #clear() {
    const hadFocus = this.notes.contains(document.activeElement);
    this.notes.replaceChildren();
    if (hadFocus) this.list.querySelector("[tabindex='0']")?.focus();
  }

  complain(sentence) {
    const note = Object.assign(document.createElement("p"), {
      className: "message error",
      textContent: sentence,
    });
    this.note(note);
  }

  /** Posts the data and answers with what came back as a fragment; null when it was refused, and says why. */
  async post(url, data) {
    this.form.setAttribute("aria-busy", "true");
    try {
      return await sent(url, { method: "POST", body: new URLSearchParams(data) });
    } catch (error) {
      this.complain(error.message);
      return null;
    } finally {
      this.form.removeAttribute("aria-busy");
    }
  }

  /** Puts an answer's cells in the places of the old ones, and its messages into view. */
  take(answer) {
    for (const cell of answer.querySelectorAll(".cell")) this.#replace(cell);
    for (const id of answer.querySelector("[data-gone]")?.dataset.gone.split(" ") ?? []) this.#remove(id);
    for (const count of COUNTS) {
      const fresh = answer.querySelector(count);
      if (fresh) document.querySelector(count)?.replaceWith(fresh);
    }
    const messages = answer.querySelector(".messages");
    messages?.removeAttribute("role"); // the place it goes to has it
    this.note(...(messages ? [messages] : []));
    this.list.dispatchEvent(new Event("taken"));
  }

  #replace(cell) {
    const old = document.getElementById(cell.id);
    if (!old) return;
    boxOf(cell).checked = boxOf(old).checked;
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(cell);
    if (hadFocus) boxOf(cell).focus();
  }

  /** Moves the focus on before it is lost with the cell. */
  #remove(photo) {
    const cell = document.getElementById(`photo-${photo}`);
    const neighbour = cell?.nextElementSibling ?? cell?.previousElementSibling;
    if (cell?.contains(document.activeElement) && neighbour) boxOf(neighbour).focus();
    cell?.remove();
  }
}

/** Where a form goes; its property `action` is a button of that name here. */
export function addressOf(form, submitter) {
  return submitter?.getAttribute("formaction") ?? form.getAttribute("action");
}

export function boxOf(cell) {
  return cell.querySelector("input[name=photo]");
}

/** A fragment of a page of ours. Rejects with a sentence for a person; follows when the server leads elsewhere. */
export async function sent(url, options = {}) {
  const headers = { "HX-Request": "true" };
  const response = await fetch(url, { ...options, headers }).catch(() => {
    throw new Error(gettext("The network failed. Please try again."));
  });
  const elsewhere = response.headers.get("HX-Redirect") || (response.redirected && response.url);
  if (elsewhere) {
    location.assign(elsewhere);
    return new Promise(() => {});
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) {
    throw new Error(
      page.querySelector(SENTENCE)?.textContent.trim() || gettext("That did not work. Please try again."),
    );
  }
  return page;
}
