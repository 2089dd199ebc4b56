// Signing in and out, the language, accounts, and the keyboard alone.
import assert from 'node:assert/strict';
import { field, press, rowOf, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';
import { DESK } from './support/world.mjs';

const fr = words('fr');
const en = words('en');
const heading = (page) => page.getByRole('heading', { level: 1 });

test('each role signs in and sees what to do now', async (world) => {
  const titles = {
    administrator: fr.shell.what_now,
    organiser: fr.shell.what_now,
    trainer: fr.shell.what_now,
    participant: fr.shell.my_workshops,
  };
  for (const [role, title] of Object.entries(titles)) {
    const page = await world.page(role);
    await page.goto(world.base);
    assert.equal(await heading(page).innerText(), title);
  }
});

test('who must sign in first comes to the page they asked for', async (world) => {
  const page = await world.page('public', { script: false });
  const asked = `${world.base}/workshops/${world.demo.workshop_running}/scores`;
  await page.goto(asked);
  assert.equal(new URL(page.url()).pathname, '/sign-in');
  const { login, password } = world.demo.accounts.organiser;
  await field(page, fr.people.login).fill(login);
  await field(page, fr.people.password).fill(password);
  await press(page, fr.people.sign_in);
  await page.waitForURL(asked);
});

test('nobody is sent to another site after signing in', async (world) => {
  const page = await world.page('public');
  await page.goto(`${world.base}/sign-in?next=//example.org/`);
  const { login, password } = world.demo.accounts.organiser;
  await field(page, fr.people.login).fill(login);
  await field(page, fr.people.password).fill(password);
  await press(page, fr.people.sign_in);
  await heading(page).getByText(fr.shell.what_now).waitFor();
  assert.equal(new URL(page.url()).origin, world.base);
});

test('a wrong password is told at the field, and the login stays', async (world) => {
  world.expectComplaint(/status of 422/);
  const page = await world.page('public');
  await page.goto(`${world.base}/sign-in`);
  await field(page, fr.people.login).fill('personne.ici');
  await field(page, fr.people.password).fill('ce n’est pas le bon');
  await send(page, fr.people.sign_in);
  await page.getByRole('alert').waitFor();
  assert.equal(await field(page, fr.people.login).inputValue(), 'personne.ici');
  assert.equal(await field(page, fr.people.password).inputValue(), '', 'a password is never sent back');
  assert.ok((await page.locator('.field__error').count()) > 0, 'the error stands at a field');
});

test('a code with a typing error is told as such', async (world) => {
  world.expectComplaint(/status of 422/);
  const page = await world.page('public');
  await page.goto(world.base);
  await field(page, fr.people.code).fill('0000-0000-0001');
  await press(page, fr.people.open_my_page);
  await page.locator('#code-error').getByText(fr.fields.not_a_code).waitFor();
  assert.equal(await field(page, fr.people.code).inputValue(), '0000-0000-0001');
});

test('signing out ends it, and going back shows nothing', async (world) => {
  const page = await world.page('public');
  await world.signIn(page, world.demo.accounts.organiser);
  await page.goto(`${world.base}/workshops/${world.demo.workshop_running}/participants`);
  await press(page, fr.shell.sign_out);
  await heading(page).getByText(fr.shell.public_title).waitFor();
  await page.goBack();
  await page.waitForLoadState();
  assert.equal(await page.locator('table').count(), 0, 'no roster after signing out');
});

test('the language changes where one stands, and stays', async (world) => {
  const page = await world.page('organiser', { script: false });
  const address = `${world.base}/workshops/${world.demo.workshop_running}/participants?search=traore`;
  await page.goto(address);
  await send(page, 'English');
  assert.equal(page.url(), address);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('heading', { name: en.workshops.enrol_known }).waitFor();
  await page.goto(world.base);
  assert.equal(await heading(page).innerText(), en.shell.what_now);
  await send(page, 'Français');
  assert.equal(await heading(page).innerText(), fr.shell.what_now);
});

test('an administrator adds an account that signs in, and disables it', async (world) => {
  world.expectComplaint(/status of 422/);
  const { people } = fr;
  const admin = await world.page('administrator');
  await admin.goto(`${world.base}/accounts`);
  await field(admin, people.display_name).fill('Awa Essai');
  await field(admin, people.login).fill('awa.essai');
  await field(admin, people.password).fill('une longue phrase');
  await admin.getByRole('radio', { name: people.organiser }).check();
  await press(admin, people.add_account);
  await rowOf(admin, 'awa.essai').waitFor();

  const awa = await world.page('public');
  await world.signIn(awa, { login: 'awa.essai', password: 'une longue phrase' });
  await press(rowOf(admin, 'awa.essai'), people.disable);
  await rowOf(admin, 'awa.essai').getByText(people.disabled).waitFor();
  await awa.goto(`${world.base}/workshops`);
  assert.equal(new URL(awa.url()).pathname, '/sign-in', 'a disabled account is out at once');
});

test('a person changes their password, and the old one is refused', async (world) => {
  world.expectComplaint(/status of 422/);
  const { people } = fr;
  const admin = await world.page('administrator');
  await admin.goto(`${world.base}/accounts`);
  await field(admin, people.display_name).fill('Oumar Essai');
  await field(admin, people.login).fill('oumar.essai');
  await field(admin, people.password).fill('première phrase');
  await admin.getByRole('radio', { name: people.trainer }).check();
  await press(admin, people.add_account);
  await rowOf(admin, 'oumar.essai').waitFor();

  const page = await world.page('public');
  await world.signIn(page, { login: 'oumar.essai', password: 'première phrase' });
  await page.goto(`${world.base}/account`);
  await field(page, people.current_password).fill('première phrase');
  await field(page, people.new_password).fill('seconde phrase');
  await field(page, people.again).fill('autre chose encore');
  await press(page, people.change_password);
  await page.locator('#again-error').getByText(fr.fields.not_the_same).waitFor();
  await field(page, people.current_password).fill('première phrase');
  await field(page, people.new_password).fill('seconde phrase');
  await field(page, people.again).fill('seconde phrase');
  await press(page, people.change_password);
  await page.waitForURL(/\/account$/);

  const again = await world.page('public');
  await world.signIn(again, { login: 'oumar.essai', password: 'seconde phrase' });
  const old = await world.page('public');
  await old.goto(`${world.base}/sign-in`);
  await field(old, people.login).fill('oumar.essai');
  await field(old, people.password).fill('première phrase');
  await press(old, people.sign_in);
  await old.getByRole('alert').getByText(fr.fields.not_accepted).waitFor();
});

/** Whether what has the focus shows it: an outline, or a border that is drawn for it. */
const focusIsSeen = (page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  });

test('by keyboard alone: over the navigation, in, and through the first page', async (world) => {
  const page = await world.page('public', { size: DESK });
  await page.goto(`${world.base}/sign-in`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: fr.shell.skip });
  assert.ok(await skip.evaluate((link) => link === document.activeElement), 'the first stop skips the navigation');
  const box = await skip.boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0 && box.height > 20, 'it is seen when it has the focus');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'code', 'the next stop is in the page');

  const { login, password } = world.demo.accounts.trainer;
  const reach = async (id) => {
    for (let tabs = 0; tabs < 10 && (await page.evaluate(() => document.activeElement.id)) !== id; tabs += 1) {
      await page.keyboard.press('Tab');
    }
    assert.ok(await focusIsSeen(page), `the focus on ${id} is seen`);
  };
  await reach('login');
  await page.keyboard.type(login);
  await reach('password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await heading(page).getByText(fr.shell.what_now).waitFor();
  // Before the style is there, the focus is seen as the browser likes.
  await page.waitForLoadState();

  const stops = new Set();
  for (let tabs = 0; tabs < 13; tabs += 1) {
    await page.keyboard.press('Tab');
    stops.add(await page.evaluate(() => document.activeElement.innerText || document.activeElement.value));
    assert.ok(await focusIsSeen(page), `the focus is seen at stop ${tabs + 1}`);
  }
  assert.ok([...stops].some((text) => text.includes(fr.workshops.do_mark)), 'marking is within reach');
});
