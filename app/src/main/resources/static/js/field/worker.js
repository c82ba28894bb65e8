// The part of 记一笔 that works without a network: keeps the page itself and its own few files, nothing else. What the
// person sees of his fields comes from /field/data, is never kept here, and goes when he signs out.
// VERSION and FILES stand in front of this text as the server hands it out.

const NAME = 'nongyou-field-' + VERSION;

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await Promise.all(FILES.map(async (path) => {
      const answer = await fetch(new Request(path, {cache: 'reload', credentials: 'same-origin'}));
      // Signed out, the page would be the sign-in page: then the old one stays.
      if (!answer.ok || answer.redirected) throw new Error(path + ' ' + answer.status);
      await cache.put(path, answer);
    }));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith('nongyou-field-') && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const {request} = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const path = request.mode === 'navigate' ? url.pathname : url.pathname + url.search;
  if (!FILES.includes(path)) return;
  event.respondWith((async () => {
    const kept = await (await caches.open(NAME)).match(path);
    return kept ?? fetch(request);
  })());
});
