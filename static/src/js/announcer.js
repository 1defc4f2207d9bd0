const SHOWN_MS = 2500;

/** One place for what the viewer has to say: always for screen readers, and on request as a note for everybody. */
export class Announcer {
  register(pswp) {
    pswp.ui.registerElement({
      name: "note",
      appendTo: "root",
      onInit: (element) => {
        this.element = element;
        element.dir = "auto";
        element.setAttribute("role", "status");
      },
    });
    pswp.on("destroy", () => clearTimeout(this.timer));
  }

  say(words) {
    this.element.classList.remove("is-shown");
    this.element.textContent = words;
  }

  show(words) {
    if (!words) return;
    this.say(words);
    this.element.classList.add("is-shown");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.element.classList.remove("is-shown"), SHOWN_MS);
  }
}
