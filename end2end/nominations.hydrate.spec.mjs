// From an institution's link to the seat: named without an account, chosen against
// the quotas that fill as one ticks, replaced by another with the trace kept.
import assert from 'node:assert/strict';
import * as steps from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';

const { nominations, people, workshops } = words('fr');

const gauge = (page, label) => page.locator('.gauge').filter({ hasText: label });

/** Makes a link for the first institution; gives the address that is to be sent. */
async function makeLink(page, places) {
  const section = page.getByRole('region', { name: nominations.links });
  await steps.field(section, people.institution).selectOption({ index: 1 });
  await steps.field(section, nominations.places).fill(String(places));
  await steps.press(section, nominations.make_link);
  await page.getByRole('heading', { level: 1, name: nominations.link_made }).waitFor();
  return page.locator('.serial.link').innerText();
}

/** Names a woman through the form behind a link. */
async function nominate(page, family, given) {
  await steps.field(page, nominations.nominated_by).fill('Le directeur régional');
  await steps.field(page, people.family_name).fill(family);
  await steps.field(page, people.given_names).fill(given);
  await page.getByRole('radio', { name: people.female, exact: true }).check();
  await steps.field(page, people.job_title).fill('Assistante sociale');
  await steps.field(page, people.region).selectOption({ label: 'Ségou' });
  await steps.send(page, nominations.do_nominate);
  await page.getByText(nominations.thanks).waitFor();
}

async function setQuota(page) {
  const section = page.getByRole('region', { name: nominations.quotas, exact: true });
  await section.getByText(nominations.set_quota, { exact: true }).click();
  await steps.field(section, nominations.share).selectOption({ label: nominations.women });
  await section.getByLabel(nominations.at_least).fill('2');
  await steps.press(section, nominations.do_set_quota);
  await gauge(page, nominations.women).getByText('il en manque 2').waitFor();
}

test('named by a link, chosen against a quota, replaced by another', async (world) => {
  const organiser = await world.page('organiser');
  const workshop = await steps.createWorkshop(organiser, world, 'Atelier à nominations');
  await steps.openTab(organiser, nominations.title);
  await setQuota(organiser);
  const link = await makeLink(organiser, 2);

  const director = await world.page('public');
  await director.goto(link);
  await nominate(director, 'Sidibé', 'Rokia');
  await nominate(director, 'Kéita', 'Nana');
  await director.getByText(nominations.none_left).waitFor();
  assert.doesNotMatch(await director.locator('main').innerText(), /Sidibé|Kéita/, 'the link shows no name');

  await organiser.goto(`${workshop}/nominations`);
  const tick = organiser.getByRole('checkbox', { name: 'Cocher Sidibé Rokia' });
  await tick.focus();
  await organiser.keyboard.press('Space');
  await gauge(organiser, nominations.women).getByText('il en manque 1 (dont 1 cochés)').waitFor();
  await steps.press(organiser, nominations.choose);
  await gauge(organiser, nominations.women).getByText('il en manque 1', { exact: true }).waitFor();

  await steps.openTab(organiser, workshops.participants);
  await steps.rowOf(organiser, 'Sidibé').getByRole('link', { name: workshops.replace }).click();
  await organiser.getByRole('radio', { name: /Kéita Nana/ }).check();
  await organiser.getByLabel(nominations.reason).fill('Mutée à Gao');
  await steps.send(organiser, nominations.do_substitute);
  const trace = organiser.getByRole('region', { name: workshops.substitutions });
  await trace.getByText('Mutée à Gao').waitFor();
  assert.match(await trace.innerText(), /Sidibé[\s\S]*Kéita/);
});

test('a link that was closed names nobody', async (world) => {
  world.expectComplaint(/status of 404/);
  const organiser = await world.page('organiser');
  const workshop = await steps.createWorkshop(organiser, world, 'Atelier au lien fermé');
  await steps.openTab(organiser, nominations.title);
  const link = await makeLink(organiser, 1);
  await organiser.goto(`${workshop}/nominations`);
  await steps.press(organiser, nominations.close_link);
  await organiser.getByText(nominations.closed, { exact: true }).waitFor();
  const anyone = await world.page('public');
  assert.equal((await anyone.goto(link)).status(), 404);
});
