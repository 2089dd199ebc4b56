// A latecomer and the room's code; marks that come from a spreadsheet.
import assert from 'node:assert/strict';
import { test } from './support/test.mjs';
import { send } from './support/steps.mjs';
import { words } from './support/words.mjs';

const { attendance } = words('fr');

test('the code of the room changes by itself and is large enough to be read from the last row', async (world) => {
  const page = await world.page('trainer');
  await page.goto(`${world.base}/workshops/${world.demo.workshop_running}/attendance/room`);
  const shown = page.locator('.room__code');
  if ((await shown.count()) === 0) {
    // Before and after the hours of the workshop there is none, and that is said.
    assert.ok((await page.locator('main').innerText()).includes(attendance.room_no_half_day));
    return;
  }
  const first = await shown.innerText();
  assert.match(first, /^[0-9A-Z]{3} [0-9A-Z]{3}$/);
  assert.ok((await page.locator('.qr').boundingBox()).width >= 300);
  // Between two readings of the page there is none; and its hours may end just now.
  const isAnother = ([before, over]) => {
    const code = document.querySelector('.room__code')?.innerText;
    return code ? code !== before : document.querySelector('main')?.innerText.includes(over);
  };
  await page.waitForFunction(isAnother, [first, attendance.room_no_half_day], { timeout: 60_000 });
});

test('marks pasted from a spreadsheet are shown before they are taken in', async (world) => {
  const page = await world.page('trainer');
  const workshop = `${world.base}/workshops/${world.demo.workshop_finished}`;
  await page.goto(`${workshop}/attendance/list`);
  await page.fill('#pasted', 'Nom\tJ1 matin\nPersonne d’inconnu\tP\n');
  await send(page, attendance.list_read);
  assert.ok((await page.locator('main').innerText()).includes(attendance.list_unknown));
  assert.ok((await page.locator('main').innerText()).includes(attendance.list_nothing));
});
