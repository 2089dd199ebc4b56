// What stays on a phone: marks and sheets in its database, pages in its caches. No event
// tells of it.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** Looks until this is seen, ten seconds at most. */
async function sees(look, wanted) {
  let seen = await look();
  for (let tries = 0; tries < 100 && seen !== wanted; tries += 1) {
    await pause(100);
    seen = await look();
  }
  assert.equal(seen, wanted);
}

/** The keys of what is kept in a part of the database. */
const keysIn = (page, part) =>
  page.evaluate(async (name) => {
    const result = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await result(indexedDB.open('relais'));
    const keys = await result(database.transaction(name).objectStore(name).getAllKeys());
    database.close();
    return keys;
  }, part);

/** How many pages are kept to be opened without network. */
const pagesKept = (page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('pages-'));
    const pages = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
    return pages.reduce((sum, count) => sum + count, 0);
  });

/** Waits until so many marks are on the disk: they are shown before, and a page that is left then loses them. */
export const onDisk = (page, count) => sees(async () => (await keysIn(page, 'marks')).length, count);

/** Waits until nothing is left of what one person read and typed: the service worker takes its time. */
export async function forgotten(page) {
  await sees(() => pagesKept(page), 0);
  await sees(async () => (await keysIn(page, 'settings')).filter((key) => key.startsWith('sheet ')).length, 0);
}
