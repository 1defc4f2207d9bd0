import { thumbHashToDataURL } from "thumbhash";

/** Puts the blurred preview behind each picture that has not arrived yet; the average colour is already there. */
export function paintPlaceholders(root = document.body) {
  const frames = root.matches("[data-thumbhash]") ? [root] : root.querySelectorAll("[data-thumbhash]");
  for (const frame of frames) {
    const image = frame.querySelector("img");
    if (!image || image.complete) continue;
    frame.style.backgroundImage = `url(${thumbHashToDataURL(decode(frame.dataset.thumbhash))})`;
    image.addEventListener("load", () => frame.style.removeProperty("background-image"), { once: true });
  }
}

function decode(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
