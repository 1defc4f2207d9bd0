const YEAR = 365 * 24 * 3600; // seconds

/** Layouts are links that the server remembers in a cookie; here they change the rows in place. */
export function switchLayouts() {
  const choices = document.querySelectorAll("[data-layout-choice]");
  for (const choice of choices) {
    choice.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      use(choice.dataset.layoutChoice);
      for (const each of choices) each.toggleAttribute("aria-current", false);
      choice.setAttribute("aria-current", "true");
    });
  }
}

function use(layout) {
  for (const rows of document.querySelectorAll("[data-lightbox]")) rows.dataset.layout = layout;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox 121 and Safari 17.5
  document.cookie = `layout=${layout}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}
