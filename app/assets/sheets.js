// The tests that are answered on this phone: what is typed, and what waits to be sent. It
// is found only by whose it is: who comes after them neither sees nor sends it. It stands
// among the settings of `outbox.js`: a store of its own would need another version of the
// database, which pages of an earlier version, kept on the phone, could open no more.
import { alone, failure, later, read, result, tell, write } from './outbox.js';

const PREFIX = 'sheet ';
const ALL = IDBKeyRange.bound(PREFIX, `${PREFIX}~`);
const WEEKS = 14 * 24 * 60 * 60 * 1000;
/** How many of the last identifiers are known again. */
const KNOWN = 20;

const nameOf = (person, opening) => `${PREFIX}${person} ${opening}`;
const waits = ({ sheet }) => sheet && !sheet.refused;

/** What is kept of someone's test, if anything is. */
export const load = (person, opening) => read('settings', (store) => result(store.get(nameOf(person, opening))));

/** Changes what is kept of it, in one transaction; ends with what stands then. */
export function change(person, opening, work) {
  return write(['settings'], async (store) => {
    const name = nameOf(person, opening);
    const found = (await result(store.get(name))) ?? { name, person, opening, typed: [] };
    const kept = { ...found, ...work(found), touched: Date.now() };
    store.put(kept);
    return kept;
  });
}

/** Puts what was typed into the queue: it is on the disk when this ends. */
export async function put(person, opening, typed, handsIn) {
  const id = identifier();
  await change(person, opening, ({ known }) => ({
    typed,
    changed: false,
    sheet: { id, typed, hand_in: handsIn, device_time: new Date().toISOString(), after: known },
    known: [...(known ?? []), id].slice(-KNOWN),
  }));
  later();
  tell(opening);
}

/** A UUID of version 7: the phone's time, and chance. */
function identifier() {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** Sends what waits of a test; ends as `exchange` of `outbox.js` does. */
export function send(person, opening) {
  return alone(opening, async () => {
    for (;;) {
      const record = await load(person, opening);
      if (!record || !waits(record)) return 'done';
      const { sheet } = record;
      const answer = await fetch(`/api/v1/tests/${opening}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...sheet, person, sent_at: new Date().toISOString() }),
      });
      const isRefused = [404, 422].includes(answer.status);
      if (!answer.ok && !isRefused) return failure(answer.status);
      const told = await answer.json();
      // What lies between, such as the page of a hotel's network, has not received it.
      if (isRefused ? told.status !== answer.status : told.id !== sheet.id) return 'failed';
      await change(person, opening, (now) => {
        // A newer one took its place meanwhile, and is sent next.
        if (now.sheet?.id !== sheet.id) return {};
        return isRefused ? refused(now, told.refusals) : received(told);
      });
      tell(opening);
    }
  });
}

function received({ received_at: at, handed_in_at: handedIn, late }) {
  return { sheet: undefined, received: at, asOf: at, done: Boolean(handedIn), late };
}

function refused({ sheet, known }, refusals = [{ field: 'test', problem: 'not_found' }]) {
  // Who was told that something else was saved meanwhile, and saves again, means it.
  const told = refusals.some(({ problem }) => problem === 'saved_elsewhere') ? undefined : known;
  return { sheet: { ...sheet, refused: refusals }, changed: true, known: told };
}

/** Sends all that waits; fails if a part could not be sent, so that it is tried again. */
export async function sendAll() {
  const records = await read('settings', (store) => result(store.getAll(ALL)));
  const outcomes = await Promise.all(records.filter(waits).map(({ person, opening }) => send(person, opening)));
  if (outcomes.some((outcome) => outcome === 'offline' || outcome === 'failed')) throw new Error('not all was sent');
}

/** Takes off what was typed, after a sign-out; what waits to be sent stays until it has arrived. */
export function forgetTyped() {
  return clear(() => true);
}

/** Takes off what nobody has touched for two weeks. */
export function tidy() {
  return clear(({ touched }) => touched < Date.now() - WEEKS);
}

function clear(which) {
  return write(['settings'], async (store) => {
    for (const record of (await result(store.getAll(ALL))).filter(which)) {
      if (waits(record)) store.put({ ...record, typed: record.sheet.typed, changed: false });
      else store.delete(record.name);
    }
  });
}
