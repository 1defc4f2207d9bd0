import { isPlain } from "./clicks.js";

const YEAR = 365 * 24 * 3600; // seconds

/** Layouts and sizes are links whose choice the server keeps in a cookie; here they change the photos in place. */
export function switchLayouts() {
  for (const link of document.querySelectorAll("[data-choice]")) {
    link.addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      choose(link);
    });
  }
}

function choose(link) {
  const { choice, way } = link.dataset;
  for (const list of document.querySelectorAll(`[data-${choice}]`)) list.dataset[choice] = way;
  const others = [...document.querySelectorAll(`[data-choice=${choice}]`)].filter((each) => each !== link);
  for (const each of others) each.ariaCurrent = null;
  link.ariaCurrent = "true";
  if (!link.checkVisibility()) others[0].focus(); // it made room for its opposite
  remember(choice, way);
}

function remember(choice, way) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox 121 and Safari 17.5
  document.cookie = `${choice}=${way}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}
