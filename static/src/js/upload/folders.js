import { gettext, ngettext } from "../words.js";
import { UploadApi } from "./api.js";
import { listenForFiles } from "./pick.js";
import { Plan } from "./plan.js";
import { resume } from "./resume.js";
import { take } from "./take.js";
import { Target } from "./target.js";
import { UnsentFiles } from "./unsent.js";

/** Runs the page on which folders become galleries: they are made when the upload starts. */
export function startFolders(root, page) {
  const form = root.querySelector("#upload-folders");
  const plan = new Plan(form);
  const galleries = new Galleries(page, root.querySelector(".upload-galleries"));
  page.summary.show();
  listenForFiles(root.querySelector(".dropzone"), (files) => plan.add(files));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.inert = true;
    for (const card of plan.cards) await start(page, plan, galleries, card);
    form.inert = false;
  });
  goOn(page, galleries).catch(() => {}); // without storage in this browser there is nothing to go on with
}

async function start(page, plan, galleries, card) {
  plan.forgive(card);
  try {
    const lacks = plan.lacks(card);
    if (lacks) return plan.complain(card, Object.entries(lacks)[0]);
    const target = await galleries.open(plan.wish(card), card);
    plan.remove(card);
    take(page, target, card.files);
  } catch ({ message, details }) {
    plan.complain(card, Object.entries(details || { name: message })[0]);
  }
}

/** The galleries that receive files on this page, with links to them. */
class Galleries {
  #page;
  #list;
  #targets = new Map();

  constructor(page, list) {
    this.#page = page;
    this.#list = list;
  }

  async open({ gallery, ...fields }, { element, files }) {
    const existing = element.querySelector(`option[value="${gallery}"]`);
    const found = gallery
      ? { galleryId: gallery, name: existing.textContent.trim(), url: existing.dataset.url }
      : await UploadApi.openFolder(this.#page.api, this.#page.csrfToken, fields);
    this.#tell(found, files.length);
    return this.target(found.galleryId, found.name);
  }

  target(id, name) {
    const target = this.#targets.get(id) ?? new Target(this.#page, id, name);
    this.#targets.set(id, target);
    return target;
  }

  #tell({ name, url }, number) {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: name });
    const item = document.createElement("li");
    item.append(link, ` ${ngettext("{n} file", "{n} files", number)}`);
    this.#list.append(item);
  }
}

/** What an earlier visit could not finish, of all galleries of which this browser still has files. */
async function goOn(page, galleries) {
  for (const [id, label] of await UnsentFiles.galleries()) {
    const target = galleries.target(id, label || gettext("Earlier"));
    await goOnWith(page, target).catch(() => {}); // what cannot be asked about now stays for the next visit
  }
}

async function goOnWith(page, target) {
  const photos = await target.api.unfinished().catch(noneIfGone);
  const rows = page.list.addEmpty(photos.length, target);
  rows.forEach((row, index) => {
    row.describe(photos[index]);
    row.show(photos[index].status);
    row.showPhoto(photos[index]);
  });
  await resume(page, target, rows);
}

function noneIfGone(error) {
  if (error.status !== 404) throw error;
  return [];
}
