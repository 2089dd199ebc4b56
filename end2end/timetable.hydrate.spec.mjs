// The timetable of a workshop, changed by keyboard and by dragging.
import assert from 'node:assert/strict';
import * as steps from './support/steps.mjs';
import { test } from './support/test.mjs';
import { fill, words } from './support/words.mjs';
import { DESK } from './support/world.mjs';

const { workshops } = words('fr');

const halfDay = (page, place) => page.locator('[data-session]').nth(place);
const linesOf = (half) => half.locator('.slot__what').allInnerTexts();
const timesOf = (half) => half.locator('.slot__time').allInnerTexts();

/** Lets the page say when its island listens: `drop` comes last. */
const tellLive = (page) =>
  page.addInitScript(() => {
    const listen = window.addEventListener;
    window.addEventListener = (kind, ...rest) => {
      listen.call(window, kind, ...rest);
      if (kind === 'drop') document.documentElement.dataset.live = 'yes';
    };
  });

async function opened(world, options, title) {
  const page = await world.page('organiser', options);
  await tellLive(page);
  const workshop = await steps.createWorkshop(page, world, title);
  await page.getByRole('link', { name: workshops.edit_timetable, exact: true }).click();
  await page.waitForURL(/\/timetable\/edit/);
  return { page, workshop };
}

/** Presses a button of a line by keyboard, and waits for the page that comes. */
async function pressOf(page, half, label, what) {
  const button = half.getByRole('button', { name: fill(label, { what }), exact: true }).first();
  await button.focus();
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

test('by keyboard, without script: lines move, last longer and go', async (world) => {
  const { page, workshop } = await opened(world, { script: false }, 'Calendrier au clavier');
  const before = await linesOf(halfDay(page, 0));
  await pressOf(page, halfDay(page, 0), workshops.move_up, before[1]);
  assert.deepEqual((await linesOf(halfDay(page, 0))).slice(0, 2), [before[1], before[0]]);
  assert.equal((await timesOf(halfDay(page, 0)))[0].replace(/\s/g, ' '), '8 h 30', 'what comes first begins when the half-day does');

  const last = (await linesOf(halfDay(page, 0))).at(-1);
  await pressOf(page, halfDay(page, 0), workshops.move_down, last);
  assert.equal((await linesOf(halfDay(page, 1)))[0], last, 'over the edge of the half-day');

  const first = halfDay(page, 1).locator('.slot').first();
  await first.locator('input[name=minutes]').fill('45');
  await pressOf(page, halfDay(page, 1), workshops.set_minutes, last);
  assert.equal(await halfDay(page, 1).locator('.slot').first().locator('input[name=minutes]').inputValue(), '45');

  const count = await page.locator('.slot').count();
  await pressOf(page, halfDay(page, 1), workshops.remove_line, last);
  assert.equal(await page.locator('.slot').count(), count - 1);

  world.expectComplaint(/status of 422/);
  await halfDay(page, 0).locator('.slot').first().locator('input[name=minutes]').fill('3');
  await pressOf(page, halfDay(page, 0), workshops.set_minutes, before[1]);
  await page.getByRole('alert').waitFor();
  await page.goto(`${workshop}/timetable`);
  assert.equal((await page.locator('.slot__what').allInnerTexts())[0], before[1], 'and so the timetable reads');
});

test('by dragging: a line goes before another, or to the end of a half-day', async (world) => {
  const { page } = await opened(world, { size: DESK }, 'Calendrier à la souris');
  const live = () => page.locator('html[data-live]').waitFor();
  await live();
  const before = await linesOf(halfDay(page, 0));
  const line = (half, place) => halfDay(page, half).locator('.slot').nth(place);
  const drop = (from, to) => Promise.all([page.waitForEvent('load'), from.dragTo(to, { targetPosition: { x: 40, y: 8 } })]);
  await drop(line(0, 2), line(0, 0));
  assert.deepEqual((await linesOf(halfDay(page, 0))).slice(0, 3), [before[2], before[0], before[1]]);
  await live();
  await drop(line(0, 0), halfDay(page, 1).locator('.half-day__title'));
  assert.equal((await linesOf(halfDay(page, 1))).at(-1), before[2]);
});
