// A test on a telephone whose network goes away: nothing typed is lost, nothing is said to
// be received that is not, and whoever takes the telephone next sees none of it.
import assert from 'node:assert/strict';
import { MAX_HTML, axeFindings, overflow, weight } from './support/audit.mjs';
import { forgotten } from './support/phone.mjs';
import { press } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { fill, words } from './support/words.mjs';

const { assessments, shell, tests, workshops } = words('fr');

const stateIs = (page, text) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const begins = (text) => text.split('{{')[0];
const checked = (page) => page.locator('input:checked').count();

/** A fresh access code of the participant in this row; the first has begun the test already. */
async function codeOf(world, place) {
  const page = await world.page('organiser');
  await page.goto(`${world.base}/workshops/${world.demo.workshop_running}/participants`);
  const button = page.getByRole('button', { name: workshops.new_code, exact: true });
  await press(page.getByRole('row').filter({ has: button }).nth(place), workshops.new_code);
  await page.getByRole('heading', { level: 1, name: workshops.codes }).waitFor();
  return (await page.locator('.slip__code').innerText()).trim();
}

/** Whoever has this code signs in on the telephone and opens the test, which is kept there. */
async function openTest(world, phone, code) {
  await world.signIn(phone, { code });
  await phone.getByRole('link', { name: fill(tests.take, { test: assessments.after }) }).click();
  await stateIs(phone, tests.phone_ready);
}

async function phoneOf(world, place) {
  const phone = await world.page('public', { offline: true });
  await openTest(world, phone, await codeOf(world, place));
  return phone;
}

/** Chooses the first answer of each question. */
async function answerAll(page) {
  for (const question of await page.locator('.test__question').all()) await question.locator('label').first().click();
}

test('a test goes on without network, through a reload and a closed page, and arrives when there is one', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
  const phone = await phoneOf(world, 1);
  assert.deepEqual(await overflow(phone), []);
  assert.deepEqual(await axeFindings(phone), []);
  const address = phone.url();
  const context = phone.context();

  await context.setOffline(true);
  await phone.locator('#q1 label').nth(1).click();
  await stateIs(phone, tests.phone_typed);
  await phone.reload();
  await stateIs(phone, tests.phone_typed);
  assert.ok(await phone.locator('#q1 input').nth(1).isChecked(), 'it stands again after a reload');
  await press(phone, tests.save);
  await stateIs(phone, tests.phone_saved);
  await phone.close();

  const again = await context.newPage();
  await again.goto(address);
  await stateIs(again, tests.phone_saved);
  assert.equal(await checked(again), 1);
  await press(again, tests.hand_in);
  await stateIs(again, begins(tests.phone_missing));
  // What is saved is tried again, in vain: that is told beside it, not in its place.
  await again.evaluate(() => dispatchEvent(new Event('online')));
  await stateIs(again, tests.phone_offline);
  await stateIs(again, begins(tests.phone_missing));
  await answerAll(again);
  await press(again, tests.hand_in_anyway);
  await stateIs(again, tests.phone_waiting);
  assert.ok(await again.locator('#q1 input').first().isDisabled(), 'closed on this telephone');
  await again.reload();
  await stateIs(again, tests.phone_waiting);
  const questions = await again.locator('.test__question').count();
  assert.equal(await checked(again), questions, 'with all that was answered');
  assert.ok(!(await again.locator('main').innerText()).includes(tests.phone_done), 'and not said to be handed in');

  await context.setOffline(false);
  await stateIs(again, tests.phone_done);
  await stateIs(again, begins(tests.phone_received));
  await again.reload();
  await stateIs(again, begins(tests.handed_in));
});

test('with a network, what is saved is received at once, and the page of the server agrees', async (world) => {
  const phone = await phoneOf(world, 2);
  await phone.locator('#q2 label').first().click();
  await stateIs(phone, tests.phone_typed);
  await press(phone, tests.save);
  await stateIs(phone, begins(tests.phone_received));
  const html = await (await world.fetch(phone, phone.url())).text();
  assert.equal(html.match(/ checked/g)?.length, 1);
  assert.ok(weight(html) <= MAX_HTML, `${weight(html)} bytes of HTML`);
  const script = /src="([^"]+answer\.js)"/.exec(html)[1];
  const files = [script, script.replace('answer', 'sheets')];
  const texts = await Promise.all(files.map(async (file) => (await world.fetch(phone, file)).text()));
  const weights = texts.map(weight);
  assert.ok(weights[0] + weights[1] <= 5_120, `${weights} bytes of script`);
  await phone.reload();
  await stateIs(phone, begins(tests.saved));
  assert.equal(await checked(phone), 1);
});

test('who signs out leaves nothing typed, and the next on the same telephone begins anew', async (world) => {
  const next = await codeOf(world, 4);
  const phone = await phoneOf(world, 3);
  const address = phone.url();
  await phone.locator('#q1 label').first().click();
  await stateIs(phone, tests.phone_typed);
  await press(phone, shell.sign_out);
  await phone.waitForURL((url) => !url.pathname.startsWith('/tests/'));
  await forgotten(phone);
  await openTest(world, phone, next);
  assert.equal(phone.url(), address, 'the same test');
  assert.equal(await checked(phone), 0);
});

test('a test that was closed while the telephone was away is taken, and the trainer sees it', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
  const phone = await phoneOf(world, 5);
  await phone.context().setOffline(true);
  await answerAll(phone);
  await press(phone, tests.hand_in);
  await stateIs(phone, tests.phone_waiting);

  const organiser = await world.page('organiser');
  await organiser.goto(`${world.base}/workshops/${world.demo.workshop_running}/scores`);
  const forms = organiser.locator('form[action$="/tests"]');
  const open = forms.filter({ has: organiser.getByRole('button', { name: tests.close, exact: true }) });
  const instrument = await open.locator('[name=test]').inputValue();
  await press(open, tests.close);
  const closed = forms.filter({ has: organiser.locator(`[value="${instrument}"]`) });
  await closed.getByRole('button', { name: tests.open_again, exact: true }).waitFor();
  try {
    await phone.context().setOffline(false);
    await stateIs(phone, tests.phone_late);
    await organiser.reload();
    await organiser.getByText(fill(tests.late, { count: 1 })).waitFor();
  } finally {
    // Others take it after this.
    await press(closed, tests.open_again);
    await open.waitFor();
  }
});
