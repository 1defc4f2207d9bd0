import PhotoSwipe from "photoswipe";
import { Announcer } from "./announcer.js";
import { keepFocusIn } from "./focus.js";
import { hasEarlier, loadEarlier, loadMore } from "./infinite.js";
import { InfoPanel } from "./info_panel.js";
import { idOf, links, titleOf } from "./lightbox.js";
import { describe, padding } from "./slides.js";
import { Slideshow } from "./slideshow.js";
import { addButtons, addCounter } from "./viewer_buttons.js";
import { gettext } from "./words.js";

const NEAR_THE_END = 5; // photos before the last one that is here, the next page is asked for

const motion = matchMedia("(prefers-reduced-motion: reduce)");

/** The full-window viewer of the photos on this page, and of those that follow. */
export class Viewer {
  constructor(link, { isPlaying = false, isZooming = false, onChange, onClose }) {
    this.links = links();
    this.panel = new InfoPanel();
    this.pswp = new PhotoSwipe({
      dataSource: this.links,
      index: this.links.indexOf(link),
      bgOpacity: 1,
      counter: false, // ours knows of photos that are not here yet
      loop: false,
      preload: [1, 2],
      returnFocus: false, // it would go back to the photo that was opened; see #leave
      trapFocus: false, // see focus.js
      showHideAnimationType: isZooming && !motion.matches ? "zoom" : "none",
      paddingFn: () => padding(this.panel.isOpen),
      ...titles(),
    });
    this.slideshow = new Slideshow(this.pswp);
    this.announcer = new Announcer();
    this.#listen(onChange, onClose);
    this.pswp.init();
    if (isPlaying) this.slideshow.start();
  }

  get link() {
    return this.links[this.pswp.currIndex];
  }

  /** Go to a photo that is here. */
  goTo(id) {
    const index = this.links.findIndex((link) => idOf(link) === id);
    if (index >= 0) this.pswp.goTo(index);
  }

  /** Close, if need be as soon as the opening is over: PhotoSwipe cannot turn round in between. */
  close() {
    if (this.pswp.opener.isOpen) this.pswp.close();
    else this.pswp.on("openingAnimationEnd", () => this.pswp.close());
  }

  #listen(onChange, onClose) {
    const { pswp } = this;
    const grow = () => this.#grow();
    const note = ({ detail }) =>
      this.panel.isOpen ? this.announcer.say(detail) : this.announcer.show(detail);
    pswp.addFilter("domItemData", (item, link) => ({ ...item, ...describe(link) }));
    pswp.on("uiRegister", () => {
      addCounter(this);
      addButtons(this);
      this.panel.register(this);
      this.announcer.register(pswp);
    });
    pswp.on("afterInit", () => nameDialog(pswp));
    keepFocusIn(pswp);
    pswp.on("change", () => this.#arrive(onChange));
    pswp.on("close", () => this.slideshow.stop());
    pswp.on("destroy", () => {
      document.removeEventListener("photos:more", grow);
      document.removeEventListener("photos:rated", note);
      this.#leave(onClose);
    });
    document.addEventListener("photos:more", grow);
    document.addEventListener("photos:rated", note);
  }

  #arrive(onChange) {
    const { link, pswp } = this;
    onChange(link);
    link.parentElement.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (pswp.currIndex >= this.links.length - NEAR_THE_END) loadMore();
    if (pswp.currIndex < NEAR_THE_END) loadEarlier();
    if (link === this.announced) return; // only its number changed, or what is beside it
    this.announced = link;
    const title = titleOf(link);
    const { place } = this;
    this.announcer.say(
      place.number ? gettext("Photo {number} of {total}: {title}", { ...place, title }) : title,
    );
  }

  /** Which of how many photos is shown; the number is null while nobody knows how many are before those here. */
  get place() {
    const { total } = document.querySelector("[data-lightbox]").dataset;
    if (hasEarlier()) return { number: null, total };
    return { number: this.pswp.currIndex + 1, total: total ?? this.links.length };
  }

  /** Photos have joined the page, before or behind those that were here. */
  #grow() {
    const now = links();
    const before = now.indexOf(this.links[0]);
    const behind = this.links.length + before;
    this.links.splice(0, Infinity, ...now);
    if (before) shiftSlides(this.pswp, before);
    this.pswp.refreshSlideContent(before ? before - 1 : behind);
  }

  #leave(onClose) {
    const { link } = this;
    onClose();
    link.focus({ preventScroll: true });
  }
}

function titles() {
  return {
    closeTitle: gettext("Close (Esc)"),
    zoomTitle: gettext("Zoom (z)"),
    arrowPrevTitle: gettext("Previous photo"),
    arrowNextTitle: gettext("Next photo"),
    errorMsg: gettext("This picture cannot be loaded."),
  };
}

/** PhotoSwipe 5.4 numbers its slides from the first one that is here; now there are so many before it. */
function shiftSlides(pswp, before) {
  const slides = pswp.mainScroll.itemHolders.map((holder) => holder.slide).filter(Boolean);
  const contents = new Set([...pswp.contentLoader._cachedItems, ...slides.map((slide) => slide.content)]);
  for (const each of [...slides, ...contents]) each.index += before;
  pswp.currIndex += before;
  pswp.potentialIndex += before;
}

function nameDialog({ element, scrollWrap, mainScroll }) {
  element.dir = "ltr"; // its geometry is; texts in it say their own direction
  element.setAttribute("aria-label", gettext("Photo viewer"));
  element.setAttribute("aria-modal", "true");
  scrollWrap.setAttribute("aria-roledescription", gettext("carousel"));
  for (const { el } of mainScroll.itemHolders) el.setAttribute("aria-roledescription", gettext("slide"));
}
