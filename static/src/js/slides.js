const WIDE = "(min-width: 56rem)"; // from here on the panel stands beside the picture, not over it
const PANEL_WIDTH = 352; // px beside the picture; as in lightbox.css
const PANEL_SHARE = 0.5; // of the height, below it

/** What PhotoSwipe needs to know of a photo; its size is that of the largest rendition, not of the original. */
export function describe(link) {
  const image = link.querySelector("img");
  const widths = Array.from(image.srcset.matchAll(/ (\d+)w/g), (match) => Number(match[1]));
  const width = widths.length ? Math.max(...widths) : image.naturalWidth; // photos of older galleries have a single rendition
  return {
    src: link.dataset.fullSrc,
    srcset: image.srcset,
    msrc: image.currentSrc,
    alt: image.alt,
    width,
    height: Math.round(width / proportion(image)),
    thumbCropped: true, // as object-fit does it in squares
  };
}

/** As the file is; the tile may show less of it. */
function proportion(image) {
  const [width, height] = ["width", "height"].map((name) => Number(image.getAttribute(name)));
  return width && height ? width / height : image.naturalWidth / image.naturalHeight || 1.5;
}

/** Room around the picture, in px. */
export function padding(isPanelOpen) {
  if (matchMedia(WIDE).matches)
    return { top: 56, bottom: 56, left: 72, right: isPanelOpen ? PANEL_WIDTH + 72 : 72 };
  return { top: 56, bottom: isPanelOpen ? innerHeight * PANEL_SHARE : 56, left: 0, right: 0 };
}
