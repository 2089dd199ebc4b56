// Opens the pages for the field without a network. `VERSION` and `FILES` are written
// before this text by the server, from the files that it serves.
/* global VERSION, FILES */
import { exchangeAll, forgetNames } from '/pkg/@VERSION@/outbox.js';

const FILES_CACHE = `files-${VERSION}`;
const PAGES_CACHE = `pages-${VERSION}`;
/** How long the network may take before the page that is kept is shown instead. */
const PATIENCE = 4_000;

/** The pages that are kept: where to begin, and the marking of each workshop. */
const isKept = (path) => path === '/field' || /^\/workshops\/[0-9a-f-]+\/attendance$/.test(path);

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const files = await caches.open(FILES_CACHE);
      await files.addAll(FILES.needed);
      // A page goes with the files of its version: all are fetched anew, or this version waits.
      const pages = await caches.open(PAGES_CACHE);
      for (const name of await caches.keys()) {
        if (!name.startsWith('pages-') || name === PAGES_CACHE) continue;
        const known = await (await caches.open(name)).keys();
        for (const request of known) await store(pages, request.url, await fetch(request.url));
      }
      await Promise.allSettled(FILES.useful.map((file) => files.add(file)));
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name !== FILES_CACHE && name !== PAGES_CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && url.pathname === '/sign-out') event.waitUntil(forget());
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (isKept(url.pathname)) event.respondWith(page(request, url));
    else if (url.pathname === '/') event.respondWith(fetch(request).catch(() => kept('/field')));
  } else if (FILES.needed.concat(FILES.useful).includes(url.pathname + url.search)) {
    event.respondWith(caches.match(request).then((file) => file ?? fetch(request)));
  }
});

self.addEventListener('sync', (event) => {
  if (event.tag === 'relais') event.waitUntil(exchangeAll());
});

self.addEventListener('message', (event) => {
  if (event.data?.keep) event.waitUntil(prepare(event.data.keep).then((done) => event.ports[0]?.postMessage(done)));
});

/** The page as the network has it; as it is kept here, if that takes long or fails. */
async function page(request, url) {
  const fresh = fetch(request).then(async (answer) => {
    await store(await caches.open(PAGES_CACHE), url.pathname, answer.clone());
    return answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([fresh.catch(() => undefined), late]);
  if (first) return first;
  return (await kept(url.pathname, false)) ?? fresh.catch(() => kept('/field'));
}

async function kept(path, else_ = true) {
  const pages = await caches.open(PAGES_CACHE);
  const found = await pages.match(path, { ignoreSearch: true });
  return found ?? (else_ ? Response.error() : undefined);
}

/** Keeps a page, if it is one of this version: not a redirect, not the page of a refusal. */
async function store(pages, address, answer) {
  const { pathname } = new URL(address, self.location.origin);
  if (!answer.ok || answer.redirected) return false;
  if (answer.headers.get('x-relais-version') !== VERSION) return false;
  await pages.put(pathname, answer);
  return true;
}

/** Keeps these pages; says how many are. */
async function prepare(addresses) {
  const pages = await caches.open(PAGES_CACHE);
  const outcomes = await Promise.all(
    addresses.map((address) => fetch(address).then((answer) => store(pages, address, answer)).catch(() => false)),
  );
  return outcomes.filter(Boolean).length;
}

/** Whoever signs out leaves no names on the phone. */
async function forget() {
  await caches.delete(PAGES_CACHE);
  await forgetNames();
}
