import { gettext } from "./words.js";

export const canShare = Boolean(navigator.share ?? navigator.clipboard); // neither is there without HTTPS

/** The system's own share sheet, else the link on the clipboard. Answers what to tell the reader of it, or "". */
export async function share({ url, title }) {
  if (!navigator.share) return copy(url);
  try {
    await navigator.share({ url, title });
  } catch (error) {
    if (error.name !== "AbortError") return copy(url); // closing the sheet is no failure
  }
  return "";
}

async function copy(url) {
  try {
    await navigator.clipboard.writeText(url);
    return gettext("The link is copied.");
  } catch {
    return gettext("The link could not be copied. It is in the address bar of the photo’s page.");
  }
}

/** Share menus hold the link as text. Where the system can share, it is asked instead; else a button copies. */
export function enhanceShareMenus() {
  for (const menu of document.querySelectorAll("details[data-share]")) {
    const link = { url: menu.dataset.share, title: menu.dataset.title };
    const status = menu.querySelector("[role=status]");
    menu.querySelector("summary").addEventListener("click", (event) => {
      if (!navigator.share) return;
      event.preventDefault();
      share(link);
    });
    menu.querySelector("[data-copy]").addEventListener("click", async () => {
      status.textContent = await copy(link.url);
    });
    menu.querySelector("input").addEventListener("focus", (event) => event.target.select());
  }
}
