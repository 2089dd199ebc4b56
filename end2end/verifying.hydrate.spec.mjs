// Verifying a certificate by its QR code with no network at all.
import assert from 'node:assert/strict';
import { pictureOf, qrOf } from './support/papers.mjs';
import { field } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { fill, words } from './support/words.mjs';
import { DESK } from './support/world.mjs';

const texts = { fr: words('fr'), en: words('en') };
const verdict = (page) => page.locator('[data-part=outcome] .verdict__title');

/** The paper of the participant, and what its code says. */
async function paperOf(world) {
  const holder = await world.page('participant', { script: false });
  await holder.goto(world.base);
  const link = holder.getByRole('link', { name: `${texts.fr.certificates.kind_trainer} (PDF)` }).first();
  const paper = await world.download(holder, link);
  return { paper, code: await qrOf(paper) };
}

/** A device that was on the page once, and has lost its network. */
async function away(world, options = {}) {
  const page = await world.page('public', { offline: true, ...options });
  const { verifying } = texts[options.language ?? 'fr'];
  await page.goto(`${world.base}/verify`);
  await page.locator('[data-part=kept]').filter({ hasText: fill(verifying.kept, { date: '' }).trim().slice(0, 30) }).waitFor();
  await page.context().setOffline(true);
  return page;
}

const changed = (code) => {
  const at = code.indexOf('#') + 40;
  return code.slice(0, at) + (code[at] === '0' ? '1' : '0') + code.slice(at + 1);
};

for (const [language, size] of [['fr', undefined], ['en', DESK]]) {
  test(`a code opened without network is verified on the device (${language})`, async (world) => {
    world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
    const { verifying, certificates } = texts[language];
    const { code } = await paperOf(world);
    const page = await away(world, { language, ...(size && { size }) });
    await page.goto(code);
    await verdict(page).filter({ hasText: verifying.genuine }).waitFor();
    const shown = await page.locator('.facts').innerText();
    for (const fact of [certificates.holder, verifying.kind, certificates.kind_trainer, verifying.starts, verifying.hours]) {
      assert.ok(shown.includes(fact), `${fact} in ${shown}`);
    }
    assert.ok(shown.replaceAll('-', '').includes(world.demo.certificate));
    assert.match(await page.locator('[data-part=outcome] .notice').innerText(), /\d{4}/, 'since when nothing is known');
    await page.goto('about:blank');
    await page.goto(changed(code));
    await verdict(page).filter({ hasText: verifying.changed }).waitFor();
    assert.equal(await page.locator('.facts').count(), 0, 'what was not signed is not shown');
    await page.goto(`${world.base}/verify/${world.demo.certificate}`);
    await verdict(page).filter({ hasText: verifying.bare }).waitFor();
  });
}

test('a photograph of the code, and the code pasted and sent by keyboard, come to the same', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
  const { verifying, certificates } = texts.fr;
  const { paper, code } = await paperOf(world);
  const page = await away(world);
  await page.goto(`${world.base}/verify`);
  const buffer = await pictureOf(paper);
  await page.getByLabel(verifying.photo).setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer });
  await verdict(page).filter({ hasText: verifying.genuine }).waitFor();
  await field(page, certificates.serial).fill(changed(code));
  await page.keyboard.press('Enter');
  await verdict(page).filter({ hasText: verifying.changed }).waitFor();
  const isThere = await page.evaluate(() => document.activeElement?.dataset.part);
  assert.equal(isThere, 'outcome', 'who cannot see it is led to it');
});

test('with a network the address of the code opens a page without script', async (world) => {
  const { code } = await paperOf(world);
  const page = await world.page('public', { script: false });
  await page.goto(code);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), texts.fr.certificates.valid_trainer);
  assert.equal(await page.locator('script').count(), 0);
});
