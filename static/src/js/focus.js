const STOPS = "a[href], button:not(:disabled), input, summary, [tabindex='0']";

/** While the viewer is open, the page behind it is dead to pointer, keyboard and screen reader. */
export function keepFocusIn(pswp) {
  let behind = [];
  pswp.on("afterInit", () => {
    behind = [...document.body.children].filter((each) => each !== pswp.element && !each.inert);
    for (const each of behind) each.inert = true;
  });
  pswp.on("openingAnimationEnd", () => pswp.element.focus({ preventScroll: true })); // from then on it listens to keys
  pswp.on("keydown", (event) => {
    if (event.originalEvent.key !== "Tab") return;
    event.preventDefault(); // PhotoSwipe's own answer to the first one
    goRound(pswp.element, event.originalEvent);
  });
  pswp.on("close", () => {
    for (const each of behind) each.inert = false;
  });
}

/** From the last control to the first, and back. */
function goRound(root, event) {
  const stops = [...root.querySelectorAll(STOPS)].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }),
  );
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  const isOutside = event.shiftKey && document.activeElement === root;
  if (document.activeElement !== from && !isOutside) return;
  event.preventDefault();
  to.focus();
}
