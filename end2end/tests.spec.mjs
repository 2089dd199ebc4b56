// A test taken on a telephone on which no script runs; `answers.spec.mjs` has what script adds.
import assert from 'node:assert/strict';
import { follow, newCode, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { PHONE } from './support/world.mjs';
import { fill, words } from './support/words.mjs';

const { tests } = words('fr');

test('a participant takes the post-test on a telephone, by keyboard and after a break', async (world) => {
  const { base, demo } = world;
  const organiser = await world.page('organiser');
  await organiser.goto(`${base}/workshops/${demo.workshop_running}`);
  const code = await newCode(organiser, 'Traoré');

  const phone = await world.page('public', { script: false });
  await phone.setViewportSize(PHONE);
  await phone.goto(base);
  await phone.fill('[name=code]', code);
  await phone.keyboard.press('Enter');
  const take = phone.getByRole('link', { name: fill(tests.take, { test: words('fr').assessments.after }) });
  await follow(phone, take);

  // The first question by keyboard; kept; and there again after a break.
  await phone.locator('#q1 input').first().focus();
  await phone.keyboard.press('Space');
  await send(phone, tests.save);
  await phone.goto(base);
  await follow(phone, take);
  assert.equal(await phone.locator('input:checked').count(), 1);

  await send(phone, tests.hand_in);
  assert.ok((await phone.locator('[role=alert]').innerText()).startsWith(tests.missing.split('{{')[0]));
  await send(phone, tests.hand_in_anyway);
  assert.ok((await phone.locator('main').innerText()).includes(tests.handed_in.split('{{')[0]));
  await phone.goto(base);
  assert.equal(await phone.getByRole('link', { name: /Post-test/ }).count(), 0);
});
