import htmx from "htmx.org";
import { gettext } from "./words.js";

const ICON =
  '<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 32 32" width="32" height="32">' +
  '<path d="M16 7a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm-1 6h2v5h-2Zm0-3h2v2h-2Z" />' +
  "</svg>";
const REST_MS = 250; // on a photo until its stars are asked for

/** Caption and, when opened with its button or the key "i", description, stars and camera facts of the photo shown. */
export class InfoPanel {
  isOpen = false;

  register(viewer) {
    const { pswp } = viewer;
    this.viewer = viewer;
    pswp.ui.registerElement({
      name: "info",
      order: 16, // the last before "close"
      isButton: true,
      title: gettext("Information (i)"),
      html: ICON,
      onInit: (button) => {
        this.button = button;
        button.setAttribute("aria-expanded", "false");
      },
      onClick: () => this.toggle(),
    });
    pswp.ui.registerElement({
      name: "panel",
      appendTo: "root",
      onInit: (element) => {
        this.element = element;
        element.dir = document.dir || "ltr";
      },
    });
    pswp.on("change", () => this.#fill());
    pswp.on("destroy", () => clearTimeout(this.timer));
  }

  toggle() {
    const { pswp } = this.viewer;
    this.isOpen = !this.isOpen;
    pswp.element.classList.toggle("is-informed", this.isOpen);
    this.button.setAttribute("aria-expanded", String(this.isOpen));
    pswp.updateSize(true);
    if (this.isOpen) this.#starsSoon();
  }

  /** Give the photo shown as many stars, or with 0 take back what was given. */
  async rate(stars) {
    const { link } = this.viewer;
    await this.#stars();
    if (link === this.viewer.link) this.element.querySelector(`[name=rating][value="${stars}"]`)?.click();
  }

  #fill() {
    const { link } = this.viewer;
    if (link === this.shown) return; // the slides were drawn anew, the photo is the same
    this.shown = link;
    this.loading = null;
    const words = link.parentElement.querySelector("template");
    this.element.replaceChildren(words.content.cloneNode(true));
    if (this.isOpen) this.#starsSoon();
  }

  #starsSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#stars(), REST_MS);
  }

  /** The form with what this reader gave comes from the photo's own rating address, once for each showing. */
  #stars() {
    const place = this.element.querySelector("[data-stars]");
    if (place) this.loading ??= htmx.ajax("GET", place.dataset.stars, { target: place });
    return this.loading;
  }
}
