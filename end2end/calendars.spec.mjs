// Calendars, as programs read them that are not ours.
import assert from 'node:assert/strict';
import { byIcalJs, byIcalendar } from './support/calendars.mjs';
import * as steps from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';

const { workshops } = words('fr');

async function calendarAt(world, page, address) {
  const answer = await world.fetch(page, address);
  assert.equal(answer.status, 200, address);
  assert.match(answer.headers.get('content-type'), /^text\/calendar/);
  return answer.text();
}

/** Both readers read the same; what they read. */
async function read(text) {
  const [one, other] = [byIcalJs(text), await byIcalendar(text)];
  assert.deepEqual(one, other, 'both readers agree');
  assert.equal(new Set(one.map((event) => event.uid)).size, one.length, 'no event is there twice');
  return one;
}

test('a campaign and what is cancelled of it', async (world) => {
  const page = await world.page('organiser');
  const address = `/campaigns/${world.demo.campaign}/schedule.ics`;
  const before = await read(await calendarAt(world, page, address));
  assert.ok(before.length >= 9 && before.every((event) => event.status === 'CONFIRMED'));

  const workshop = await steps.createWorkshop(page, world, 'Atelier à annuler');
  const [planned] = (await read(await calendarAt(world, page, address))).filter((event) => workshop.endsWith(event.uid));
  assert.equal(planned.summary, 'Atelier à annuler');
  // It is of today: only one that has not begun can be cancelled through its page.
  const later = before.find((event) => event.start > steps.today());
  await page.goto(`${world.base}/workshops/${later.uid}/cancel`);
  await steps.press(page, workshops.cancel);
  await page.getByText(workshops.is_cancelled).waitFor();
  const [cancelled] = (await read(await calendarAt(world, page, address))).filter((event) => event.uid === later.uid);
  assert.equal(cancelled.status, 'CANCELLED');
  assert.ok(cancelled.sequence > later.sequence, 'calendars see that it is newer');
  await steps.press(page, workshops.reinstate);
  await page.getByRole('link', { name: workshops.cancel }).waitFor();
});

test('the half-days of a participant, subscribed to', async (world) => {
  const page = await world.page('participant');
  await page.goto(world.base);
  const make = page.getByRole('button', { name: workshops.calendar_make });
  await make.or(page.getByRole('button', { name: workshops.calendar_renew })).click();
  const link = await page.locator('.link-to-copy').innerText();
  const events = await read(await calendarAt(world, page, new URL(link).pathname));
  assert.ok(events.length > 0);
  for (const event of events) {
    assert.match(event.start, /^\d{4}-\d\d-\d\dT\d\d:\d\d:00$/, 'by the clock of Bamako');
    assert.ok(event.start < event.end && event.place.includes(','));
  }
});
