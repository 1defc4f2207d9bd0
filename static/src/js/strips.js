/** Buttons beside a row that goes on beyond the edge of the page, for who has no finger to push it. */
export function stepAlongStrips() {
  for (const strip of document.querySelectorAll(".strip")) {
    const buttons = strip.parentElement.querySelectorAll("[data-step]");
    for (const button of buttons) button.addEventListener("click", () => step(strip, button.dataset.step));
    const update = () => {
      for (const button of buttons) button.ariaDisabled = String(!leadsOn(strip, button.dataset.step));
    };
    strip.addEventListener("scroll", update, { passive: true });
    new ResizeObserver(update).observe(strip);
  }
}

function step(strip, direction) {
  const forward = document.dir === "rtl" ? -1 : 1;
  strip.scrollBy({ left: direction * forward * strip.clientWidth * 0.8 });
}

function leadsOn(strip, direction) {
  const passed = Math.abs(strip.scrollLeft);
  const left = strip.scrollWidth - strip.clientWidth - passed;
  return (direction < 0 ? passed : left) > 1;
}
