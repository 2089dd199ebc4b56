// The rule that certifies: composed without code, tried with other bars, decided against.
import assert from 'node:assert/strict';
import { press } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { PHONE } from './support/world.mjs';
import { words } from './support/words.mjs';

const { qualification, certificates } = words('fr');

test('an organiser tries other bars, and decides about somebody with a reason', async (world) => {
  world.expectComplaint(/status of 422/);
  const { base, demo } = world;
  const organiser = await world.page('organiser', { script: false });
  await organiser.setViewportSize(PHONE);
  await organiser.goto(`${base}/campaigns/${demo.campaign}/qualification`);
  assert.match(await organiser.locator('.lead').innerText(), /80\s%.*soit.*60\s%.*Rattrapage réussi/s);
  await organiser.fill('[name=if1]', '95');
  await press(organiser, qualification.try_it);
  await organiser.getByText(qualification.would_not).first().waitFor();

  // A bar that cannot be is told beside its field, and what was typed stays.
  await organiser.fill('[name=bar0]', '800');
  await press(organiser, qualification.save);
  await organiser.locator('#bar0-error').waitFor();
  assert.equal(await organiser.inputValue('[name=bar0]'), '800');

  await organiser.goto(`${base}/workshops/${demo.workshop_finished}/certificates`);
  await organiser.getByRole('row').filter({ hasText: certificates.not_qualified }).first()
    .getByRole('link', { name: qualification.decide }).click();
  await organiser.getByLabel(qualification.decide_yes, { exact: true }).check();
  await press(organiser, qualification.save);
  await organiser.locator('#reason-error').waitFor();
  await organiser.fill('[name=reason]', 'Mission de service, module rattrapé.');
  await press(organiser, qualification.save);
  await organiser.getByText('Mission de service, module rattrapé.').waitFor();
});
