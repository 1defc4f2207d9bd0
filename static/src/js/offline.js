/** From then on a page without a connection is ours, not the browser's. Where it cannot be had, nothing is missing. */
export function prepareForOffline() {
  navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
}
