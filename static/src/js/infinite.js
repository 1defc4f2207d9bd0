import htmx from "htmx.org";
import { paintPlaceholders } from "./placeholders.js";
import { gettext, ngettext } from "./words.js";

const NEAR = "150% 0px"; // of the window's height above and below it
const MOST_IN_A_LIST = 480; // Firefox lays out 10,000 grid lines at most, some 20 for a photo of a column
const MORE = "a[data-more]";
const EARLIER = "a[data-earlier]";

let known = null; // tiles that were here before the request under way

/**
 * The link to more photos is followed before the reader comes to it: its page's photos join those here, and its
 * own link takes the place of this one. Clicked, it takes the focus along. Without a script it is a link.
 */
export function followMore() {
  if (!hasMore() && !hasEarlier()) return;
  const observer = new IntersectionObserver(
    (entries) => entries.some((entry) => entry.isIntersecting) && loadMore(),
    { rootMargin: NEAR },
  );
  const observe = () => hasMore() && observer.observe(document.querySelector(MORE));
  observe();
  document.body.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (!leadsOn(target)) return;
    known = new Set(tiles());
  });
  document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (!known || !leadsOn(detail.requestConfig.elt)) return; // it comes once for each new tile
    arrived(
      tiles().filter((tile) => !known.has(tile)),
      detail.requestConfig.triggeringEvent,
    );
    observe();
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.body.addEventListener(failure, ({ target }) => {
      if (!leadsOn(target)) return;
      target.classList.add("is-late"); // from now on it is seen: a click asks again
      tell(gettext("More photos could not be loaded. Please try again."));
    });
  }
}

/** Ask for the photos behind the last one, if there are any and nobody has asked yet. */
export function loadMore() {
  if (hasMore()) htmx.trigger(document.querySelector(MORE), "near");
}

/** Ask for the photos before the first one here. */
export function loadEarlier() {
  if (hasEarlier()) htmx.trigger(document.querySelector(EARLIER), "near");
}

export function hasMore() {
  return document.querySelector(MORE) !== null;
}

export function hasEarlier() {
  return document.querySelector(EARLIER) !== null;
}

export function tiles() {
  return [...document.querySelectorAll("[data-lightbox] > .tile")];
}

function leadsOn(element) {
  return element.matches(`${MORE}, ${EARLIER}`);
}

function arrived(added, event) {
  for (const tile of added) paintPlaceholders(tile);
  if (event?.type === "click") added[0]?.querySelector("a").focus();
  tell(ngettext("{n} more photo", "{n} more photos", added.length));
  document.dispatchEvent(new CustomEvent("photos:more"));
  const last = lists().at(-1);
  if (last.children.length >= MOST_IN_A_LIST && hasMore()) last.after(last.cloneNode(false));
}

function lists() {
  return [...document.querySelectorAll("[data-lightbox]")];
}

function tell(words) {
  document.getElementById("more-status").textContent = words;
}
