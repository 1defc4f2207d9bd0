const EDITING = "input, textarea, select, [contenteditable]";

/** On a photo's page the arrow keys lead to its neighbours, and the next picture is loaded ahead. */
export function walkAlong() {
  const [previous, next] = ["prev", "next"].map((rel) =>
    document.querySelector(`.photo-neighbours a[rel=${rel}]`),
  );
  if (!previous && !next) return;
  const [back, forward] = document.dir === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.closest(EDITING))
      return;
    if (event.key === back) previous?.click();
    if (event.key === forward) next?.click();
  });
  if (next?.dataset.srcset) addEventListener("load", () => preload(next.dataset));
}

function preload({ srcset, sizes }) {
  const image = new Image();
  image.fetchPriority = "low";
  image.sizes = sizes;
  image.srcset = srcset;
}
