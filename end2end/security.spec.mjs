// What nobody may see or do, whatever address they type; and that text stays text.
import assert from 'node:assert/strict';
import { createWorkshop, enrolNew, openTab, send } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { words } from './support/words.mjs';

const { attendance, workshops } = words('fr');
const REFUSED = [401, 403, 404];

/** Each of these addresses is refused to this role; a redirect to the sign-in page counts for the public. */
async function assertRefused(world, role, addresses) {
  const page = await world.page(role);
  for (const address of addresses) {
    const answer = await world.fetch(page, address);
    const toSignIn = answer.status === 303 && answer.headers.get('location')?.startsWith('/sign-in');
    assert.ok(REFUSED.includes(answer.status) || (role === 'public' && toSignIn), `${role} ${address}: ${answer.status}`);
    // The foot of the page names whoever is signed in.
    const body = (await answer.text()).replace(/<footer.*<\/footer>/s, '');
    assert.doesNotMatch(body, /Traoré|Coulibaly|Diarra/i, `${role} ${address} shows names`);
  }
}

function ofTeam({ campaign, workshop_running: running, workshop_finished: finished }) {
  const pages = ['', '/timetable', '/participants', '/attendance', '/scores', '/certificates', '/attendance-sheet.pdf'];
  return [
    ...[running, finished].flatMap((id) => pages.map((page) => `/workshops/${id}${page}`)),
    `/api/v1/workshops/${running}/attendance`,
    `/campaigns/${campaign}/workshops/new`,
    '/campaigns/new',
    '/accounts',
  ];
}

test('the public sees no roster, no paper, no account', async (world) => {
  const { demo } = world;
  const papers = [`/certificates/${demo.certificate}.pdf`, `/curricula/${demo.curriculum}/handout.pdf`, '/account', '/workshops'];
  await assertRefused(world, 'public', [...ofTeam(demo), ...papers]);
});

test('a participant sees their own and nobody else’s', async (world) => {
  const { demo } = world;
  await assertRefused(world, 'participant', [...ofTeam(demo), `/certificates/${demo.certificate_of_another}.pdf`]);
  const page = await world.page('participant');
  for (const address of [`/certificates/${demo.certificate}.pdf`, `/curricula/${demo.curriculum}/handout.pdf`]) {
    assert.equal((await world.fetch(page, address)).status, 200, address);
  }
});

test('a trainer neither administers nor organises, and sees only their rooms', async (world) => {
  const { demo, base } = world;
  const organiser = await world.page('organiser');
  await organiser.goto(`${base}/workshops`);
  const all = await organiser.locator('tbody th a').evaluateAll((links) => links.map((link) => link.pathname));
  const trainer = await world.page('trainer');
  await trainer.goto(`${base}/workshops`);
  const own = await trainer.locator('tbody th a').evaluateAll((links) => links.map((link) => link.pathname));
  const others = all.filter((address) => !own.includes(address));
  assert.ok(others.length > 0, 'there are rooms of others');
  await assertRefused(world, 'trainer', [
    '/accounts',
    '/campaigns/new',
    `/campaigns/${demo.campaign}/workshops/new`,
    ...others.flatMap((address) => [address, `${address}/participants`, `${address}/attendance-sheet.pdf`]),
  ]);
});

test('what may not be seen may not be sent either', async (world) => {
  const { demo, base } = world;
  const page = await world.page('participant');
  const post = (address, body) =>
    world.fetch(page, address, { method: 'POST', body: new URLSearchParams(body), headers: { origin: base } });
  const running = `/workshops/${demo.workshop_running}`;
  for (const [address, body] of [
    [`${running}/participants`, { person: demo.campaign }],
    [`${running}/codes`, {}],
    [`${running}/scores`, {}],
    [`${running}/attendance`, { session: demo.campaign }],
    [`${running}/certificates`, {}],
    ['/accounts', { login: 'intrus', display_name: 'Intrus', password: 'une longue phrase', role: 'administrator' }],
  ]) {
    const { status } = await post(address, body);
    assert.ok(REFUSED.includes(status), `POST ${address}: ${status}`);
  }
});

test('a form sent from another site is refused', async (world) => {
  const page = await world.page('organiser');
  const answer = await world.fetch(page, `/workshops/${world.demo.workshop_running}/codes`, {
    method: 'POST',
    headers: { origin: 'https://example.org', 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(answer.status, 403);
});

test('a page that asks for nothing gets nothing: cookies, caches, headers', async (world) => {
  const page = await world.page('organiser');
  const [cookie] = (await page.context().cookies(world.base.replace('http:', 'https:'))).filter(({ name }) => name.startsWith('__Host-'));
  assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Lax', JSON.stringify({ ...cookie, value: '…' }));
  const answer = await world.fetch(page, '/workshops');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.match(answer.headers.get('content-security-policy'), /default-src 'none'; script-src 'none'/);
});

test('script typed as a name is shown as text, on every page and in the island', async (world) => {
  const family = '<script>document.title="pris"</script><img src=x onerror="alert(1)">';
  const page = await world.page('organiser');
  let alerted = false;
  page.on('dialog', (dialog) => {
    alerted = true;
    return dialog.dismiss();
  });
  const address = await createWorkshop(page, world, '<b>Atelier</b> "d’essai" & <i>balises</i>');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), '<b>Atelier</b> "d’essai" & <i>balises</i>');
  await openTab(page, workshops.participants);
  await enrolNew(page, { family, given: '</script><script>alert(2)</script>', phone: '76 00 00 03' });
  for (const tab of ['participants', 'scores', 'certificates', 'attendance']) {
    await page.goto(`${address}/${tab}`);
    assert.ok((await page.locator('main').innerText()).includes('<script>document.title'), `the name is read on ${tab}`);
    assert.equal(await page.locator('main img, main b').count(), 0, `no element of it on ${tab}`);
  }
  await page.getByRole('status').getByText(attendance.saved).waitFor();
  assert.doesNotMatch(await page.title(), /^pris/);
  assert.ok(!alerted);
});

test('wrong fields of a person are each told, and all that was typed stays', async (world) => {
  world.expectComplaint(/status of 422/);
  const { people, fields } = words('fr');
  const page = await world.page('organiser');
  await page.goto(`${world.base}/workshops/${world.demo.workshop_running}/participants`);
  const typed = { family_name: 'Traoré', birth_year: '18O5', phone: 'douze', email: 'awa chez elle' };
  await page.locator('summary', { hasText: people.more_fields }).click();
  for (const [name, text] of Object.entries(typed)) await page.locator(`#${name}`).fill(text);
  await page.getByRole('radio', { name: people.male, exact: true }).check();
  await send(page, workshops.add_and_enrol);
  for (const [name, text] of Object.entries(typed)) assert.equal(await page.locator(`#${name}`).inputValue(), text);
  assert.ok(await page.getByRole('radio', { name: people.male, exact: true }).isChecked());
  const told = { given_names: fields.required, phone: fields.not_a_phone, email: fields.not_an_email };
  for (const [name, text] of Object.entries(told)) {
    assert.equal((await page.locator(`#${name}-error`).innerText()).replace(/^▲\s*/, ''), text);
    assert.equal(await page.locator(`#${name}`).getAttribute('aria-invalid'), 'true');
  }
  assert.equal(await page.locator('#family_name-error').count(), 0);
});
