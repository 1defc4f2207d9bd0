import PhotoSwipe from "photoswipe";
import PhotoSwipeLightbox from "photoswipe/lightbox";
import { InfoPanel } from "./info_panel.js";

const WIDE = "(min-width: 56rem)"; // from here on the panel stands beside the picture, not over it
const PANEL_WIDTH = 352; // px beside the picture; as in lightbox.css
const PANEL_SHARE = 0.5; // of the height, below it

/** Opens the photos of these rows in a full-window viewer. Without it, their links lead to the photo pages. */
export function openPhotosOf(rows) {
  const panel = new InfoPanel();
  const lightbox = new PhotoSwipeLightbox({
    gallery: rows,
    children: ".tile a",
    pswpModule: PhotoSwipe,
    bgOpacity: 1,
    loop: false,
    returnFocus: false, // it would go back to the photo that was opened; see followPhoto
    showHideAnimationType: matchMedia("(prefers-reduced-motion: reduce)").matches ? "none" : "zoom",
    paddingFn: () => padding(panel.isOpen),
  });
  lightbox.addFilter("domItemData", (item, link) => ({ ...item, ...describe(link) }));
  lightbox.on("uiRegister", () => panel.register(lightbox.pswp));
  lightbox.on("afterInit", () => nameDialog(lightbox.pswp.element));
  lightbox.on("openingAnimationEnd", () => lightbox.pswp.element.focus());
  lightbox.on("change", () => linkOf(lightbox).closest(".tile").scrollIntoView({ block: "nearest" }));
  lightbox.on("destroy", () => linkOf(lightbox).focus({ preventScroll: true }));
  lightbox.init();
}

/** What PhotoSwipe needs to know of a photo; its size is that of the largest rendition, not of the original. */
function describe(link) {
  const image = link.querySelector("img");
  const widths = Array.from(image.srcset.matchAll(/ (\d+)w/g), (match) => Number(match[1]));
  const width = widths.length ? Math.max(...widths) : image.naturalWidth; // photos of older galleries have a single rendition
  return {
    src: link.dataset.fullSrc,
    srcset: image.srcset,
    msrc: image.currentSrc,
    alt: image.alt,
    width,
    height: Math.round((width * image.height) / image.width),
  };
}

function padding(isPanelOpen) {
  if (matchMedia(WIDE).matches)
    return { top: 56, bottom: 56, left: 72, right: isPanelOpen ? PANEL_WIDTH + 72 : 72 };
  return { top: 56, bottom: isPanelOpen ? innerHeight * PANEL_SHARE : 56, left: 0, right: 0 };
}

function nameDialog(element) {
  element.setAttribute("aria-label", "Photo viewer");
  element.setAttribute("aria-modal", "true");
}

function linkOf(lightbox) {
  return lightbox.pswp.currSlide.data.element;
}
