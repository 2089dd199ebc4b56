// Sheets of paper entered with the keyboard alone, and the test as it is printed.
import assert from 'node:assert/strict';
import { axeFindings, overflow } from './support/audit.mjs';
import { arrive, follow, openTab } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { DESK, PHONE } from './support/world.mjs';
import { fill, words } from './support/words.mjs';

const { assessments, sheets } = words('fr');

/** Opens one of the pages of the post-test, from the scores of the running workshop. */
async function open(page, { base, demo }, link) {
  await page.goto(`${base}/workshops/${demo.workshop_running}`);
  await openTab(page, assessments.title);
  // The pre-test before it, quizzes behind it.
  await follow(page, page.getByRole('link', { name: link, exact: true }).nth(1));
}

test('a trainer enters sheets with the keyboard alone', async (world) => {
  const page = await world.page('trainer', { size: DESK });
  await open(page, world, sheets.enter);
  // A browser moves to the field with `autofocus` only once it paints the page.
  const focusOn = (name) => page.waitForFunction((wanted) => document.activeElement.name === wanted, name);
  const fields = await page.locator('input[name^="s-"]').evaluateAll((inputs) => inputs.map((input) => input.name));
  await focusOn(fields[0]);

  // The first empty line is ready: a sheet, the next with one letter too few, and Enter.
  await page.keyboard.type('abcdabcdabcdabcdabc-');
  await page.keyboard.press('Tab');
  await focusOn(fields[1]);
  await page.keyboard.type('abcdabcdabcdabcdabc');
  world.expectComplaint(/422/);
  await arrive(page, () => page.keyboard.press('Enter'));
  await page.locator('[role=alert]').waitFor();
  const wrong = fill(sheets.wrong_count, { found: 19, expected: 20 });
  assert.equal(await page.locator('.field__error').innerText(), wrong);
  // One goes on where it was wrong.
  await focusOn(fields[1]);
  assert.equal(await page.locator(`[name="${fields[1]}"]`).inputValue(), 'abcdabcdabcdabcdabc');
  assert.equal(await page.locator(`[name="${fields[0]}"]`).count(), 0, 'the first is kept');
  assert.deepEqual(await axeFindings(page), []);

  await page.keyboard.press('End');
  await page.keyboard.type('d');
  await arrive(page, () => page.keyboard.press('Enter'));
  await page.locator('[role=status]').waitFor();
  // The next empty line is ready.
  await focusOn(fields[2]);
  assert.ok((await page.locator('main').innerText()).includes('abcdabcdabcdabcdabc-'), 'read back as it was typed');

  await page.setViewportSize(PHONE);
  assert.deepEqual(await overflow(page), []);
});

test('a test prints without menus, its questions numbered and its options lettered', async (world) => {
  const page = await world.page('trainer', { size: DESK });
  await open(page, world, sheets.print);
  assert.equal(await page.locator('.paper__question').count(), 20);
  assert.deepEqual(await axeFindings(page), []);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.site-header').isVisible(), false);
  assert.equal(await page.locator('.actions').isVisible(), false);
  assert.ok(await page.locator('.paper__box').first().isVisible());
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(await overflow(page), []);
});
