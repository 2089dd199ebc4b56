// A module written on a telephone: looked at, kept, published; and what was
// handed out before stays as it was.
import assert from 'node:assert/strict';
import { axeFindings, overflow } from './support/audit.mjs';
import { textOf } from './support/papers.mjs';
import { field, follow, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';

const { campaigns, fields } = words('fr');
const NEW = 'Une phrase que personne n’avait lue';

test('a module is corrected, looked at, kept as a draft and published, and the version before stays', async (world) => {
  world.expectComplaint(/status of 422/);
  const { base, demo } = world;
  const page = await world.page('organiser');
  const curriculum = `${base}/curricula/${demo.curriculum}`;
  await page.goto(`${curriculum}/modules/3`);
  await follow(page, page.getByRole('link', { name: campaigns.edit, exact: true }));
  const text = field(page, campaigns.field_body);
  const before = await text.inputValue();
  await text.fill(`${before}\n\n> [!CORIGE]\n> ${NEW}.\n`);
  await send(page, campaigns.save_draft);
  const told = page.getByRole('alert');
  await told.getByText(fields.summary).waitFor();
  assert.match(await page.locator('main').innerText(), /\[!CORIGE\]/);
  assert.ok((await text.inputValue()).includes(NEW), 'what was typed is there');

  await text.fill(`${before}\n\n> [!RETENIR]\n> ${NEW}.\n`);
  await send(page, campaigns.preview);
  const preview = page.getByRole('region', { name: campaigns.previewed });
  await preview.getByText(NEW).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(await overflow(page), []);
  await send(page, campaigns.save_draft);
  await page.getByRole('status').getByText(campaigns.draft_saved).waitFor();

  await page.goto(`${curriculum}/publish`);
  await field(page, campaigns.field_note).fill('Module 3 complété');
  await send(page, campaigns.publish);
  await page.getByRole('row').filter({ hasText: 'Module 3 complété' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const printed = async (row) => {
    const line = page.getByRole('row').filter({ hasText: row });
    return textOf(await world.download(page, line.getByRole('link', { name: campaigns.participants, exact: true })));
  };
  const all = (paper) => paper.replace(/\s+/g, ' ');
  assert.ok(all(await printed('Module 3 complété')).includes(NEW));
  assert.ok(!all(await printed(campaigns.first_edition)).includes(NEW));

  // Who was taught by the version before goes on reading that.
  const participant = await world.page('participant');
  await participant.goto(`${curriculum}/modules/3`);
  assert.ok(!(await participant.locator('main').innerText()).includes(NEW));
});
