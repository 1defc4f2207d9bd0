const ICON =
  '<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 32 32" width="32" height="32">' +
  '<path d="M16 7a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm-1 6h2v5h-2Zm0-3h2v2h-2Z" />' +
  "</svg>";

/** Caption and, when opened with its button or the key "i", description and camera facts of the photo shown. */
export class InfoPanel {
  isOpen = false;

  register(pswp) {
    pswp.ui.registerElement({
      name: "info-button",
      order: 8, // left of zoom and close
      isButton: true,
      title: "Information (i)",
      html: ICON,
      onInit: (button) => {
        this.button = button;
      },
      onClick: () => this.toggle(pswp),
    });
    pswp.ui.registerElement({
      name: "panel",
      appendTo: "root",
      onInit: (element) => {
        this.element = element;
        element.setAttribute("aria-live", "polite");
      },
    });
    pswp.on("change", () => this.#fill(pswp));
    pswp.on("afterInit", () => this.#show(pswp));
    pswp.on("keydown", ({ originalEvent: { key, ctrlKey, metaKey, altKey } }) => {
      if (key === "i" && !ctrlKey && !metaKey && !altKey) this.toggle(pswp);
    });
  }

  #fill(pswp) {
    const words = pswp.currSlide.data.element.parentElement.querySelector("template");
    this.element.replaceChildren(words.content.cloneNode(true));
  }

  toggle(pswp) {
    this.isOpen = !this.isOpen;
    this.#show(pswp);
    pswp.updateSize(true);
  }

  #show(pswp) {
    pswp.element.classList.toggle("is-informed", this.isOpen);
    this.button.setAttribute("aria-expanded", String(this.isOpen));
  }
}
