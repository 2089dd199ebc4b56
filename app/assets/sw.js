// Opens the pages for the field, tests, and what verifies certificates, without a network. `VERSION` and `FILES` are
// written before this text by the server, from the files that it serves.
/* global VERSION, FILES */
import { exchangeAll, forgetNames } from '/pkg/@VERSION@/outbox.js';
import { forgetTyped, sendAll } from '/pkg/@VERSION@/sheets.js';

const FILES_CACHE = `files-${VERSION}`;
const PAGES_CACHE = `pages-${VERSION}`;
/** How long the network may take before the page that is kept is shown instead. */
const PATIENCE = 4_000;
const ALL_FILES = Object.values(FILES).flat();

/** The pages that are kept: where to begin, the marking of each workshop; tests; and what verifies. */
const isTest = (path) => /^\/tests\/[0-9a-f-]+$/.test(path);
const VERIFY = '/verify';
const isField = (path) => path === '/field' || /^\/workshops\/[0-9a-f-]+\/attendance$/.test(path);
const isKept = (path) => isField(path) || isTest(path) || path === VERIFY;
/** What a page that is kept is kept as: any certificate's address is verified by one page. */
const keptAs = (path) => (/^\/verify\/[^/]+$/.test(path) ? VERIFY : path);

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      await fetchFiles(FILES.shared);
      // A page goes with the files of its version: all are fetched anew, or this version waits.
      for (const name of await caches.keys()) {
        if (!name.startsWith('pages-') || name === PAGES_CACHE) continue;
        const known = await (await caches.open(name)).keys();
        for (const request of known) await store(request.url, await fetch(request.url));
      }
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
  // Whoever signs in may be another than the one whose tests are kept.
  if (request.method === 'POST' && url.pathname === '/sign-in') event.waitUntil(forgetTests());
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (isKept(keptAs(url.pathname))) event.respondWith(page(event, url));
    else if (url.pathname === '/') event.respondWith(home(event));
  } else if (ALL_FILES.includes(url.pathname + url.search)) {
    event.respondWith(caches.match(request).then((file) => file ?? fetch(request)));
  }
});

self.addEventListener('sync', (event) => {
  if (event.tag === 'relais') event.waitUntil(exchange());
});

self.addEventListener('message', (event) => {
  if (event.data?.keep) event.waitUntil(prepare(event.data.keep).then((done) => event.ports[0]?.postMessage(done)));
});

/** Sends all that waits. */
const exchange = () => Promise.all([exchangeAll(), sendAll()]);

/** The page as the network has it; as it is kept here, if that takes long or fails. */
async function page(event, url) {
  const fresh = fetch(event.request);
  // It is shown at once: its files may take longer than it.
  event.waitUntil(fresh.then((answer) => store(url.pathname, answer.clone())).catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([fresh.catch(() => undefined), late]);
  if (first) return first;
  const pages = await caches.open(PAGES_CACHE);
  return (await pages.match(keptAs(url.pathname))) ?? fresh.catch(() => elsewhere());
}

/** The first page: whoever comes to it with a network has perhaps just signed in. */
function home(event) {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then(exchange).catch(() => {}));
  return fresh.catch(() => elsewhere());
}

/** What opens instead of a page that is not kept. */
async function elsewhere() {
  const pages = await caches.open(PAGES_CACHE);
  const field = await pages.match('/field');
  const test = (await pages.keys()).filter(({ url }) => isTest(new URL(url).pathname)).pop();
  if (field) return field;
  if (test) return Response.redirect(test.url);
  return (await pages.match(VERIFY)) ?? Response.error();
}

/**
 * Keeps a page with its files, if it is one of this version: not a redirect, not the page of
 * a refusal. A test and what verifies need little, the field many times that: only who goes
 * there fetches it.
 */
async function store(address, answer) {
  const { pathname } = new URL(address, self.location.origin);
  if (!answer.ok || answer.redirected) return false;
  if (answer.headers.get('x-relais-version') !== VERSION) return false;
  if (!isKept(pathname)) return false;
  await fetchFiles(isTest(pathname) ? FILES.tests : pathname === VERIFY ? FILES.verify : FILES.field);
  if (!isTest(pathname)) await Promise.allSettled(FILES.useful.map((file) => fetchFiles([file])));
  await (await caches.open(PAGES_CACHE)).put(pathname, answer);
  return true;
}

let fetching = Promise.resolve();

/** Fetches those of these files that are not here; one list after the other, so that none comes twice. */
function fetchFiles(names) {
  fetching = fetching
    .catch(() => {})
    .then(async () => {
      const files = await caches.open(FILES_CACHE);
      const found = await Promise.all(names.map((name) => files.match(name)));
      await files.addAll(names.filter((_, place) => !found[place]));
    });
  return fetching;
}

/** Keeps these pages; says how many are. */
async function prepare(addresses) {
  const outcomes = await Promise.all(
    addresses.map((address) => fetch(address).then((answer) => store(address, answer)).catch(() => false)),
  );
  return outcomes.filter(Boolean).length;
}

/** Whoever signs out leaves no names on the phone, and nothing that they typed. */
async function forget() {
  const pages = await caches.open(PAGES_CACHE);
  const verifies = await pages.match(VERIFY);
  await caches.delete(PAGES_CACHE);
  // What verifies is for anyone: it comes anew as nobody in particular sees it.
  if (verifies) await fetch(VERIFY, { credentials: 'omit' }).then((answer) => store(VERIFY, answer)).catch(() => {});
  await forgetNames();
  await forgetTyped();
}

async function forgetTests() {
  const pages = await caches.open(PAGES_CACHE);
  for (const request of await pages.keys()) if (isTest(new URL(request.url).pathname)) await pages.delete(request);
}
