// Certificates: who gets one and why not, the paper, and what anyone can verify.
import assert from 'node:assert/strict';
import { qrOf, textOf } from './support/papers.mjs';
import { field, openTab, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { fill, words } from './support/words.mjs';

const { certificates, fields } = words('fr');
const heading = (page) => page.getByRole('heading', { level: 1 });
const spaced = (text) => text.replace(/\s+/g, ' ');

test('the participant’s paper, its code and the page behind it say the same', async (world) => {
  const { base, demo } = world;
  const holder = await world.page('participant', { script: false });
  await holder.goto(base);
  const name = await holder.locator('.page-head .lead').innerText();
  const paper = await world.download(holder, holder.getByRole('link', { name: `${certificates.kind_trainer} (PDF)` }).first());
  const address = await qrOf(paper);
  assert.ok(address.startsWith(`${base}/verify/${demo.certificate}#`), address);
  const anyone = await world.page('public', { script: false });
  await anyone.goto(address);
  assert.equal(await heading(anyone).innerText(), certificates.valid_trainer);
  const shown = await anyone.locator('.facts dd').first().innerText();
  const letters = (text) => text.normalize('NFC').toUpperCase().replace(/[^\p{L}]/gu, '');
  assert.equal([...letters(shown)].sort().join(''), [...letters(name)].sort().join(''), 'the holder’s name');
  assert.ok(letters(await textOf(paper)).includes(letters(shown)), 'the name on the paper');
});

test('the paper comes in the reader’s language', async (world) => {
  const { demo } = world;
  const french = await world.page('participant');
  const english = await world.page('participant', { language: 'en' });
  const address = `/certificates/${demo.certificate}.pdf`;
  const read = async (page) => textOf(Buffer.from(await (await world.fetch(page, address)).arrayBuffer()));
  assert.match(await read(french), /certificat de formateur/i);
  assert.match(await read(english), /certificate/i);
});

test('a number is accepted as people type it, in small letters and without dashes', async (world) => {
  const page = await world.page('public', { script: false });
  const typed = world.demo.certificate.toLowerCase().replace(/(.{4})(?=.)/g, '$1 ');
  await page.goto(`${world.base}/verify`);
  await field(page, certificates.serial).fill(` ${typed}`);
  await send(page, certificates.verify_go);
  assert.equal(await heading(page).innerText(), certificates.valid_trainer);
});

test('an unknown number is told as unknown, with what was typed', async (world) => {
  world.expectComplaint(/status of 404/);
  const page = await world.page('public');
  await page.goto(`${world.base}/verify`);
  await field(page, certificates.serial).fill('ABCD-EFGH-JKMN');
  await send(page, certificates.verify_go);
  assert.equal(await heading(page).innerText(), certificates.unknown);
  assert.match(await page.locator('.verdict .serial').innerText(), /ABCD/);
  await field(page, certificates.serial).waitFor();
});

test('the public page shows nothing of a person but what is on the paper', async (world) => {
  const page = await world.page('public');
  await page.goto(`${world.base}/verify/${world.demo.certificate}`);
  // Holder, kind, workshop, days, length, issue, expiry, number.
  assert.equal(await page.locator('.facts dt').count(), 8);
  assert.doesNotMatch(await page.content(), /\+223|@/);
});

test('the organiser sees who has a certificate, and each reason why not', async (world) => {
  const page = await world.page('organiser');
  await page.goto(`${world.base}/workshops/${world.demo.workshop_finished}`);
  await openTab(page, certificates.title);
  const rows = page.locator('tbody tr');
  const texts = (await rows.allInnerTexts()).map(spaced);
  const of = (text, kind) => text.split(kind)[1] ?? '';
  const trainer = (text) => of(text, certificates.kind_trainer).split(certificates.kind_attendance)[0];
  const issued = texts.filter((text) => trainer(text).includes(certificates.in_force)).length;
  const without = texts.filter((text) => trainer(text).includes(certificates.not_qualified));
  assert.equal(issued + without.length, texts.length);
  assert.ok(without.length > 0 && without.every((text) => /Demi-journées suivies : |Post-test : |Pas de note/.test(text)), without.join('\n'));
  const tally = spaced(fill(certificates.tally_of, { kind: certificates.kind_trainer, issued, due: 0 }));
  assert.ok(spaced(await page.locator('main').innerText()).includes(tally), tally);
});

test('issued, revoked, issued anew in another’s place: each verifies as what it is, without script', async (world) => {
  world.expectComplaint(/status of 422/);
  const { base, demo } = world;
  const page = await world.page('organiser', { script: false });
  const anyone = await world.page('public', { script: false });
  const verdict = async (serial) => {
    await anyone.goto(`${base}/verify/${serial}`);
    return heading(anyone).innerText();
  };
  const serialHere = () => new URL(page.url()).pathname.split('/').at(-1);
  // An attestation for somebody who is due one.
  await page.goto(`${base}/workshops/${demo.workshop_finished}/certificates?state=due&kind=attendance`);
  await page.locator('tbody tr').first().getByRole('link', { name: /^Décider/ }).click();
  await send(page, certificates.issue_one_attendance);
  const first = serialHere();
  assert.equal(await verdict(first), certificates.valid);
  // In its place another.
  await page.getByRole('link', { name: certificates.reissue, exact: true }).click();
  await send(page, certificates.reissue_go);
  await page.locator('#reason-error').waitFor();
  await field(page, certificates.reason).fill('Prénom mal écrit');
  await send(page, certificates.reissue_go);
  const second = serialHere();
  assert.notEqual(second, first);
  assert.equal(await verdict(first), certificates.replaced);
  assert.equal(await verdict(second), certificates.valid);
  // Taken back.
  await page.getByRole('link', { name: certificates.revoke, exact: true }).click();
  await page.getByText(certificates.revoke_lead).waitFor();
  await field(page, certificates.reason).fill('Délivrée par erreur');
  await send(page, certificates.revoke_go);
  assert.equal(await verdict(second), certificates.revoked);
  await page.goto(`${base}/certificates/${second}`);
  await page.getByText('Délivrée par erreur').waitFor();
});

test('nothing is issued before the last day', async (world) => {
  world.expectComplaint(/status of 422/);
  const page = await world.page('organiser');
  await page.goto(`${world.base}/workshops`);
  await page.locator('select[name=stage]').selectOption('planned');
  await send(page, words('fr').workshops.filter);
  await page.locator('tbody th a').first().click();
  await openTab(page, certificates.title);
  assert.equal(await page.getByRole('button', { name: /^Délivrer/ }).count(), 0);
  const address = new URL(page.url()).pathname;
  const headers = { origin: world.base, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await world.fetch(page, address, { method: 'POST', headers, body: 'kind=trainer' });
  assert.equal(answer.status, 422);
  const told = fields.not_over.split('{{')[0].trim();
  assert.ok(spaced((await answer.text()).replaceAll('&#39;', '’')).includes(spaced(told)), told);
});
