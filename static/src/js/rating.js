import htmx from "htmx.org";
import { gettext } from "./words.js";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false; // our policy forbids inline styles
htmx.config.defaultSettleDelay = 0; // what has joined the page works as soon as it is there

/** htmx swaps the stars; a region that stays tells screen readers what came of it. */
export function announceRatings() {
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (isRating(detail))
      tell(document.querySelector(".stars-summary").textContent.replace(/\s+/g, " ").trim());
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.body.addEventListener(failure, ({ detail }) => {
      if (!isRating(detail)) return;
      const words = gettext("Your rating could not be saved. Please try again.");
      document.querySelector(".stars-summary").textContent = words;
      tell(words);
    });
  }
}

function isRating({ requestConfig, target }) {
  return requestConfig.verb === "post" && target.id === "stars";
}

/** On the photo's page by its region, in the viewer by the viewer, which listens. */
function tell(words) {
  const status = document.getElementById("stars-status");
  if (status) status.textContent = words;
  document.dispatchEvent(new CustomEvent("photos:rated", { detail: words }));
}
