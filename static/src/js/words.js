/** What the page brought along in its own language; English is what the scripts are written in. */
const catalog = JSON.parse(document.getElementById("script-words")?.textContent || "{}");
const plural = new Intl.PluralRules(document.documentElement.lang || "en");

/** The sentence in the page's language; `{name}` in it becomes values.name. */
export function gettext(sentence, values = {}) {
  return filled(catalog[sentence] ?? sentence, values);
}

/** As gettext, in the form that fits the number `n`. */
export function ngettext(one, many, n, values = {}) {
  const forms = catalog[one] ?? [one, many];
  return filled(forms[plural.select(n) === "one" ? 0 : 1], { n, ...values });
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
