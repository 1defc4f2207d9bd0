/**
 * Shows the page `offline.page` where there is no connection, and keeps nothing but the `offline.files` that this
 * takes: no page and no photograph of anybody. The server says what `offline` is; its `cache` changes with them.
 */
const { cache, page, files, language } = self.offline;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  const { mode, method, url } = event.request;
  if (method !== "GET") return;
  if (mode === "navigate") event.respondWith(fetch(event.request).catch(() => kept(page)));
  else if (files.includes(new URL(url).pathname))
    event.respondWith(fetch(event.request).catch(() => kept(url)));
});

/** Without cookies, so that it is the page of nobody in particular. */
async function keep() {
  const asked = { credentials: "omit", cache: "reload", headers: { "Accept-Language": language } };
  const requests = files.map((file) => new Request(file, asked));
  await (await caches.open(cache)).addAll(requests);
}

/** Whatever its Vary says: it was asked for in other words than those of the request that it now answers. */
const kept = (url) => caches.match(url, { ignoreVary: true });

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cache).map((name) => caches.delete(name)));
}
