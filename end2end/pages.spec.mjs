// Every page of every role, in both languages, both schemes and at both sizes; the
// pages that tell of a refusal; and the weight of the HTML.
import assert from 'node:assert/strict';
import { MAX_HTML, axeFindings, overflow, structure, weight } from './support/audit.mjs';
import { crawl, linksIn, linksOf } from './support/crawl.mjs';
import { createWorkshop, newCode, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { DESK, PHONE } from './support/world.mjs';
import { words } from './support/words.mjs';

const { workshops } = words('fr');
const TABS = ['', '/timetable', '/participants', '/attendance', '/scores', '/certificates'];

// Main parts that axe has seen already, as another role: the same text, the same findings.
const examined = new Set();

async function isNewToAxe(page) {
  const main = await page.locator('main').innerHTML();
  const key = `${await page.locator('html').getAttribute('lang')} ${main}`;
  return !examined.has(key) && Boolean(examined.add(key));
}

async function show(page, size, scheme) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
}

/** A page that does not read itself again while it is looked at. */
async function still(page) {
  await page.route('**/attendance/room', async (route) => {
    const response = await route.fetch();
    const { refresh, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  return page;
}

/** The page that is open: both schemes at the phone's size, and again at the desk's. */
async function examine(page, language) {
  const wrong = [];
  const note = (where, findings) => wrong.push(...findings.map((text) => `${page.url()} (${language}, ${where}): ${text}`));
  await show(page, PHONE, 'light');
  note('light, 360', await structure(page, language));
  note('light, 360', await overflow(page));
  const fresh = await isNewToAxe(page);
  if (fresh && language === 'fr') note('light, 360', await axeFindings(page));
  await show(page, PHONE, 'dark');
  note('dark, 360', await overflow(page));
  // Of all rules only contrast depends on the scheme.
  if (fresh && language === 'fr') note('dark, 360', await axeFindings(page, ['color-contrast']));
  await show(page, DESK, 'dark');
  note('dark, 1366', await overflow(page));
  await show(page, DESK, 'light');
  note('light, 1366', await overflow(page));
  if (fresh && language === 'en') note('light, 1366', await axeFindings(page));
  await show(page, PHONE, 'light');
  return wrong;
}

async function open(page, address, language, expected = 200) {
  const status = (await page.goto(address)).status();
  const wrong = await examine(page, language);
  return status === expected ? wrong : [`${address}: status ${status}`, ...wrong];
}

const tabsOf = (workshop) => TABS.map((tab) => `/workshops/${workshop}${tab}`);

function seeds({ demo }, role) {
  const tabs = [demo.workshop_finished, demo.workshop_running].flatMap(tabsOf);
  const team = ['/', ...tabs, `/workshops/${demo.workshop_running}/participants?search=traore`];
  return { public: ['/', `/verify/${demo.certificate}`], participant: ['/'] }[role] ?? team;
}

const report = (world, wrong) => assert.equal(wrong.join('\n').replaceAll(world.base, ''), '');

for (const role of ['public', 'participant', 'trainer', 'organiser', 'administrator']) {
  test(`every page of ${role}`, async (world) => {
    const wrong = [];
    const french = await still(await world.page(role));
    // A workshop that is over, one that runs; for the organiser one that is to come.
    const addresses = await crawl(seeds(world, role), role === 'organiser' ? 3 : 2, async (address) => {
      wrong.push(...(await open(french, world.base + address, 'fr')));
      return linksOf(french);
    });
    const english = await still(await world.page(role, { language: 'en' }));
    for (const address of addresses) wrong.push(...(await open(english, world.base + address, 'en')));
    report(world, wrong);
  });
}

test('the pages of a workshop with nobody in it', async (world) => {
  const page = await world.page('organiser');
  const address = await createWorkshop(page, world, 'Atelier encore vide');
  const wrong = [];
  for (const tab of TABS) wrong.push(...(await open(page, address + tab, 'fr')));
  report(world, wrong);
});

test('the pages that tell of a refusal', async (world) => {
  world.expectComplaint(/status of (403|404|422)/);
  const { base, demo } = world;
  const wrong = [];
  const anyone = await world.page('public');
  for (const [address, status] of [['/nowhere', 404], ['/verify/0000-0000-0000', 404]]) {
    wrong.push(...(await open(anyone, base + address, 'fr', status)));
  }
  const trainer = await world.page('trainer');
  wrong.push(...(await open(trainer, `${base}/accounts`, 'fr', 403)));
  wrong.push(...(await open(trainer, `${base}/workshops/${demo.campaign}`, 'fr', 404)));
  const organiser = await world.page('organiser');
  await organiser.goto(`${base}/campaigns/${demo.campaign}/workshops/new`);
  await send(organiser, workshops.create);
  wrong.push(...(await examine(organiser, 'fr')));
  await organiser.goto(`${base}/workshops/${demo.workshop_running}/participants`);
  await send(organiser, workshops.add_and_enrol);
  wrong.push(...(await examine(organiser, 'fr')));
  report(world, wrong);
});

test('the slips with access codes', async (world) => {
  const page = await world.page('organiser');
  await page.goto(`${world.base}/workshops/${world.demo.workshop_running}`);
  await newCode(page, 'Traoré');
  report(world, await examine(page, 'fr'));
});

for (const role of ['public', 'participant', 'administrator']) {
  test(`the HTML of every page of ${role} weighs at most 14 kB compressed`, async (world) => {
    const page = await world.page(role);
    const heavy = [];
    await crawl(seeds(world, role), 3, async (address) => {
      const html = await (await world.fetch(page, address)).text();
      if (weight(html) > MAX_HTML) heavy.push(`${address}: ${weight(html)} bytes, ${MAX_HTML} allowed`);
      return linksIn(html);
    });
    report(world, heavy);
  });
}
