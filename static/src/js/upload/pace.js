import { gettext, ngettext } from "../words.js";

const WINDOW_MS = 20_000;
const EVIDENCE_MS = 5_000;
const ENOUGH_FILES = 5;

/** How long the rest takes, from what really went out in the last twenty seconds; silent until there are five. */
export class Pace {
  #marks = [];

  note(bytes, files) {
    this.#marks.push({ at: performance.now(), bytes, files });
  }

  forget() {
    this.#marks = [];
  }

  /** In seconds, or null. Many small files are limited by their number and not by their bytes. */
  left(bytes, files) {
    const now = performance.now();
    this.#marks = this.#marks.filter(({ at }) => at > now - WINDOW_MS);
    const span = now - (this.#marks[0]?.at ?? now);
    const sent = this.#sum("bytes");
    if (span < EVIDENCE_MS || !sent) return null;
    const done = this.#sum("files");
    const byNumber = done < ENOUGH_FILES ? 0 : (files * span) / done;
    return Math.max((bytes * span) / sent, byNumber) / 1000;
  }

  #sum(what) {
    return this.#marks.reduce((sum, mark) => sum + mark[what], 0);
  }
}

/** As people say it. */
export function inWords(seconds) {
  if (seconds < 50) return gettext("less than a minute left");
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return ngettext("about {n} minute left", "about {n} minutes left", minutes);
  const hours = Math.ceil(minutes / 30) / 2;
  const n = hours.toLocaleString(document.documentElement.lang);
  return ngettext("about {n} hour left", "about {n} hours left", hours, { n });
}
