// The rooms of today, open at the organiser's while a trainer marks: the page follows by
// itself, says when it cannot, and goes on when it can again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { today } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';

const { attendance } = words('fr');

/** The page of today's rooms, its line open. */
async function rooms(world, options) {
  const page = await world.page('organiser', options);
  await page.goto(`${world.base}/campaigns/${world.demo.campaign}/today`);
  await page.getByRole('status').getByText(attendance.live_open, { exact: true }).waitFor();
  return page;
}

/** The running workshop as the trainer's program reads it, and its last half-day of today. */
async function halfDay(world) {
  const address = `/api/v1/workshops/${world.demo.workshop_running}/attendance`;
  const trainer = await world.page('trainer');
  const roster = await (await world.fetch(trainer, address)).json();
  const session = roster.sessions.filter((one) => one.date === today()).at(-1);
  assert.ok(session, 'the workshop is held today');
  /** Marks so many of those enrolled. */
  const mark = async (status, many) => {
    const events = roster.participants.slice(0, many).map(({ enrolment }) => ({
      id: randomUUID(),
      enrolment,
      session: session.id,
      status,
      device_time: new Date().toISOString(),
    }));
    const headers = { 'content-type': 'application/json' };
    const answer = await world.fetch(trainer, `${address}/events`, { method: 'POST', headers, body: JSON.stringify({ events }) });
    const { answers } = await answer.json();
    assert.deepEqual([...new Set(answers.map(({ outcome }) => outcome))], ['kept']);
  };
  return { session, mark, people: roster.participants.length };
}

/** Leaves the page and comes back to it, as if another one had been looked at: the line is opened anew. */
const comeBack = (page) =>
  page.evaluate(() => {
    for (const value of [true, false]) {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      window.dispatchEvent(new Event('visibilitychange'));
    }
  });

/** The row of this half-day. */
const rowOf = (page, session) => page.locator('tr', { has: page.locator(`a[href$="session=${session.id}"]`) });

/** What stands in the row below this heading. */
const cell = (row, label) => row.locator(`td[data-label="${label}"]`);

const stays = (page) => page.evaluate(() => (globalThis.stayed ??= Math.random()));

test('a row follows the marks without the page being read again', async (world) => {
  const { session, mark, people } = await halfDay(world);
  const page = await rooms(world);
  const before = await stays(page);
  const row = rowOf(page, session);
  await row.getByRole('link', { name: attendance.live_mark }).focus();
  await mark('absent', people);
  await cell(row, attendance.live_marked).getByText(String(people), { exact: true }).waitFor();
  await cell(row, attendance.live_attended).getByText('0', { exact: true }).waitFor();
  assert.equal(await cell(row, attendance.live_standing).innerText(), attendance.live_complete);
  await mark('present', 3);
  await cell(row, attendance.live_attended).getByText('3', { exact: true }).waitFor();
  assert.equal(await stays(page), before, 'the page was read again');
  const focused = await page.evaluate(() => document.activeElement.getAttribute('href'));
  assert.match(focused, new RegExp(`session=${session.id}$`), 'the focus stays on its link');
});

test('a line that is cut is told, and stands again by itself', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION/);
  const { session, mark } = await halfDay(world);
  const page = await rooms(world);
  const before = await stays(page);
  await page.route('**/today/events', (route) => route.abort());
  await comeBack(page);
  await page.getByRole('status').getByText(new RegExp(`^${attendance.live_cut_off} \\d\\d:\\d\\d$`)).waitFor();
  await mark('late', 5);
  await page.unroute('**/today/events');
  await page.getByRole('status').getByText(attendance.live_open, { exact: true }).waitFor();
  await cell(rowOf(page, session), attendance.live_attended).getByText('5', { exact: true }).waitFor();
  assert.equal(await stays(page), before, 'the page was read again');
});

test('whose sign-in has ended is led to sign in', async (world) => {
  const page = await rooms(world);
  const ended = { contentType: 'text/event-stream', body: 'event: ended\ndata: -\n\n' };
  await page.route('**/today/events', (route) => route.fulfill(ended));
  await page.context().clearCookies();
  await comeBack(page);
  await page.waitForURL(/\/sign-in\?next=/);
});

test('without script the page asks to be read again', async (world) => {
  const page = await world.page('organiser', { script: false });
  await page.goto(`${world.base}/campaigns/${world.demo.campaign}/today`);
  await page.getByRole('status').getByText(/^Situation à \d/).waitFor();
  assert.equal(await page.locator('noscript meta, head meta[http-equiv=refresh]').getAttribute('content'), '30');
});
