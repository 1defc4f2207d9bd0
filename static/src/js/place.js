import { hasMore, loadMore, tiles } from "./infinite.js";

const MOST_PAGES_BACK = 10; // who was further on goes there by hand
const ENDS = ["wheel", "pointerdown", "keydown", "popstate", "htmx:responseError", "htmx:sendError"];

/**
 * A reload, or the way back from another page, begins with one page of photos again: go on to the photo where the
 * reader was, unless the address names one to begin at. The journey ends where it is as soon as the reader does
 * anything, or a page fails.
 */
export function keepPlace() {
  if (!tiles().length || !mayKeep()) return;
  history.scrollRestoration = "manual"; // the browser would go as far as one page reaches, or before the viewer
  const journey = new AbortController();
  const place = hasComeBack() && JSON.parse(sessionStorage.getItem(placeName()));
  if (place)
    addEventListener("DOMContentLoaded", () => goBackTo(place, journey)); // htmx is ready then
  else journey.abort();
  addEventListener("pagehide", () => journey.signal.aborted && remember());
}

function goBackTo(place, journey) {
  const { signal } = journey;
  let pages = MOST_PAGES_BACK;
  const goOn = () => {
    if (signal.aborted) return;
    const tile = tiles().find((each) => each.dataset.photo === place.photo);
    if (!tile && hasMore() && pages--) return loadMore();
    journey.abort();
    const top = tile ? tile.getBoundingClientRect().top - place.top : place.scrolled - scrollY;
    scrollBy({ top, behavior: "instant" });
  };
  for (const end of ENDS) addEventListener(end, () => journey.abort(), { signal, passive: true });
  document.addEventListener("photos:more", () => setTimeout(goOn), { signal }); // its link leads on by then
  goOn();
}

/** The first photo in sight, and how many px below the window's top it begins: widths change, and rows with them. */
function remember() {
  const tile = tiles().find((each) => each.getBoundingClientRect().bottom > 0) ?? tiles().at(-1);
  const { top } = tile.getBoundingClientRect();
  sessionStorage.setItem(placeName(), JSON.stringify({ photo: tile.dataset.photo, top, scrolled: scrollY }));
}

function hasComeBack() {
  const [entry] = performance.getEntriesByType("navigation");
  return ["reload", "back_forward"].includes(entry?.type) && !location.search.includes("photo=");
}

function placeName() {
  return `place:${location.pathname}${location.search}`;
}

function mayKeep() {
  try {
    return Boolean(sessionStorage);
  } catch {
    return false; // a reader may forbid it
  }
}
