// Questions of the bank without script: written in fields on a telephone, brought from cells of a spreadsheet.
import assert from 'node:assert/strict';
import { axeFindings, overflow, structure } from './support/audit.mjs';
import { follow, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { PHONE } from './support/world.mjs';
import { words } from './support/words.mjs';

const { bank } = words('fr');

/** Nothing hangs over, nothing lacks a name, nothing is too small to touch. */
async function holds(page) {
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await structure(page, 'fr'), []);
  assert.deepEqual(await axeFindings(page), []);
}

test('a question is written in fields on a telephone, with more lines and by keyboard', async (world) => {
  world.expectComplaint(/status of 422/);
  const { base, demo } = world;
  const page = await world.page('organiser');
  await page.setViewportSize(PHONE);
  await page.goto(`${base}/curricula/${demo.curriculum}/questions`);
  await follow(page, page.getByRole('link', { name: bank.write, exact: true }));
  await holds(page);
  await follow(page, page.getByRole('link', { name: bank.kind_single, exact: true }));
  await holds(page);

  const text = 'Qui délivre la fiche de référencement ?';
  await page.locator('#text-fr').fill(text);
  await page.locator('#option-1-fr').fill('La structure qui réfère');
  await page.locator('#option-4-fr').fill('La victime');
  await send(page, bank.more_lines);
  // Everything typed stands there still, with empty lines below.
  assert.equal(await page.locator('#option-4-fr').inputValue(), 'La victime');
  assert.equal(await page.locator('#option-8-fr').inputValue(), '');
  assert.ok((await page.getByRole('region', { name: bank.preview }).innerText()).includes(text));

  // Nothing is right yet: it is told where it is put right, and the summary leads there.
  await send(page, bank.save);
  const alert = page.getByRole('alert');
  assert.equal(await alert.getByRole('link').count(), 1);
  assert.equal(await alert.getByRole('link').getAttribute('href'), '#lines');
  assert.equal(await page.locator('#lines-error').count(), 1);
  await holds(page);

  await page.locator('#option-1-worth').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: bank.save, exact: true }).first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/questions\?new=1&same=0$/);
  await page.getByText(text).waitFor();
});

test('cells of a spreadsheet are shown with their errors before they are taken', async (world) => {
  const { base, demo } = world;
  const page = await world.page('organiser');
  await page.setViewportSize(PHONE);
  await page.goto(`${base}/curricula/${demo.curriculum}/questions`);
  assert.ok(await page.getByRole('link', { name: bank.template, exact: true }).isVisible());
  const rows = [
    ['Type', 'Question', 'A', 'B', 'Bonne réponse', 'Points'],
    ['vrai ou faux', 'Une victime mineure est référée avec son tuteur.', '', '', 'vrai', '1'],
    ['choix unique', 'Qui coordonne ?', 'Le comité', 'La douane', 'C', '1'],
  ];
  await page.getByLabel(bank.pasted).fill(rows.map((row) => row.join('\t')).join('\n'));
  await send(page, bank.look);
  const main = page.locator('main');
  assert.match(await main.innerText(), /N°\s3\s: colonne «\sBonne réponse\s»/u);
  await holds(page);
  await send(page, bank.take.replace('{{ count }}', '1'));
  await page.waitForURL(/\/questions\?new=1&same=0$/);
});
