// A trainee teaches and is judged: on a telephone, by keyboard alone, and without knowing
// what others gave.
import assert from 'node:assert/strict';
import { axeFindings, overflow } from './support/audit.mjs';
import { follow, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { PHONE } from './support/world.mjs';
import { words } from './support/words.mjs';

const { bank, practice } = words('fr');

test('a trainer judges one person after another on a telephone', async (world) => {
  world.expectComplaint(/status of 422/);
  const { base, demo } = world;
  const phone = await world.page('trainer');
  await phone.setViewportSize(PHONE);
  await phone.goto(`${base}/workshops/${demo.workshop_running}/scores`);
  await follow(phone, phone.getByRole('link', { name: practice.title, exact: true }));
  assert.deepEqual(await overflow(phone), []);
  assert.deepEqual(await axeFindings(phone), []);

  await follow(phone, phone.getByRole('link', { name: practice.judge_next, exact: true }));
  assert.deepEqual(await overflow(phone), []);
  assert.deepEqual(await axeFindings(phone), []);
  const first = await phone.getByRole('heading', { level: 2 }).first().innerText();

  // All but the last criterion, by keyboard: what was chosen stays, what lacks is told.
  const criteria = phone.locator('fieldset.test__question');
  const count = await criteria.count();
  for (let place = 0; place < count - 1; place += 1) {
    await criteria.nth(place).locator('input').nth(2).focus();
    await phone.keyboard.press('Space');
  }
  await phone.getByLabel(practice.remark).fill('Laissez du temps aux questions.');
  await send(phone, practice.save);
  assert.equal(await phone.locator('input:checked').count(), count - 1);
  assert.equal(await phone.locator('.field__error').count(), 1);
  assert.equal(await phone.getByLabel(practice.remark).inputValue(), 'Laissez du temps aux questions.');
  assert.deepEqual(await overflow(phone), []);
  assert.deepEqual(await axeFindings(phone), []);
  await criteria.nth(count - 1).locator('input').first().focus();
  await phone.keyboard.press('Space');
  await send(phone, practice.save);
  assert.notEqual(await phone.getByRole('heading', { level: 2 }).first().innerText(), first, 'the next person');
});

test('an organiser writes the rubric and sees it as raters will', async (world) => {
  world.expectComplaint(/status of 422/);
  const { base, demo } = world;
  const page = await world.page('organiser');
  await page.goto(`${base}/curricula/${demo.curriculum}/questions`);
  await follow(page, page.getByRole('link', { name: practice.rubric, exact: true }));
  assert.deepEqual(await axeFindings(page), []);
  await page.fill('[name=c8_fr]', 'Posture');
  await page.fill('[name=c8_levels]', 'lit ses notes\n2 | face au groupe');
  await send(page, practice.look);
  assert.equal(await page.locator('#c8_levels-error').count(), 1);
  await page.fill('[name=c8_levels]', '0 | lit ses notes\n2 | face au groupe');
  await send(page, practice.look);
  const preview = page.getByRole('region', { name: practice.preview });
  assert.ok((await preview.innerText()).includes('face au groupe'));
  assert.ok((await preview.innerText()).includes(bank.points.split('{{')[0]));
  await page.setViewportSize(PHONE);
  assert.deepEqual(await overflow(page), []);
});
