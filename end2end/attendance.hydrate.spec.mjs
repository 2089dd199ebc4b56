// The marking screen alive in the browser: what is touched is kept, what cannot be
// sent says so and goes later, what the server refuses is told.
import assert from 'node:assert/strict';
import { key, keysOf } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';

const { attendance } = words('fr');
const STATUSES = ['present', 'late', 'absent', 'excused', 'left_early'];
const MARKS = '**/attendance/events';

/** Lets marks arrive as if their enrolment had been withdrawn meanwhile. */
async function refuse(route) {
  const body = route.request().postDataJSON();
  const enrolment = '0190a000-0000-7000-8000-000000000000';
  body.events = body.events.map((mark) => ({ ...mark, enrolment }));
  await route.continue({ postData: JSON.stringify(body) });
}

/** The marking screen of the running workshop, its island at work, and the first names on it. */
async function screen(world, options) {
  const page = await world.page('trainer', options);
  await page.goto(`${world.base}/workshops/${world.demo.workshop_running}/attendance`);
  await stateIs(page, attendance.saved);
  const names = await page.locator('.marking__name').allInnerTexts();
  return { page, names };
}

const stateIs = (page, text) => page.getByRole('status').getByText(text).waitFor();

/**
 * The button that sends again, once one mark has not arrived: that it is unsent stands there
 * from its key on, the button only when sending has failed.
 */
async function failed(page) {
  const retry = page.getByRole('button', { name: attendance.retry });
  await retry.waitFor();
  await stateIs(page, `${attendance.unsent} 1`);
  return retry;
}

/** A status that this person does not have yet, the same in every run. */
async function another(page, name, not = []) {
  for (const status of STATUSES) {
    if (!not.includes(status) && !(await key(page, name, status).isChecked())) return status;
  }
  throw new Error(`no other status for ${name}`);
}

async function assertKept(page, name, status) {
  await page.reload();
  await stateIs(page, attendance.saved);
  assert.ok(await key(page, name, status).isChecked(), `${name} is ${status} after a reload`);
}

test('a touch is kept without any other act', async (world) => {
  const { page, names } = await screen(world);
  const status = await another(page, names[0]);
  const answer = page.waitForResponse(MARKS);
  await key(page, names[0], status).tap();
  assert.equal((await answer).status(), 200);
  await stateIs(page, attendance.saved);
  await assertKept(page, names[0], status);
});

test('many touches in a row arrive in their order', async (world) => {
  const { page, names } = await screen(world);
  const last = await another(page, names[1], ['present']);
  for (const status of ['present', 'absent', 'late', 'present', last]) await key(page, names[1], status).tap();
  await stateIs(page, attendance.saved);
  await assertKept(page, names[1], last);
});

test('the counts follow the marks', async (world) => {
  const { page, names } = await screen(world);
  const counts = async () => (await page.locator('.marking__counts').innerText()).replace(/\s+/g, ' ');
  const absent = async () => Number(/A (\d+)/.exec(await counts())[1]);
  await key(page, names[2], 'present').tap();
  const before = await absent();
  await key(page, names[2], 'absent').tap();
  assert.equal(await absent(), before + 1);
  await stateIs(page, attendance.saved);
});

test('"all present" marks the others and leaves marks alone', async (world) => {
  const { page, names } = await screen(world);
  await key(page, names[3], 'excused').tap();
  await page.getByRole('button', { name: attendance.all_present }).tap();
  await stateIs(page, attendance.saved);
  await assertKept(page, names[3], 'excused');
  const text = await page.locator('.marking__counts').innerText();
  assert.ok(text.startsWith(`${names.length}/${names.length}`), text);
});

test('a row is marked with the keyboard alone, and its focus is seen', async (world) => {
  const { page, names } = await screen(world, { size: { width: 1366, height: 768 } });
  const keys = keysOf(page, names[4]).getByRole('radio');
  await key(page, names[4], 'present').check();
  await page.getByRole('button', { name: attendance.all_present }).focus();
  const reached = () => keys.evaluateAll((radios) => radios.indexOf(document.activeElement));
  for (let tabs = 0; tabs < names.length * 2 && (await reached()) < 0; tabs += 1) await page.keyboard.press('Tab');
  assert.equal(await reached(), 0, 'the key that is chosen takes the focus');
  await page.keyboard.press('ArrowRight');
  assert.ok(await key(page, names[4], 'late').isChecked());
  const outline = await key(page, names[4], 'late').evaluate((radio) => {
    const style = getComputedStyle(radio.nextElementSibling);
    return { width: Number.parseFloat(style.outlineWidth), kind: style.outlineStyle };
  });
  assert.ok(outline.width >= 2 && outline.kind !== 'none', JSON.stringify(outline));
  await stateIs(page, attendance.saved);
  await assertKept(page, names[4], 'late');
});

test('offline, marks say that they are not sent; online, they go by themselves', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  const { page, names } = await screen(world);
  const chosen = { [names[5]]: await another(page, names[5]), [names[6]]: await another(page, names[6]) };
  await page.context().setOffline(true);
  for (const [name, status] of Object.entries(chosen)) await key(page, name, status).tap();
  await stateIs(page, `${attendance.unsent} 2`);
  await page.getByRole('button', { name: attendance.retry }).waitFor();
  await page.context().setOffline(false);
  await stateIs(page, attendance.saved);
  for (const [name, status] of Object.entries(chosen)) await assertKept(page, name, status);
});

test('a server that fails is told, nothing is lost, and trying again sends it', async (world) => {
  world.expectComplaint(/status of 500/);
  const { page, names } = await screen(world);
  const status = await another(page, names[7]);
  await page.route(MARKS, (route) => route.fulfill({ status: 500, contentType: 'text/plain', body: 'ServerError|down' }));
  await key(page, names[7], status).tap();
  const retry = await failed(page);
  await page.unroute(MARKS);
  await retry.tap();
  await stateIs(page, attendance.saved);
  await assertKept(page, names[7], status);
});

test('a mark that was answered for twice is kept once', async (world) => {
  world.expectComplaint(/ERR_CONNECTION_RESET|ERR_FAILED/);
  const { page, names } = await screen(world);
  const status = await another(page, names[8]);
  // The mark arrives, its answer is lost: the phone cannot tell, and sends again.
  let lost = 0;
  await page.route(MARKS, async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort('connectionreset');
  });
  await key(page, names[8], status).tap();
  const retry = await failed(page);
  assert.equal(lost, 1);
  await page.unroute(MARKS);
  await retry.tap();
  await stateIs(page, attendance.saved);
  await assertKept(page, names[8], status);
});

test('a mark that the server refuses is told', async (world) => {
  const { page, names } = await screen(world);
  await page.route(MARKS, refuse);
  await key(page, names[9], await another(page, names[9])).tap();
  await stateIs(page, `${attendance.refused} 1`);
});

test('a refusal is not covered by the next mark that is kept', async (world) => {
  const { page, names } = await screen(world);
  await page.route(MARKS, refuse);
  await key(page, names[9], await another(page, names[9])).tap();
  await stateIs(page, `${attendance.refused} 1`);
  await page.unroute(MARKS);
  const answer = page.waitForResponse(MARKS);
  await key(page, names[11], await another(page, names[11])).tap();
  await answer;
  await page.getByRole('status').getByText(attendance.sending).waitFor({ state: 'hidden' });
  const state = await page.getByRole('status').innerText();
  assert.ok(!state.includes(attendance.saved), 'one mark was refused and is still shown as made');
});

test('a sign-in that has ended is told, and the marks are not dropped', async (world) => {
  world.expectComplaint(/status of (401|403|500)/);
  const { page, names } = await screen(world);
  const status = await another(page, names[10]);
  const cookies = await page.context().cookies(world.base.replace('http:', 'https:'));
  await page.context().clearCookies();
  await key(page, names[10], status).tap();
  const retry = await failed(page);
  await page.context().addCookies(cookies);
  await retry.tap();
  await stateIs(page, attendance.saved);
  await assertKept(page, names[10], status);
});

test('the first load of the marking page weighs at most 120 kB', async (world) => {
  const page = await world.page('trainer');
  const sizes = [];
  page.on('requestfinished', (request) => sizes.push(request.sizes().then(({ responseBodySize }) => [request.url(), responseBodySize])));
  await page.goto(`${world.base}/workshops/${world.demo.workshop_running}/attendance`);
  await stateIs(page, attendance.saved);
  const files = (await Promise.all(sizes)).filter(([address]) => !address.includes('/api/'));
  const sum = files.reduce((total, [, size]) => total + size, 0);
  assert.ok(files.some(([address]) => address.endsWith('.wasm')), 'the browser’s half is among it');
  assert.ok(sum <= 120_000, files.map(([address, size]) => `${size} ${address.replace(world.base, '')}`).join('\n'));
});
