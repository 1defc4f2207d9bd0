import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false; // our policy forbids inline styles

/** htmx swaps the stars; a region that stays tells screen readers what came of it. */
export function announceRatings() {
  const status = document.getElementById("stars-status");
  if (!status) return;
  const summary = () => document.querySelector(".stars-summary");
  document.body.addEventListener("htmx:afterSwap", () => {
    status.textContent = summary().textContent.trim();
  });
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.body.addEventListener(failure, () => {
      status.textContent = "Your rating could not be saved. Please try again.";
      summary().textContent = status.textContent;
    });
  }
}
