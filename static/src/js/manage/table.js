import Sortable from "sortablejs";

/** The rows of the galleries' table can be dragged by their grip; a drop does what the row's own form does. */
export function sortTable() {
  begin();
  document.body.addEventListener("htmx:afterSettle", begin);
  document.body.addEventListener("htmx:responseError", ({ target }) => {
    if (target.closest?.(".table")) location.reload(); // refused: show how things are
  });
}

function begin() {
  const rows = document.querySelector("tbody[data-sortable]");
  if (!rows || Sortable.get(rows)) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  Sortable.create(rows, {
    handle: ".grip",
    animation: calm ? 0 : 160,
    ghostClass: "is-dragged",
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex !== newIndex) put(item, item.previousElementSibling?.dataset.id ?? rows.dataset.before);
    },
  });
}

function put(row, after) {
  const step = row.querySelector(".step");
  step.value = after;
  step.click(); // htmx sends the value of a button that was clicked, not of one that requestSubmit() names
}
