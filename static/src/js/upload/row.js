const WORDS = {
  waiting: "Waiting for its turn",
  uploading: "Sending",
  processing: "Being prepared",
  ready: "Ready",
  awaiting_upload: "Did not arrive completely. Choose this file again to send it.",
};

/** One file in the list. `state` is one of WORDS' keys, "failed" (may be retried) or "refused" (may not). */
export class Row {
  static template = document.getElementById("upload-row");

  constructor(element, { photoId = "", fileId = "", size } = {}) {
    this.element = element;
    this.photoId = photoId || element.dataset.photo;
    this.fileId = fileId;
    this.size = size;
  }

  static forFile(file) {
    const row = new Row(Row.template.content.firstElementChild.cloneNode(true), {
      photoId: file.meta.photoId,
      fileId: file.id,
      size: file.size,
    });
    row.element.dataset.name = file.name;
    row.element.querySelector(".upload-name").textContent = file.name;
    row.show("waiting");
    if (file.data) row.#preview(file.data);
    return row;
  }

  get name() {
    return this.element.dataset.name;
  }

  get state() {
    return this.element.dataset.state;
  }

  show(state, words = WORDS[state]) {
    this.element.dataset.state = state;
    this.element.querySelector(".upload-state").textContent = words;
  }

  showProgress(percent) {
    this.element.querySelector(".upload-progress").value = percent;
    this.element.querySelector(".upload-state").textContent = `${WORDS.uploading}, ${percent} %`;
  }

  showReady(photo) {
    this.#picture(photo.thumbnailURL);
    this.element.querySelector("[data-action=view]")?.setAttribute("href", photo.url);
    this.show("ready");
  }

  /** Moves the focus on before it is lost with the row. */
  remove() {
    const neighbour = this.element.nextElementSibling ?? this.element.previousElementSibling;
    if (this.element.contains(document.activeElement)) {
      (neighbour?.querySelector("[data-action]") ?? this.element.parentElement).focus();
    }
    this.#picture("");
    this.element.remove();
  }

  /** Formats the browser cannot show (HEIC, mostly) and files that are no photos just keep the empty frame. */
  #preview(data) {
    this.#picture(URL.createObjectURL(data));
  }

  #picture(source) {
    const frame = this.element.querySelector(".upload-thumb");
    const old = frame.querySelector("img");
    if (old?.src.startsWith("blob:")) URL.revokeObjectURL(old.src);
    frame.replaceChildren();
    if (!source) return;
    const image = Object.assign(new Image(), { alt: "", loading: "lazy", decoding: "async", src: source });
    image.addEventListener("error", () => image.remove());
    frame.append(image);
  }
}
