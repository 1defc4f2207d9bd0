import { thumbHashToDataURL } from "thumbhash";

/** Puts the blurred preview behind each picture that has not arrived yet; the average colour is already there. */
export function paintPlaceholders() {
  for (const frame of document.querySelectorAll("[data-thumbhash]")) {
    if (frame.querySelector("img")?.complete) continue;
    frame.style.backgroundImage = `url(${thumbHashToDataURL(decode(frame.dataset.thumbhash))})`;
  }
}

function decode(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
