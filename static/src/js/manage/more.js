import { ngettext } from "../words.js";
import { sent } from "./sheet.js";

const AHEAD = "250%"; // of the window's height

/** Fetches the next photos before the reader comes to the link that leads to them. */
export function loadMore(sheet) {
  const watcher = new IntersectionObserver(
    ([{ isIntersecting, target }]) => isIntersecting && fetchNext(target),
    { rootMargin: AHEAD },
  );
  const watch = () => {
    const link = document.querySelector(".pager [rel=next]");
    if (link) watcher.observe(link);
  };

  async function fetchNext(link) {
    watcher.unobserve(link);
    const page = await sent(link.href).catch(() => null);
    if (!page) return; // the link is still there
    const cells = page.querySelectorAll(".cell");
    sheet.list.append(...cells);
    link.closest(".pager").replaceWith(...page.querySelectorAll(".pager"));
    sheet.list.dispatchEvent(new Event("taken"));
    sheet.say(ngettext("{n} more photo", "{n} more photos", cells.length));
    watch();
  }

  watch();
}
