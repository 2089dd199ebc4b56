// In the field: prepared at the office, then no network, a killed page, a wrong clock,
// two phones that disagree; and everything that was marked arrives.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { forgotten, onDisk } from './support/phone.mjs';
import { follow, key, keysOf } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';
import { DESK } from './support/world.mjs';

const { attendance, workshops } = words('fr');
const STATUSES = ['present', 'late', 'absent', 'excused', 'left_early'];

const stateIs = (page, text) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const own = (page, name) => page.locator('.marking__row').filter({ hasText: name }).locator('.own');

/** A phone that was prepared at the office. */
async function prepared(world) {
  const page = await world.page('trainer', { offline: true });
  await page.goto(`${world.base}/field`);
  await page.getByRole('button', { name: attendance.prepare }).click();
  await stateIs(page, attendance.ready);
  return page;
}

const marking = (world) => `${world.base}/workshops/${world.demo.workshop_running}/attendance`;

async function open(world, page) {
  await page.goto(marking(world));
  await page.locator('.marking__search').waitFor();
}

async function another(page, name) {
  for (const status of STATUSES) if (!(await key(page, name, status).isChecked())) return status;
  throw new Error(`no other status for ${name}`);
}

/** How the server has it: by enrolment, what is agreed of each half-day. */
async function told(world, page) {
  const answer = await world.fetch(page, `/api/v1/workshops/${world.demo.workshop_running}/attendance`);
  return answer.json();
}

test('prepared at the office, it opens and marks without network, through a reload and a new page', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
  const page = await prepared(world);
  const context = page.context();
  await context.setOffline(true);
  await open(world, page);
  const [name] = await page.locator('.marking__name').allInnerTexts();
  const status = await another(page, name);
  await key(page, name, status).tap();
  await stateIs(page, `${attendance.unsent} 1`);
  await own(page, name).getByText(attendance.own_waiting).waitFor();
  await onDisk(page, 1);
  await page.reload();
  await stateIs(page, `${attendance.unsent} 1`);
  assert.ok(await key(page, name, status).isChecked(), 'the mark is there after a reload');
  await page.close();
  const again = await context.newPage();
  await again.goto(`${world.base}/`);
  await again.getByRole('link', { name: workshops.do_mark }).first().waitFor();
  await stateIs(again, `${attendance.unsent} 1`);
  await open(world, again);
  const state = await again.getByRole('status').first().innerText();
  assert.ok(!state.includes(attendance.saved), `not said to be kept: ${state}`);
  await context.setOffline(false);
  await stateIs(again, attendance.saved);
  await own(again, name).getByText(attendance.own_kept).waitFor();
  const roster = await told(world, again);
  const person = roster.participants.find((one) => name.startsWith(one.family_name) && name.endsWith(one.given_names));
  assert.ok(Object.values(person.marks).includes(status), 'and it is with the server');
});

test('a clock that is wrong by two days loses nothing', async (world) => {
  const page = await prepared(world);
  await page.clock.install({ time: new Date(Date.now() - 2 * 24 * 60 * 60 * 1000) });
  await open(world, page);
  const names = await page.locator('.marking__name').allInnerTexts();
  const status = await another(page, names[1]);
  await key(page, names[1], status).tap();
  await page.clock.runFor(2_000);
  await own(page, names[1]).getByText(attendance.own_kept).waitFor();
});

test('two phones that did not know of each other disagree openly, and an organiser settles it', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
  const [one, other] = [await prepared(world), await prepared(world)];
  await open(world, one);
  await open(world, other);
  const name = (await one.locator('.marking__name').allInnerTexts())[2];
  const free = [];
  for (const status of STATUSES) if (!(await key(one, name, status).isChecked())) free.push(status);
  await one.context().setOffline(true);
  await other.context().setOffline(true);
  await key(one, name, free[0]).tap();
  await key(other, name, free[1]).tap();
  await one.context().setOffline(false);
  await stateIs(one, attendance.saved);
  await other.context().setOffline(false);
  await own(other, name).getByText(attendance.own_disputed).waitFor();
  assert.ok(await key(other, name, free[1]).isDisabled(), 'nobody overrules the other unseen');

  const page = await world.page('organiser', { size: DESK });
  await page.goto(marking(world));
  await page.locator('.notice--warning a').first().click();
  const dispute = page.getByRole('article').filter({ hasText: name });
  await follow(page, dispute.getByRole('button').filter({ hasText: attendance[free[1]] }));
  await page.getByText(attendance.no_corrections).or(page.locator('#corrections')).first().waitFor();
  assert.equal(await page.getByRole('article').filter({ hasText: name }).count(), 0, 'settled');
  await other.reload();
  await stateIs(other, attendance.saved);
  await own(other, name).getByText(attendance.own_kept).waitFor();
  assert.ok(await key(other, name, free[1]).isChecked());
});

test('a sign-in that has ended keeps the queue; signing in again sends it', async (world) => {
  world.expectComplaint(/status of 401/, /ERR_INTERNET_DISCONNECTED/);
  const page = await prepared(world);
  await open(world, page);
  const name = (await page.locator('.marking__name').allInnerTexts())[3];
  const status = await another(page, name);
  const cookies = await page.context().cookies(world.base.replace('http:', 'https:'));
  await page.context().clearCookies();
  await key(page, name, status).tap();
  await stateIs(page, attendance.signed_out);
  await stateIs(page, `${attendance.unsent} 1`);
  assert.ok(await page.getByRole('link', { name: attendance.sign_in }).isVisible());
  await onDisk(page, 1);
  await page.context().addCookies(cookies);
  await page.reload();
  await stateIs(page, attendance.saved);
  assert.ok(await key(page, name, status).isChecked());
});

test('a queue leaves as a file, and is taken in once only', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
  const page = await prepared(world);
  await open(world, page);
  const name = (await page.locator('.marking__name').allInnerTexts())[4];
  await page.context().setOffline(true);
  await key(page, name, await another(page, name)).tap();
  await stateIs(page, `${attendance.unsent} 1`);
  await onDisk(page, 1);
  await page.goto(`${world.base}/field`);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: attendance.save_file }).first().click();
  const file = await (await saving).path();
  assert.ok(!(await readFile(file, 'utf8')).includes(name.split(/\s/)[0]), 'no name leaves with it');
  const office = await world.page('organiser', { size: DESK });
  for (const told of [{ kept: 1, known: 0 }, { kept: 0, known: 1 }]) {
    await office.goto(`${marking(world)}/queue`);
    await office.getByLabel(attendance.queue_file).setInputFiles({ name: 'relais.json', mimeType: 'application/json', buffer: await readFile(file) });
    await office.getByRole('button', { name: attendance.queue_take }).click();
    const expected = attendance.queue_told.replace('{{ kept }}', told.kept).replace('{{ known }}', told.known).replace('{{ refused }}', 0);
    await office.getByText(expected).waitFor();
  }
  await page.context().setOffline(false);
  await open(world, page);
  await stateIs(page, attendance.saved);
});

test('a row is found by a part of its name without accents, and marked by a letter', async (world) => {
  const page = await world.page('trainer', { size: DESK });
  await open(world, page);
  const names = await page.locator('.marking__name').allInnerTexts();
  const name = names.find((each) => /[éèêëïöô]/i.test(each)) ?? names[5];
  await page.locator('.marking__search').fill(name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\u{a0}/gu, ' '));
  const rows = page.locator('.marking__row:not([hidden])');
  assert.equal(await rows.count(), 1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('A');
  assert.ok(await key(page, name, 'absent').isChecked());
  await page.keyboard.press('r');
  const minutes = keysOf(page, name).getByLabel(attendance.minutes);
  await minutes.fill('15');
  await minutes.press('Tab');
  await stateIs(page, attendance.saved);
  await page.reload();
  await stateIs(page, attendance.saved);
  assert.equal(await keysOf(page, name).getByLabel(attendance.minutes).inputValue(), '15');
});

test('who signs out leaves no names on the phone', async (world) => {
  const page = await prepared(world);
  await page.goto(`${world.base}/account`);
  // The sign-in is over for those who come after, too, whatever becomes of this test.
  world.site.signedIn.delete('trainer');
  await page.getByRole('button', { name: words('fr').shell.sign_out }).click();
  await page.waitForURL((url) => url.pathname !== '/account');
  await forgotten(page);
});
