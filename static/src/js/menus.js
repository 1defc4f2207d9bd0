/** Menus are <details>: they work without a script. With it they open in sight, and a click elsewhere, leaving or Escape closes them. */
export function tendMenus() {
  document.addEventListener("toggle", showAll, { capture: true }); // it does not bubble
  document.addEventListener("click", ({ target }) => {
    for (const menu of opened()) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    const menu = target.closest("details.menu[open]");
    if (menu && relatedTarget && !menu.contains(relatedTarget)) menu.open = false; // it may cover what has the focus
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      event.preventDefault(); // closing the menu is all that this press does
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary").focus();
    }
  });
}

function showAll({ target }) {
  if (target.matches("details.menu[open]"))
    target.querySelector(".menu-card").scrollIntoView({ block: "nearest" });
}

function opened() {
  return document.querySelectorAll("details.menu[open]");
}
