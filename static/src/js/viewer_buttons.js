import { titleOf } from "./lightbox.js";
import { canShare, share } from "./share.js";
import { gettext } from "./words.js";

const PATHS = {
  play: "M11 8.5v15l12-7.5z",
  pause: "M10 9h4v14h-4zm8 0h4v14h-4z",
  fullscreen: "M8 8h6v2h-4v4H8zm10 0h6v6h-2v-4h-4zM8 18h2v4h4v2H8zm14 0h2v6h-6v-2h4z",
  share:
    "M21 19.5a3 3 0 0 0-2.3 1.1l-5.8-3.2a3 3 0 0 0 0-2.8l5.8-3.2A3 3 0 1 0 18 9.5l.1.7-5.8 3.2a3 3 0 1 0 0 5.2l5.8 3.2-.1.7a3 3 0 1 0 3-3Z",
  download: "M15 8h2v8.2l2.8-2.8 1.4 1.4-5.2 5.2-5.2-5.2 1.4-1.4 2.8 2.8zM9 22h14v2H9z",
  page: "M9 8h9l5 5v11H9zm2 2v12h10v-8h-4v-4zm8 .8V12h1.2zM13 16h6v1.6h-6zm0 3h6v1.6h-6z",
};

/** The viewer's own controls beside PhotoSwipe's zoom and close, and the keys that do the same. */
export function addButtons(viewer) {
  const { pswp, slideshow } = viewer;
  const play = button(pswp, "play", 11, gettext("Slideshow (s)"), () => slideshow.toggle());
  slideshow.onToggle = (isPlaying) => showPlaying(viewer, play(), isPlaying);
  if (document.fullscreenEnabled) {
    button(pswp, "fullscreen", 12, gettext("Full screen (f)"), () => toggleFullscreen(pswp));
    pswp.on("close", () => document.fullscreenElement && document.exitFullscreen());
  }
  if (canShare) button(pswp, "share", 13, gettext("Share"), () => shareShown(viewer));
  link(pswp, "download", 14, gettext("Download"), () => viewer.link.dataset.download);
  link(pswp, "page", 15, gettext("Photo page"), () => viewer.link.href);
  pswp.on("keydown", (event) => pressed(viewer, event));
}

/** "3 / 120", or "… / 120" while nobody knows how many are before it. */
export function addCounter(viewer) {
  const { pswp } = viewer;
  pswp.ui.registerElement({
    name: "place",
    className: "pswp__counter",
    order: 5,
    onInit: (element) => {
      pswp.on("change", () => {
        const { number, total } = viewer.place;
        element.textContent = total ? `${number ?? "…"} / ${total}` : "";
      });
    },
  });
}

/** Registers one; answers a function that answers the element, once it is there. */
function button(pswp, name, order, title, onClick) {
  let element;
  pswp.ui.registerElement({
    name,
    order,
    title,
    isButton: true,
    html: icon(PATHS[name]),
    onInit: (made) => {
      element = made;
    },
    onClick,
  });
  return () => element;
}

function icon(path) {
  return `<svg aria-hidden="true" class="pswp__icn" viewBox="0 0 32 32" width="32" height="32"><path d="${path}" /></svg>`;
}

function showPlaying({ pswp, announcer }, element, isPlaying) {
  const title = isPlaying ? gettext("Pause the slideshow (s)") : gettext("Slideshow (s)");
  element.title = title;
  element.setAttribute("aria-label", title);
  element.querySelector("path").setAttribute("d", isPlaying ? PATHS.pause : PATHS.play);
  pswp.element.classList.toggle("is-playing", isPlaying);
  announcer.show(isPlaying ? gettext("The slideshow is running.") : gettext("The slideshow is paused."));
}

function toggleFullscreen(pswp) {
  if (document.fullscreenElement) document.exitFullscreen();
  else pswp.element.requestFullscreen();
}

async function shareShown({ link, announcer }) {
  announcer.show(await share({ url: link.href, title: titleOf(link) }));
}

/** A link that says of each photo where it leads; hidden where it leads nowhere. */
function link(pswp, name, order, title, addressOf) {
  pswp.ui.registerElement({
    name,
    order,
    title,
    isButton: true,
    tagName: "a",
    html: icon(PATHS[name]),
    onInit: (element) => {
      pswp.on("change", () => {
        const address = addressOf();
        element.hidden = !address;
        if (address) element.href = address;
      });
    },
  });
}

/** Keys beside PhotoSwipe's own (arrows, z, Escape). Whatever else is pressed ends a slideshow. */
function pressed(viewer, event) {
  const { pswp, slideshow, panel } = viewer;
  const { key, target, ctrlKey, metaKey, altKey } = event.originalEvent;
  if (ctrlKey || metaKey || altKey) return;
  const isSpace = key === " " && !target.closest("a, button");
  if (key !== "s" && !isSpace && key !== "f" && key !== "Shift") slideshow.stop();
  const deed = {
    s: () => slideshow.toggle(),
    f: () => document.fullscreenEnabled && toggleFullscreen(pswp),
    i: () => panel.toggle(),
    Home: () => pswp.goTo(0),
    End: () => pswp.goTo(pswp.getNumItems() - 1),
  }[isSpace ? "s" : key];
  if (deed) {
    event.originalEvent.preventDefault();
    deed();
  } else if (/^[0-5]$/.test(key)) panel.rate(key);
}
