import { gettext } from "../words.js";

const WORDS = {
  waiting: gettext("Waiting for its turn"),
  uploading: gettext("Sending"),
  stalled: gettext("The connection broke. It is sent again by itself."),
  processing: gettext("Being prepared"),
  ready: gettext("Ready"),
  known: gettext("Already here"),
  trashed: gettext("Already here, but in the trash"),
  gone: gettext("This photo was deleted meanwhile"),
  awaiting_upload: gettext("Not here yet. If nothing happens soon, choose this file again."),
};

const SETTLED = ["processing", "ready", "known", "trashed", "refused", "gone"];

/**
 * One file in the list. Its state: waiting, uploading, stalled (waiting for the network), processing, ready, known or
 * trashed (the gallery has it), failed (may be retried), refused (may not), gone, or awaiting_upload: chosen in an
 * earlier visit and still without its bytes.
 */
export class Row {
  file = null;
  grant = null;
  sent = 0; // bytes
  key = ""; // under which this browser keeps it for the next visit
  onChange = () => {};
  #abort = new AbortController();

  constructor(element, target) {
    this.element = element;
    this.target = target;
    this.photoId = element.dataset.photo;
  }

  static empty(target) {
    return new Row(document.getElementById("upload-row").content.firstElementChild.cloneNode(true), target);
  }

  get state() {
    return this.element.dataset.state;
  }

  get name() {
    return this.element.dataset.name;
  }

  /** In bytes. */
  get size() {
    return this.file?.size ?? Number(this.element.dataset.size);
  }

  get words() {
    return this.element.querySelector(".upload-state").textContent.trim();
  }

  /** Aborts what is sent when the row is taken off the list. */
  get signal() {
    return this.#abort.signal;
  }

  get isGone() {
    return this.signal.aborted;
  }

  /** Whether the site has the file, or never will: there is nothing left to send. */
  get isSettled() {
    return SETTLED.includes(this.state);
  }

  /** Whether this row waits for bytes that nobody has yet, under this name and, if it is known, of this size. */
  isMissing({ name, size }) {
    if (this.file || this.state !== "awaiting_upload") return false;
    return name === this.name && [String(size), ""].includes(this.element.dataset.size);
  }

  /** The server knows this file now. */
  identify(photoId) {
    this.photoId = photoId;
    this.element.dataset.photo = photoId;
    this.#link("remove", addressOf("delete", photoId));
  }

  /** The name of a photo that an earlier visit announced. */
  describe({ id, filename, size }) {
    this.identify(id);
    this.#expect(filename, size);
  }

  /** A file that an earlier visit chose and nobody has: it must be chosen again. */
  miss({ name, size }) {
    this.#expect(name, size);
    this.show("awaiting_upload");
  }

  /** Takes a file in. */
  hold(file) {
    this.file = file;
    this.#showName(file.name);
    this.#showPicture(URL.createObjectURL(file));
    this.show("waiting");
  }

  show(state, words = WORDS[state]) {
    const before = this.state;
    this.element.dataset.state = state;
    this.#say(words);
    if (state !== "uploading") this.sent = 0;
    this.onChange(this, before);
  }

  showSent(bytes) {
    const news = bytes - this.sent;
    this.sent = bytes;
    const percent = Math.round((100 * bytes) / this.file.size);
    this.element.querySelector(".upload-progress").value = percent;
    this.#say(gettext("Sending, {percent} %", { percent }));
    this.onChange(this, this.state, Math.max(news, 0));
  }

  /** A photo of the gallery with the same bytes. */
  showTwin({ status, url, thumbnailURL }) {
    this.#link("view", url);
    if (thumbnailURL) this.#showPicture(thumbnailURL);
    this.show(status === "trashed" ? "trashed" : "known");
  }

  showPhoto(photo) {
    if (photo.status === "awaiting_upload") return;
    if (photo.duplicateOf)
      return this.showTwin({ status: "ready", url: addressOf("photo", photo.duplicateOf) });
    if (photo.status === "ready") {
      this.#showPicture(photo.thumbnailURL);
      this.#link("view", photo.url);
    }
    const words = photo.statusReason ? gettext(photo.statusReason) : WORDS[photo.status];
    if (photo.status !== this.state || words !== this.words) this.show(photo.status, words);
  }

  /** Stops what is on its way. */
  abort() {
    this.#abort.abort();
  }

  /** Moves the focus on before it is lost with the row. */
  remove() {
    const neighbour = this.element.nextElementSibling ?? this.element.previousElementSibling;
    if (this.element.contains(document.activeElement)) {
      (neighbour ?? this.element.parentElement).focus();
    }
    this.abort();
    this.#showPicture("");
    this.element.remove();
  }

  #say(words) {
    const line = this.element.querySelector(".upload-state");
    if (line.textContent !== words) line.textContent = words;
  }

  #expect(name, size) {
    this.element.dataset.size = size ?? "";
    this.#showName(name);
  }

  #showName(name) {
    this.element.dataset.name = name;
    const { label } = this.target;
    this.element.querySelector(".upload-name").textContent = label ? `${label} / ${name}` : name;
    for (const told of this.element.querySelectorAll(".visually-hidden")) told.textContent = ` ${name}`;
  }

  #link(action, address) {
    this.element.querySelector(`[data-action=${action}]`).href = address;
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

/** Of a photo's page, or of the page that deletes it. */
function addressOf(page, photoId) {
  return document.getElementById("upload").dataset[`${page}Url`].replace("PHOTO", photoId);
}
