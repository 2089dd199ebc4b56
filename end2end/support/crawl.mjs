// Finds the pages of a role by following its links, so that a new page is visited
// from the day it is linked to.
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SERIAL = /\/(verify|certificates)\/[0-9A-Z]{12}(?=\/|$)/;
// What the browser saves instead of showing: papers, sheets, calendars, archives, badges.
const FILE = /\.[a-z]{2,4}$|\/attendance\/scans\/[^/]+$|^\/badges\//;

/** The kind of page that stands at an address. */
export function kind(address) {
  const { pathname, searchParams } = new URL(address, 'http://site');
  const query = [...searchParams.keys()].sort().join('&');
  const path = pathname.replace(UUID, '…').replace(SERIAL, '/$1/…');
  return query ? `${path}?${query}` : path;
}

/**
 * Walks from the seeds, to as many addresses of one kind as `alike` says;
 * `visit(address)` looks at a page and gives the links on it.
 */
export async function crawl(seeds, alike, visit) {
  const queue = [...new Set(seeds)];
  const seen = new Set(queue);
  const kinds = new Map();
  for (const address of queue) kinds.set(kind(address), (kinds.get(kind(address)) ?? 0) + 1);
  for (let address = queue.shift(); address; address = queue.shift()) {
    for (const link of await visit(address)) {
      const { pathname, search } = new URL(link, 'http://site');
      const next = pathname + search;
      const before = kinds.get(kind(next)) ?? 0;
      if (seen.has(next) || before >= alike || FILE.test(pathname)) continue;
      seen.add(next);
      kinds.set(kind(next), before + 1);
      queue.push(next);
    }
  }
  return [...seen];
}

/** Where the links of this page lead within the site. */
export function linksOf(page) {
  return page.$$eval('a[href]', (links) =>
    links.filter((link) => link.origin === location.origin).map((link) => link.href.replace(/#.*/, '')),
  );
}

/** The same from the HTML itself. */
export const linksIn = (html) =>
  [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, address]) => address.replaceAll('&amp;', '&'));
