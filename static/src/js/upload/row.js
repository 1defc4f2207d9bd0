const WORDS = {
  waiting: "Waiting for its turn",
  uploading: "Sending",
  processing: "Being prepared",
  ready: "Ready",
  gone: "This photo was deleted meanwhile",
};

/**
 * One file in the list. Its state: waiting, uploading, processing, ready, failed (may be retried), refused
 * (may not), gone, or awaiting_upload: announced in an earlier visit and still without its bytes.
 */
export class Row {
  fileId = "";

  constructor(element) {
    this.element = element;
    this.photoId = element.dataset.photo;
  }

  static empty() {
    return new Row(document.getElementById("upload-row").content.firstElementChild.cloneNode(true));
  }

  get state() {
    return this.element.dataset.state;
  }

  /** Whether this row waits for the bytes of that photo or, when nobody knows the photo, of that name and size. */
  isMissing(file) {
    if (this.fileId || this.state !== "awaiting_upload") return false;
    if (file.meta.photoId) return this.photoId === file.meta.photoId;
    const { name, size } = this.element.dataset;
    return name === file.name && [String(file.size), ""].includes(size);
  }

  /** The server knows this file now. */
  identify(photoId) {
    this.photoId = photoId;
    const { deleteUrl } = document.getElementById("upload").dataset;
    this.element.querySelector("[data-action=remove]").href = deleteUrl.replace("PHOTO", photoId);
  }

  /** Takes an Uppy file in. */
  hold(file) {
    this.fileId = file.id;
    this.element.querySelector(".upload-name").textContent = file.name;
    this.#showPicture(URL.createObjectURL(file.data));
    this.show("waiting");
  }

  show(state, words = WORDS[state]) {
    this.element.dataset.state = state;
    this.element.querySelector(".upload-state").textContent = words;
  }

  showProgress(percent) {
    this.element.querySelector(".upload-progress").value = percent;
    this.element.querySelector(".upload-state").textContent = `${WORDS.uploading}, ${percent} %`;
  }

  showPhoto(photo) {
    if (photo.status === "ready") {
      this.#showPicture(photo.thumbnailURL);
      this.element.querySelector("[data-action=view]").href = photo.url;
    }
    if (photo.status !== "awaiting_upload") this.show(photo.status, photo.statusReason || undefined);
  }

  /** Moves the focus on before it is lost with the row. */
  remove() {
    const neighbour = this.element.nextElementSibling ?? this.element.previousElementSibling;
    if (this.element.contains(document.activeElement)) {
      (neighbour ?? this.element.parentElement).focus();
    }
    this.#showPicture("");
    this.element.remove();
  }

  /** Formats the browser cannot show (HEIC, mostly) and files that are no photos just keep the empty frame. */
  #showPicture(source) {
    const frame = this.element.querySelector(".upload-thumb");
    const old = frame.querySelector("img")?.src ?? "";
    if (old.startsWith("blob:")) URL.revokeObjectURL(old);
    frame.replaceChildren();
    if (!source) return;
    const image = Object.assign(new Image(), { alt: "", loading: "lazy", decoding: "async", src: source });
    image.addEventListener("error", () => image.remove());
    frame.append(image);
  }
}
