// The path of a workshop from its planning to the certificate in the participant's
// hand: at phone size with touch, and once more without script.
import assert from 'node:assert/strict';
import { qrOf, textOf } from './support/papers.mjs';
import * as steps from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';

const { assessments, attendance, campaigns, certificates, shell, workshops } = words('fr');

/** Marks a half-day through the island: every touch is saved at once. */
async function markByTouch(page, marks) {
  const state = page.getByRole('status');
  await state.getByText(attendance.saved).waitFor();
  for (const [name, status] of Object.entries(marks)) await steps.key(page, name, status).tap();
  await state.getByText(attendance.saved).waitFor();
}

/** Marks a half-day through the plain form. */
async function markByForm(page, marks) {
  for (const [name, status] of Object.entries(marks)) await steps.key(page, name, status).check();
  await steps.send(page, attendance.save);
}

async function assertMarked(page, marks) {
  await page.reload();
  for (const [name, status] of Object.entries(marks)) {
    assert.ok(await steps.key(page, name, status).isChecked(), `${name} is ${status}`);
  }
}

/** The whole path; `mark` is how the trainer marks. */
async function walk(world, { title, family, search, script, mark }) {
  // Some whom the search finds are elsewhere today.
  world.expectComplaint(/status of 422/);
  const organiser = await world.page('public', { script });
  await world.signIn(organiser, world.demo.accounts.organiser);
  const lead = world.site.trainers.shift();
  const workshop = await steps.createWorkshop(organiser, world, title, lead);
  assert.equal(await organiser.locator('.half-day').count(), 2, 'a day has two half-days');
  await organiser.getByText(workshops.opening).first().waitFor();

  await steps.openTab(organiser, workshops.participants);
  await steps.enrolNew(organiser, { family, given: 'Aïssata' });
  const known = await steps.enrolKnown(organiser, search);

  const trainer = await world.page('public', { script });
  await world.signIn(trainer, lead);
  const room = trainer.locator('.card--today').filter({ hasText: title });
  await room.getByRole('link', { name: workshops.do_mark }).click();
  const halfDays = [
    { [family]: 'present', [known]: 'present' },
    { [family]: 'late', [known]: 'absent' },
  ];
  for (const [place, marks] of halfDays.entries()) {
    await steps.openHalfDay(trainer, place);
    await mark(trainer, marks);
    await assertMarked(trainer, marks);
  }
  await steps.openTab(trainer, assessments.title);
  await steps.enterScores(trainer, { [family]: [8, 18], [known]: [9, 8] });
  await steps.rowOf(trainer, family).getByText(/83\s%/).waitFor();

  await steps.openTab(organiser, certificates.title);
  const without = steps.rowOf(organiser, known);
  // Neither for the certificate nor for the attestation.
  await without.getByText(certificates.not_qualified).nth(1).waitFor();
  const reasons = (await without.innerText()).replace(/\s+/g, ' ');
  assert.match(reasons, /Demi-journées suivies : 1 sur 2, il faut 80 %/);
  assert.match(reasons, /Post-test : 40 %, il faut 60 %/);
  const serial = await steps.issue(organiser, 1, family);
  const code = await steps.newCode(organiser, family);

  const holder = await world.page('public', { script });
  await world.signIn(holder, { code });
  const card = holder.locator('.card').filter({ hasText: title });
  const paper = await world.download(holder, card.getByRole('link', { name: `${certificates.kind_trainer} (PDF)` }));
  return { organiser, trainer, holder, workshop, serial, paper, card };
}

async function assertVerified(world, serial, family, script) {
  const anyone = await world.page('public', { script });
  await anyone.goto(`${world.base}/verify/${serial}`);
  await anyone.getByRole('heading', { level: 1, name: certificates.valid_trainer }).waitFor();
  assert.match(await anyone.locator('main').innerText(), new RegExp(family, 'i'));
}

test('from planning to the certificate, at phone size', async (world) => {
  const title = 'Atelier d’essai par le téléphone';
  const family = 'KONARÉ-ESSAI';
  const { trainer, workshop, serial, paper } = await walk(world, {
    title, family, search: 'traore', script: true, mark: markByTouch,
  });
  const text = await textOf(paper);
  assert.match(text, /konaré-essai/i);
  assert.ok(text.replaceAll('-', '').includes(serial), 'the serial is printed');
  const [address, statement] = (await qrOf(paper)).split('#');
  assert.equal(address, `${world.base}/verify/${serial}`);
  assert.ok(statement, 'it is signed');
  await assertVerified(world, serial, family, true);

  await trainer.goto(workshop);
  const handout = await world.download(trainer, trainer.getByRole('link', { name: campaigns.handout }));
  assert.match(await textOf(handout), /référencement/i);
  const sheet = await world.download(trainer, trainer.getByRole('link', { name: attendance.sheet }));
  assert.match(await textOf(sheet), /konaré-essai/i);
});

test('from planning to the certificate, without script', async (world) => {
  const family = 'SANS-SCRIPT';
  const { holder, card, serial } = await walk(world, {
    title: 'Atelier d’essai sans script', family, search: 'diarra', script: false, mark: markByForm,
  });
  await card.getByRole('link', { name: certificates.about }).click();
  await holder.getByRole('link', { name: certificates.verify_mine }).click();
  await holder.getByRole('heading', { level: 1, name: certificates.valid_trainer }).waitFor();
  await assertVerified(world, serial, family, false);
  await steps.press(holder, shell.sign_out);
  await holder.getByRole('heading', { level: 1, name: shell.public_title }).waitFor();
});

test('"all present" without script marks those without a mark', async (world) => {
  const page = await world.page('organiser', { script: false });
  await steps.createWorkshop(page, world, 'Atelier « tous présents »');
  await steps.openTab(page, workshops.participants);
  await steps.enrolNew(page, { family: 'PREMIÈRE', given: 'Awa', phone: '76 00 00 01' });
  await steps.enrolNew(page, { family: 'SECONDE', given: 'Bintou', phone: '76 00 00 02' });
  await steps.openTab(page, attendance.title);
  await steps.openHalfDay(page, 0);
  await steps.key(page, 'PREMIÈRE', 'excused').check();
  await steps.send(page, attendance.all_present);
  await assertMarked(page, { PREMIÈRE: 'excused', SECONDE: 'present' });
});

test('a wrong workshop is told at its fields and keeps what was typed', async (world) => {
  world.expectComplaint(/status of 422/);
  const page = await world.page('organiser');
  await page.goto(`${world.base}/campaigns/${world.demo.campaign}/workshops/new`);
  await steps.field(page, workshops.workshop_title).fill('Atelier incomplet');
  await steps.field(page, workshops.starts_on).fill('2001-01-01');
  await steps.field(page, workshops.ends_on).fill('2000-12-31');
  await steps.field(page, workshops.capacity).fill('beaucoup');
  await steps.press(page, workshops.create);
  const summary = page.getByRole('alert');
  await summary.getByText(words('fr').fields.summary).waitFor();
  assert.equal(await steps.field(page, workshops.workshop_title).inputValue(), 'Atelier incomplet');
  assert.equal(await steps.field(page, workshops.capacity).inputValue(), 'beaucoup');
  for (const name of ['city', 'venue', 'capacity', 'lead']) {
    const control = page.locator(`#${name}`);
    assert.equal(await control.getAttribute('aria-invalid'), 'true', name);
    assert.match(await control.getAttribute('aria-describedby'), new RegExp(`${name}-error`));
  }
  await summary.getByRole('link', { name: new RegExp(`^${workshops.city}`) }).click();
  await page.waitForURL(/#city$/);
});
