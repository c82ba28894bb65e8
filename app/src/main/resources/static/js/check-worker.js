// Keeps what the check of a certificate needs, so that it works without a network after one visit. Served under
// /public/verify/worker.js with the version in place.
'use strict';
const KEPT = 'check-VERSION';
const FILES = ['/public/verify', '/css/check.css', '/js/check.js', '/lib/ed25519.js', '/img/icon.svg', '/public/verify/keys', '/public/verify/revoked'];
const LISTS = ['/public/verify/keys', '/public/verify/revoked'];
const PATIENCE = 5000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith('check-') && name !== KEPT).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

const late = () => new Promise((_, fail) => { setTimeout(() => fail(new Error('late')), PATIENCE); });
const kept = async (path) => (await caches.open(KEPT)).match(path, { ignoreSearch: true });

async function newest(request, path) {
  try {
    const answer = await Promise.race([fetch(request), late()]);
    if (answer.ok) await (await caches.open(KEPT)).put(path, answer.clone());
    return answer;
  } catch (error) {
    const old = await kept(path);
    if (old) return old;
    throw error;
  }
}

async function page(request) {
  try {
    return await Promise.race([fetch(request), late()]);
  } catch (error) {
    const shell = await kept('/public/verify');
    if (shell) return shell;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (/^\/(c\/|public\/verify$)/i.test(address.pathname)) event.respondWith(page(request));
  } else if (LISTS.includes(address.pathname)) event.respondWith(newest(request, address.pathname));
  else if (FILES.includes(address.pathname)) event.respondWith(kept(address.pathname).then((old) => old ?? fetch(request)));
});
