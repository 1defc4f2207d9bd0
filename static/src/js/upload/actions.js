/** The Retry, Cancel and Remove buttons of the rows. Without JavaScript they are forms and links. */
export function listenForActions(root, page) {
  const actions = { retry, cancel: drop, remove: drop };
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-action]");
    const act = actions[button?.dataset.action];
    if (!act) return;
    event.preventDefault();
    const row = page.list.find((candidate) => candidate.element.contains(button));
    await act(page, row).catch((error) => row.show("failed", error.message));
    page.list.sumUp();
  });
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
