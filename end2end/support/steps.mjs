// What people do in the interface, step by step, as both paths of a workshop need it.
// Nothing here asks for script in the browser.
import assert from 'node:assert/strict';
import { words } from './words.mjs';

const fr = words('fr');

/** Today, as the server counts days. */
export const today = () => new Date().toISOString().slice(0, 10);

/** The field of this label. */
export const field = (page, label) => page.getByLabel(label, { exact: true });

/** The row of the table in which this text stands. */
export const rowOf = (page, text) => page.getByRole('row').filter({ hasText: text });

const button = (page, name) => page.getByRole('button', { name, exact: true });

export const press = (page, name) => button(page, name).click();

/** Does what leads to another page, until that stands there whole, with its style. */
export async function arrive(page, act) {
  // A load that is still under way would be taken for that of the answer.
  await page.waitForLoadState();
  await Promise.all([page.waitForEvent('load'), act()]);
}

/** Clicks what leads to another page, until that stands there whole. */
export async function follow(page, link) {
  // The page on which it stands may be only coming.
  await link.waitFor();
  await arrive(page, () => link.click());
}

/** Presses what sends a form, until its answer stands there whole. */
export const send = (page, name, within = page) => follow(page, button(within, name));

/** Opens one of the pages of the workshop that is shown. */
export async function openTab(page, label) {
  const tabs = page.getByRole('navigation', { name: fr.workshops.pages });
  await follow(page, tabs.getByRole('link', { name: label, exact: true }));
  await tabs.locator('[aria-current=page]').filter({ hasText: label }).waitFor();
}

/**
 * Creates a workshop of today through the form, in a room of its own, with a trainer who
 * is free; ends on its timetable. Gives its address.
 */
export async function createWorkshop(page, { base, site }, title, lead = site.trainers.shift()) {
  const { workshops } = fr;
  await page.goto(`${base}/workshops`);
  await follow(page, page.getByRole('link', { name: workshops.new, exact: true }));
  await field(page, workshops.workshop_title).fill(title);
  await field(page, workshops.city).selectOption({ label: 'Ségou' });
  await field(page, workshops.venue).fill(`Salle de ${lead.name}`);
  await field(page, workshops.starts_on).fill(today());
  await field(page, workshops.ends_on).fill(today());
  const curriculum = field(page, workshops.curriculum);
  if ((await curriculum.inputValue()) === '') await curriculum.selectOption({ index: 1 });
  await field(page, workshops.capacity).fill('25');
  await field(page, workshops.lead).selectOption({ label: lead.name });
  await press(page, workshops.create);
  await page.waitForURL(/\/workshops\/[0-9a-f-]+\/timetable$/);
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), title);
  return page.url().replace(/\/timetable$/, '');
}

/** Enrols a person who is not in the register. */
export async function enrolNew(page, person) {
  const { people, workshops } = fr;
  const section = page.getByRole('region', { name: workshops.enrol_new });
  await field(section, people.family_name).fill(person.family);
  await field(section, people.given_names).fill(person.given);
  await section.getByRole('radio', { name: people.female, exact: true }).check();
  await field(section, people.institution).selectOption({ index: 1 });
  await field(section, people.job_title).fill('Assistante sociale');
  await field(section, people.region).selectOption({ label: 'Ségou' });
  await section.getByLabel(people.phone).fill(person.phone ?? '76 12 34 56');
  await send(page, workshops.add_and_enrol, section);
  await rowOf(page, person.family).waitFor();
}

/**
 * Enrols the first of those whom the register finds by this name and who is not
 * elsewhere on these days; gives the name.
 */
export async function enrolKnown(page, search) {
  const { workshops } = fr;
  await page.getByRole('searchbox', { name: workshops.search }).fill(search);
  await send(page, workshops.search_go);
  const results = page.url();
  for (let place = 0; ; place += 1) {
    const found = page.locator('.found').filter({ has: page.getByRole('button', { name: workshops.enrol }) }).nth(place);
    const name = (await found.getByRole('strong').innerText()).trim();
    await send(page, workshops.enrol, found);
    if ((await page.getByRole('alert').count()) === 0) {
      await rowOf(page, name).waitFor();
      return name;
    }
    await page.goto(results);
  }
}

/** The five keys of a person on the marking screen. */
export const keysOf = (page, name) => page.getByRole('group', { name });

export const key = (page, name, status) =>
  keysOf(page, name).getByRole('radio', { name: fr.attendance[status], exact: true });

/** Opens a half-day by its place, from 0. */
export async function openHalfDay(page, place) {
  const link = page.getByRole('navigation', { name: fr.attendance.half_days }).getByRole('link').nth(place);
  const address = await link.getAttribute('href');
  await link.click();
  // With script the page stays and its address changes; and one half-day is the current one from the start.
  await page.waitForURL((url) => url.href.endsWith(address));
}

/** Enters scores, as `{ name: [before, after] }`, and sees them kept. */
export async function enterScores(page, scores) {
  const { before, after, save } = fr.assessments;
  const boxes = (name) => rowOf(page, name).getByRole('textbox');
  for (const [name, [first, second]] of Object.entries(scores)) {
    await boxes(name).and(page.getByLabel(before)).fill(String(first));
    await boxes(name).and(page.getByLabel(after)).fill(String(second));
  }
  // The address stays the same, and so does what stands in the boxes.
  await send(page, save);
  for (const [name, [first, second]] of Object.entries(scores)) {
    assert.equal(await boxes(name).nth(0).inputValue(), String(first));
    assert.equal(await boxes(name).nth(1).inputValue(), String(second));
  }
}

/** Issues the certificates of all who qualify; gives the serial on the row of this person. */
export async function issue(page, count, name) {
  await page.getByRole('button', { name: `Délivrer les certificats de formateur (${count})` }).click();
  const row = rowOf(page, name);
  await row.getByText(fr.certificates.in_force, { exact: true }).waitFor();
  return (await row.locator('.serial').first().innerText()).replaceAll('-', '');
}

/** A fresh access code for the first participant of this name, as shown to the organiser. */
export async function newCode(page, name) {
  await openTab(page, fr.workshops.participants);
  await send(page, fr.workshops.new_code, rowOf(page, name).first());
  await page.getByRole('heading', { level: 1, name: fr.workshops.codes }).waitFor();
  assert.equal(await page.locator('.slip').count(), 1);
  return (await page.locator('.slip__code').innerText()).trim();
}
