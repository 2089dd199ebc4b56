// An evaluation of the day, from the participant who answers to the trainer who closes it.
import assert from 'node:assert/strict';
import { axeFindings, overflow } from './support/audit.mjs';
import { follow, newCode, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { PHONE } from './support/world.mjs';
import { words } from './support/words.mjs';

const { evaluations, fields } = words('fr');

test('a participant answers an evaluation on a telephone, once, and the trainer closes it', async (world) => {
  world.expectComplaint(/status of 422/);
  const { base, demo } = world;
  const organiser = await world.page('organiser');
  await organiser.goto(`${base}/workshops/${demo.workshop_running}`);
  const code = await newCode(organiser, 'Traoré');

  const phone = await world.page('public');
  await phone.setViewportSize(PHONE);
  await phone.goto(base);
  await phone.fill('[name=code]', code);
  await phone.keyboard.press('Enter');
  await follow(phone, phone.getByRole('link', { name: evaluations.day }));
  const main = phone.locator('main');
  assert.ok((await main.innerText()).includes(evaluations.promise_apart));
  assert.deepEqual(await overflow(phone), []);
  assert.deepEqual(await axeFindings(phone), []);

  // All empty is refused beside the first question; then one by keyboard, and words.
  await send(phone, evaluations.send);
  assert.ok((await phone.getByRole('alert').first().innerText()).includes(fields.nothing_answered));
  await phone.locator('#q1 input').first().focus();
  await phone.keyboard.press('Space');
  await phone.locator('textarea').first().fill('Les indicateurs');
  await send(phone, evaluations.send);
  assert.ok((await main.innerText()).includes(evaluations.thanks));
  await phone.reload();
  const address = phone.url().split('?')[0];
  await phone.goto(address);
  assert.ok((await main.innerText()).includes(evaluations.answered));
  await phone.goto(base);
  assert.equal(await phone.getByRole('link', { name: evaluations.day }).count(), 0);

  // The trainer sees how many, and nothing else; even once it is closed, of fewer than five.
  const trainer = await world.page('trainer');
  await trainer.goto(`${base}/workshops/${demo.workshop_running}`);
  await trainer.getByRole('link', { name: evaluations.title, exact: true }).click();
  await trainer.getByText(evaluations.close, { exact: true }).first().click();
  await trainer.getByText(evaluations.close_what).first().waitFor();
  await follow(trainer, trainer.getByRole('button', { name: evaluations.close_send }).first());
  await follow(trainer, trainer.getByRole('link', { name: evaluations.see_results }).first());
  assert.ok((await trainer.locator('main').innerText()).includes(evaluations.too_few));

  // What five or more said of a workshop that is over is a chart with its table.
  await trainer.goto(`${base}/workshops/${demo.workshop_finished}/evaluations`);
  await follow(trainer, trainer.getByRole('link', { name: evaluations.see_results }).last());
  assert.equal(await trainer.getByRole('img', { name: evaluations.agreement }).count(), 1);
  assert.ok((await trainer.locator('table').first().innerText()).includes('%'));
  assert.deepEqual(await overflow(trainer), []);
  assert.deepEqual(await axeFindings(trainer), []);
});
