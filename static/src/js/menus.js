/** Menus are <details>: they work without a script. With it, a click elsewhere or Escape closes them. */
export function closeMenus() {
  document.addEventListener("click", ({ target }) => {
    for (const menu of opened()) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const menu of opened()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary").focus();
    }
  });
}

function opened() {
  return document.querySelectorAll("details.menu[open]");
}
