import { isPlain } from "./clicks.js";
import { gettext } from "./words.js";

const OURS = { isViewer: true }; // history entries that we made: closing goes back from them

let viewer = null;

/**
 * Opens photos in a full-window viewer; without it, their links lead to the photo pages. The address says which
 * photo is open (`?photo=`): Back closes the viewer, Forward opens it again, and a reload or a shared link opens
 * it at that photo.
 */
export function openPhotos() {
  document.querySelector("[data-viewer]")?.addEventListener("click", leadToViewer);
  if (!document.querySelector("[data-lightbox]")) return;
  document.addEventListener("click", openInstead);
  addEventListener("popstate", followAddress);
  addEventListener("pageshow", ({ persisted }) => persisted && followAddress()); // the viewer was closed on leaving
  document.querySelector("[data-slideshow]")?.addEventListener("click", () => {
    enter(links()[0], { isPlaying: true });
  });
  if (asked()) followAddress();
}

export function links() {
  return [...document.querySelectorAll("[data-lightbox] > .tile > a")];
}

export function idOf(link) {
  return link.parentElement.dataset.photo;
}

/** A photo's page has no viewer: the photo's gallery opens it. */
function leadToViewer(event) {
  if (!isPlain(event)) return;
  event.preventDefault();
  location.assign(event.currentTarget.dataset.viewer);
}

function openInstead(event) {
  const link = event.target.closest("[data-lightbox] > .tile > a");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  enter(link, { isZooming: true });
}

function enter(link, options) {
  if (!link || viewer) return;
  history.pushState(OURS, "", addressOf(idOf(link)));
  open(link, options);
}

async function open(link, options) {
  viewer = import("./viewer.js");
  try {
    const { Viewer } = await viewer;
    if (!asked()) return closed(); // gone back meanwhile
    viewer = new Viewer(link, { ...options, onChange: nameInAddress, onClose: closed });
  } catch {
    location.assign(link.href); // no viewer without a network: the photo's page says so, or comes from the cache
  }
}

/** After Back, Forward, or at the start: the viewer becomes what the address says. */
function followAddress() {
  const link = links().find((each) => idOf(each) === asked());
  if (!asked()) viewer?.close?.();
  else if (viewer?.goTo) viewer.goTo(asked());
  else if (link) open(link, {});
  else if (document.readyState === "complete")
    location.reload(); // its page of photos is not here any more
  else history.replaceState(null, "", addressOf(""));
}

function nameInAddress(link) {
  history.replaceState(history.state, "", addressOf(idOf(link)));
}

function closed() {
  viewer = null;
  if (asked() && (history.state?.isViewer || isFromPhoto())) history.back();
  else if (asked()) history.replaceState(null, "", addressOf(""));
}

/** Whether the page before this one is a photo's, whose picture led to the viewer. */
function isFromPhoto() {
  return document.referrer.startsWith(`${location.origin}/photos/`);
}

function asked() {
  return new URL(location).searchParams.get("photo");
}

function addressOf(id) {
  const address = new URL(location);
  if (id) address.searchParams.set("photo", id);
  else address.searchParams.delete("photo");
  return address;
}

/** Words of a link for who shares it. */
export function titleOf(link) {
  return link.querySelector(".tile-title").textContent || gettext("A photo");
}
