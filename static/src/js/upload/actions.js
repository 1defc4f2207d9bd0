/**
 * Retry, Cancel and Remove in the rows. Without JavaScript they are forms and links; and so stays Remove for a
 * file that arrived but could not be used: its bytes are stored, and deleting them asks first.
 */
export function listenForActions(root, page) {
  const actions = { retry, cancel: drop, remove: drop };
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-action]");
    const act = actions[button?.dataset.action];
    const row = page.list.find((candidate) => candidate.element.contains(button));
    if (!act || (act === drop && hasArrived(page, row))) return;
    event.preventDefault();
    await act(page, row).catch((error) => row.show("failed", error.message));
    page.list.sumUp();
  });
}

function hasArrived({ uppy }, row) {
  return row.state === "failed" && !uppy.getFile(row.fileId);
}

/** A file that did not get through is sent again; one that was not usable is examined again. */
async function retry({ api, uppy, poller }, row) {
  if (uppy.getFile(row.fileId)) {
    row.show("waiting");
    uppy.retryUpload(row.fileId);
  } else {
    await api.retry(row.photoId);
    row.show("processing");
    poller.watch(row.photoId);
  }
}

async function drop({ api, list, uppy, poller, unsent }, row) {
  if (uppy.getFile(row.fileId)) uppy.removeFile(row.fileId);
  if (row.photoId) {
    poller.forget(row.photoId);
    unsent.forget(row.photoId);
    await api.giveUp(row.photoId);
  }
  list.remove(row);
}
