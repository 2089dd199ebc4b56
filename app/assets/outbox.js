// What a phone keeps for when there is no network: the marks that the server has not
// answered for, and what it last told of each workshop. One module for the pages and
// for the service worker, so that both send the same way.
//
// A mark is first written to the disk, then sent, and only its own answer takes it
// away. Names are kept with what the server told, never in the queue. Tests that are
// answered on this phone stand in the same database and go the same way (`sheets.js`).

const DATABASE = 'relais';
const WEEKS = 14 * 24 * 60 * 60 * 1000;
/** Marks sent at once: an answer comes back even over a slow network. */
const BATCH = 200;
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('relais') : null;

let opened;

/** The database, opened once; anew if the browser closed it. */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('marks', { keyPath: 'place', autoIncrement: true }).createIndex('workshop', 'workshop');
      db.createObjectStore('workshops', { keyPath: 'id' });
      db.createObjectStore('settings', { keyPath: 'name' });
    };
    request.onsuccess = () => {
      request.result.onclose = request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opened = undefined;
      reject(request.error);
    };
  });
  return opened;
}

export const result = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Does the work in one transaction; it is over when that is on the disk. */
export async function write(stores, work) {
  const transaction = (await database()).transaction(stores, 'readwrite', { durability: 'strict' });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  const value = await work(...stores.map((name) => transaction.objectStore(name)));
  await done;
  return value;
}

export async function read(store, work) {
  return work((await database()).transaction(store).objectStore(store));
}

const marksOf = (workshop) => read('marks', (marks) => result(marks.index('workshop').getAll(workshop)));

/** The name of this phone: made up once, says nothing about its owner. */
export async function device() {
  const known = await read('settings', (settings) => result(settings.get('device')));
  if (known) return known.value;
  return write(['settings'], async (settings) => {
    const other = await result(settings.get('device'));
    const value = other?.value ?? crypto.randomUUID();
    settings.put({ name: 'device', value });
    return value;
  });
}

/** What is kept of a workshop: what the server last told and when, and the queue. */
export async function load(workshop) {
  const [kept, marks] = await Promise.all([
    read('workshops', (workshops) => result(workshops.get(workshop))),
    marksOf(workshop),
  ]);
  const queue = marks.map(({ event, kept = false, refused }) => ({ mark: event, kept, refused }));
  return { snapshot: kept?.snapshot, exchanged: kept?.exchanged, queue };
}

/** Puts marks into the queue: they are on the disk when this ends. */
export async function keep(workshop, account, marks) {
  await write(['marks'], (store) => {
    for (const event of marks) store.add({ workshop, account, id: event.id, event });
  });
  later();
  tell(workshop);
}

/** Lets the browser send what waits once there is a network, though the page be closed. */
export function later() {
  globalThis.navigator?.serviceWorker?.ready.then((worker) => worker.sync?.register('relais')).catch(() => {});
}

/** How many marks wait, and how many the server refused: of one workshop, or of each. */
export async function counts() {
  const [marks, workshops] = await Promise.all([
    read('marks', (store) => result(store.getAll())),
    read('workshops', (store) => result(store.getAll())),
  ]);
  const of = (id) => marks.filter((mark) => mark.workshop === id);
  const ids = new Set([...workshops.map(({ id }) => id), ...marks.map(({ workshop }) => workshop)]);
  return [...ids].map((id) => ({
    workshop: id,
    waiting: of(id).filter((mark) => !mark.refused && !mark.kept).length,
    refused: of(id).filter((mark) => mark.refused).length,
    exchanged: workshops.find((kept) => kept.id === id)?.exchanged,
  }));
}

/** Lets refused marks be sent once more. */
export async function retry(workshop) {
  await retryThose(workshop, ({ refused }) => refused);
}

async function retryThose(workshop, which) {
  const some = (await marksOf(workshop)).filter(which);
  if (some.length === 0) return;
  await write(['marks'], (store) => some.forEach((mark) => store.put({ ...mark, refused: undefined })));
}

/** Gives up the marks that were refused. */
export async function giveUp(workshop) {
  const refused = (await marksOf(workshop)).filter((mark) => mark.refused);
  await write(['marks'], (store) => refused.forEach((mark) => store.delete(mark.place)));
  tell(workshop);
}

/** The queue of a workshop, as another phone or the office takes it in. */
async function queueOf(workshop) {
  const events = (await marksOf(workshop)).filter((mark) => !mark.kept).map(({ event }) => event);
  return JSON.stringify({ relais: 'attendance', workshop, events });
}

/** Gives out the queue of a workshop as a file. */
export async function saveFile(workshop) {
  const text = await queueOf(workshop);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `relais-${workshop}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Shows the queue of a workshop as a series of codes, in the dialog of the page. */
export async function showQueue(workshop) {
  const { show } = await import('./show.js');
  await show(await queueOf(workshop), document.querySelector('dialog'));
}

/**
 * Fetches the page of each workshop and what stands there, so that they open without
 * network: true if all could be fetched. Fails where the browser keeps no pages.
 */
export async function prepare(workshops) {
  await tidy();
  await navigator.serviceWorker.ready;
  const pages = keepPages(['/field', ...workshops.map((id) => `/workshops/${id}/attendance`)]);
  const outcomes = await Promise.all(workshops.map(exchange));
  return (await pages) && outcomes.every((outcome) => outcome === 'done');
}

/** Has these pages kept, with the files that they need: true if all could be. */
export async function keepPages(addresses) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const kept = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  active.postMessage({ keep: addresses }, [port2]);
  return (await kept) === addresses.length;
}

/**
 * Sends what waits for a workshop and hears how it stands there. Never twice at once.
 * Ends with what is known then: `done`, `offline`, `signed_out`, `forbidden` (someone
 * else has signed in, or trains here no more), `failed`.
 */
export function exchange(workshop) {
  return alone(workshop, () => send(workshop));
}

/** Sends in one tab at a time; ends with what the sending says, or why it broke off. */
export function alone(id, sending) {
  const work = () => sending().catch((error) => (error instanceof TypeError ? 'offline' : 'failed'));
  const locks = globalThis.navigator?.locks;
  return locks ? locks.request(`relais-${id}`, work) : work();
}

async function send(workshop) {
  const address = `/api/v1/workshops/${workshop}/attendance`;
  // What came too early may be in time now.
  await retryThose(workshop, ({ refused }) => refused === 'not_yet');
  for (;;) {
    const waiting = (await marksOf(workshop)).filter((mark) => !mark.refused && !mark.kept);
    if (waiting.length === 0) break;
    const [{ account }] = waiting;
    const batch = waiting.filter((mark) => mark.account === account).slice(0, BATCH);
    const answer = await fetch(`${address}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, events: batch.map(({ event }) => event) }),
    });
    if (!answer.ok) return failure(answer.status);
    const { answers } = await answer.json();
    await write(['marks'], (store) => {
      batch.forEach((mark, place) => {
        const { outcome, reason } = answers[place] ?? {};
        if (outcome === 'kept' || outcome === 'known') store.put({ ...mark, kept: true });
        else store.put({ ...mark, refused: reason ?? 'malformed' });
      });
    });
    tell(workshop);
  }
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok) return failure(answer.status);
  const snapshot = await answer.json();
  const kept = (await marksOf(workshop)).filter((mark) => mark.kept);
  // What was kept goes from the queue in the moment in which it is in what the server told.
  await write(['workshops', 'marks'], (workshops, marks) => {
    workshops.put({ id: workshop, snapshot, exchanged: Date.now() });
    kept.forEach((mark) => marks.delete(mark.place));
  });
  tell(workshop);
  return 'done';
}

export function failure(status) {
  return { 401: 'signed_out', 403: 'forbidden' }[status] ?? 'failed';
}

/** Sends everything that waits; fails if a part could not be sent, so that it is tried again. */
export async function exchangeAll() {
  const marks = await read('marks', (store) => result(store.getAll()));
  const workshops = new Set(marks.filter((mark) => !mark.refused && !mark.kept).map(({ workshop }) => workshop));
  const outcomes = await Promise.all([...workshops].map(exchange));
  if (outcomes.some((outcome) => outcome === 'offline' || outcome === 'failed')) throw new Error('not all was sent');
}

/** Takes names off this phone, after a sign-out; marks that wait have none and stay. */
export async function forgetNames() {
  await write(['workshops'], (workshops) => workshops.clear());
}

/** Takes off what was told of workshops that nobody has opened for two weeks. */
async function tidy() {
  const old = await read('workshops', (store) => result(store.getAll()));
  const before = Date.now() - WEEKS;
  await write(['workshops'], (store) => old.filter((one) => one.exchanged < before).forEach(({ id }) => store.delete(id)));
}

/** Calls back whenever something of a workshop or a test changed, here or in another tab. */
export function listen(heard) {
  const local = ({ detail }) => heard(detail);
  const others = ({ data }) => heard(data);
  globalThis.addEventListener('relais', local);
  channel?.addEventListener('message', others);
}

export function tell(id) {
  globalThis.dispatchEvent(new CustomEvent('relais', { detail: id }));
  channel?.postMessage(id);
}

/** Lets pages open without network from now on. */
export function install() {
  globalThis.navigator?.serviceWorker?.register('/sw.js', { type: 'module' }).catch(() => {});
  globalThis.navigator?.storage?.persist?.().catch(() => {});
}

let camera;

/** Reads badges with the camera; the reader is loaded at that moment. Fails with a word of `scan.js`. */
export async function scan(video, found) {
  try {
    const { open } = await import('./scan.js');
    camera = await open(video, found);
  } catch (error) {
    throw ['insecure', 'denied', 'none'].includes(error.message) ? error.message : 'none';
  }
}

/** Closes the camera. */
export function endScan() {
  camera?.close();
  camera = undefined;
}
