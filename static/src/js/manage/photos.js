import { BulkDialog, PhotoMenu } from "./dialogs.js";
import { Keyboard } from "./keyboard.js";
import { loadMore } from "./more.js";
import { Renaming } from "./renaming.js";
import { Selection } from "./selection.js";
import { addressOf, boxOf, Sheet } from "./sheet.js";
import { Sorting } from "./sorting.js";

const MOST_SHOWN = 100; // photos that one answer shows anew; more of them are a new page

/** Runs the grid of a gallery's photos. Without it the same buttons send the same form. */
export function startSheet(form) {
  const sheet = new Sheet(form);
  const selection = new Selection(sheet);
  const renaming = new Renaming(sheet);
  const sorting = form.dataset.show === "all" ? new Sorting(sheet) : null;
  const bulk = new BulkDialog(sheet, act);

  async function act(event) {
    const { target, submitter } = event;
    const data = new FormData(target, submitter);
    const asks = data.get("action") === "edit";
    if (!asks && (data.has("everything") || data.getAll("photo").length > MOST_SHOWN)) return;
    event.preventDefault();
    const answer = await sheet.post(addressOf(target, submitter), data);
    if (!answer || bulk.show(answer)) return;
    sheet.take(answer);
    if (target === form && data.get("action") === "trash") selection.clear();
  }

  function trash(cell) {
    if (!sheet.chosen.length) boxOf(cell).checked = true;
    form.requestSubmit(form.querySelector("[name=action][value=trash]"));
  }

  const rename = (cell) => renaming.start(cell);
  const carry = (cell, step) => sorting?.carry(cell, step);
  new Keyboard(sheet, selection, { carry, rename, trash });
  new PhotoMenu(sheet, { rename, act });
  form.addEventListener("submit", act);
  loadMore(sheet);
}
