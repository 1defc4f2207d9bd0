/**
 * Retry, Cancel and Remove in the rows. Without JavaScript they are forms and links; and so stays Remove for a
 * file that arrived but could not be used: its bytes are stored, and deleting them asks first.
 */
export function listenForActions(root, page) {
  const actions = { retry, cancel: drop, remove: drop };
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-action]");
    const act = actions[button?.dataset.action];
    const row = act && page.list.find(button.closest(".upload-row"));
    if (!row || (act === drop && hasArrived(row))) return;
    event.preventDefault();
    await act(page, row).catch((error) => row.show("failed", error.message));
  });
}

function hasArrived(row) {
  return row.state === "failed" && !row.file;
}

/** A file that did not get through is sent again; one that was not usable is examined again. */
async function retry({ sender, poller }, row) {
  if (row.state === "stalled") return sender.tryAgain();
  if (row.file) return sender.retry(row);
  await row.target.api.retry(row.photoId);
  row.show("processing");
  poller.watch(row);
}

/** What is only in the list leaves the list; what was announced and has not come is given up. */
async function drop({ list, poller }, row) {
  row.abort();
  poller.forget(row);
  row.target.unsent.forget(row);
  if (row.photoId) await row.target.api.giveUp(row.photoId);
  list.remove(row);
}
