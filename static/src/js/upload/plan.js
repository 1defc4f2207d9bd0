import { gettext, ngettext } from "../words.js";
import { readFolder, withoutContainer } from "./folder_name.js";
import { pathOf } from "./pick.js";

const FIELDS = ["name", "continent", "country", "years"];

/** The galleries that the chosen folders are to become: a card with fields for each. */
export class Plan {
  #form;
  #list;
  #continents;
  #cards = new Map();

  constructor(form) {
    this.#form = form;
    this.#list = form.querySelector(".folder-list");
    this.#continents = Array.from(form.elements.continent.options, (option) => option.value).filter(Boolean);
    form.addEventListener("input", () => this.#followDefaults());
    form.addEventListener("change", ({ target }) => target.name === "mode" && this.#regroup());
    form.addEventListener("click", ({ target }) => this.#drop(target.closest("[data-do=drop]")));
  }

  get cards() {
    return [...this.#cards.values()];
  }

  add(files) {
    const paths = withoutContainer(files.map(pathOf), this.#continents);
    files.forEach((file, index) => {
      this.#cardOf(paths[index]).files.push(file);
    });
    this.#show();
  }

  remove(card) {
    this.#cards.delete(card.key);
    card.element.remove();
    this.#show();
  }

  /** What is to be made of a card: {gallery} that exists already, or the fields of one by name and place. */
  wish({ element }) {
    const gallery = this.#isExisting(element) ? part(element, "gallery").value : "";
    const own = FIELDS.map((field) => [field, part(element, field).value.trim() || this.#common(field)]);
    const { years, ...words } = Object.fromEntries(own);
    words.continent ||= this.#continentOf(words.country);
    const visibility = this.#form.elements.visibility.value;
    return gallery
      ? { gallery }
      : {
          ...words,
          years: years
            .split(/[\s,;]+/)
            .filter(Boolean)
            .map(Number),
          visibility,
        };
  }

  /** The first field of a new gallery that is empty, with a sentence that says so; undefined when nothing lacks. */
  lacks(card) {
    const wish = this.wish(card);
    const lacking = wish.gallery ? undefined : FIELDS.find((field) => !wish[field].length);
    return lacking && { [lacking]: gettext("This is needed, here or above for all.") };
  }

  /** Says below the card's fields what is wrong with which of them. */
  complain({ element }, [field, why]) {
    const control = part(element, FIELDS.includes(field) ? field : "name");
    const line = element.querySelector(".folder-problem");
    line.textContent = `${control.dataset.label}: ${why}`;
    control.setAttribute("aria-invalid", "true");
    if (!this.#list.querySelector("[aria-invalid]:focus")) control.focus();
  }

  forgive({ element }) {
    element.querySelector(".folder-problem").textContent = "";
    for (const control of element.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  }

  get #isOne() {
    return this.#form.elements.mode.value === "one";
  }

  #common(field) {
    return this.#form.querySelector(`.folder-defaults [name=${field}]`)?.value.trim() ?? "";
  }

  #continentOf(country) {
    return this.#form.querySelector(`datalist [value="${CSS.escape(country)}"]`)?.dataset.continent ?? "";
  }

  #cardOf(path) {
    const read = readFolder(path, this.#continents);
    const key = this.#isOne ? "" : JSON.stringify(read);
    return this.#cards.get(key) ?? this.#newCard(key, read);
  }

  #newCard(key, read) {
    const template = this.#form.querySelector("template");
    const element = template.content.firstElementChild.cloneNode(true);
    for (const field of FIELDS) part(element, field).value = read[field];
    element.querySelector(".folder-fields").setAttribute("aria-label", read.name);
    element.querySelector(".visually-hidden").textContent = ` ${read.name}`;
    const card = { key, element, files: [] };
    this.#cards.set(key, card);
    this.#list.append(element);
    return card;
  }

  #drop(button) {
    const card = this.cards.find(({ element }) => button && element.contains(button));
    if (card) this.remove(card);
  }

  /** Everything by the other way of sorting it; what was typed into the cards goes with them. */
  #regroup() {
    const files = this.cards.flatMap((card) => card.files);
    for (const card of this.cards) this.remove(card);
    this.add(files);
  }

  #show() {
    this.#form.hidden = this.#cards.size === 0;
    this.#form.classList.toggle("is-one", this.#isOne);
    for (const { element, files } of this.cards)
      element.querySelector(".folder-size").textContent = sizeOf(files);
    this.#followDefaults();
  }

  /** An empty field shows what is said for all folders. A gallery that exists needs no fields. */
  #followDefaults() {
    for (const { element } of this.cards) {
      for (const field of ["country", "years"]) part(element, field).placeholder = this.#common(field);
      element.querySelector(".folder-fields").hidden = this.#isExisting(element);
    }
    const isNeeded = this.cards.some(({ element }) => !this.#isExisting(element));
    this.#form.querySelector(".folder-defaults").hidden = !isNeeded;
  }

  #isExisting(element) {
    return this.#isOne && part(element, "gallery").value !== "";
  }
}

function part(element, name) {
  return element.querySelector(`[name=${name}]`);
}

function sizeOf(files) {
  const megabytes = Math.max(files.reduce((sum, { size }) => sum + size, 0) / 1e6, 0.1);
  const n = files.length.toLocaleString(document.documentElement.lang);
  const size = megabytes.toLocaleString(document.documentElement.lang, {
    maximumFractionDigits: megabytes < 10 ? 1 : 0,
  });
  return ngettext("{n} file, {size} MB", "{n} files, {size} MB", files.length, { n, size });
}
