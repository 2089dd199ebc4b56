// A queue leaves a phone as a series of QR codes, drawn by one page and read from their
// pixels by another: everything a user runs but the lens, which is a canvas here.
import assert from 'node:assert/strict';
import { onDisk } from './support/phone.mjs';
import { key } from './support/steps.mjs';
import { test } from './support/test.mjs';
import { fill, words } from './support/words.mjs';

const { attendance } = words('fr');
const STATUSES = ['present', 'late', 'absent', 'excused', 'left_early'];

/** A phone without network, with a mark for each of these people that it alone knows. */
async function fieldPhone(world, address) {
  const page = await world.page('trainer', { offline: true });
  await page.goto(`${world.base}/field`);
  await page.getByRole('button', { name: attendance.prepare }).click();
  await page.getByRole('status').filter({ hasText: attendance.ready }).first().waitFor();
  await page.goto(address);
  await page.locator('.marking__search').waitFor();
  const names = (await page.locator('.marking__name').allInnerTexts()).slice(0, 12);
  await page.context().setOffline(true);
  const chosen = {};
  for (const name of names) {
    for (const status of STATUSES) {
      if (await key(page, name, status).isChecked()) continue;
      await key(page, name, status).tap();
      chosen[name] = status;
      break;
    }
  }
  await page.getByRole('status').getByText(`${attendance.unsent} ${names.length}`).waitFor();
  await onDisk(page, names.length);
  return { page, chosen };
}

/** Opens the series, steps through it by hand, and takes a picture of each code. */
async function photographs(world, page) {
  await page.goto(`${world.base}/field`);
  await page.getByRole('button', { name: attendance.show_codes }).first().click();
  const dialog = page.getByRole('dialog', { name: attendance.codes });
  await dialog.getByRole('button', { name: attendance.codes_pause }).click();
  const place = (index, total) => fill(attendance.codes_place, { index, total });
  const total = Number(/(\d+)\D*$/.exec(await dialog.locator('.codes__place').innerText())[1]);
  assert.ok(total > 1, 'enough marks for a series');
  const pictures = new Map();
  while (pictures.size < total) {
    const text = await dialog.locator('.codes__place').innerText();
    const index = Array.from({ length: total }, (_, at) => at + 1).find((at) => text === place(at, total));
    pictures.set(index, (await dialog.locator('.codes__code').screenshot()).toString('base64'));
    await dialog.getByRole('button', { name: attendance.codes_later }).click();
  }
  await dialog.getByRole('button', { name: attendance.codes_close }).click();
  await dialog.waitFor({ state: 'hidden' });
  return pictures;
}

/** The camera of a page sees what is put before it. */
async function putLens(page) {
  await page.addInitScript(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 720, height: 720 });
    const context = canvas.getContext('2d');
    let shown;
    setInterval(() => {
      context.fillStyle = '#ddd';
      context.fillRect(0, 0, 720, 720);
      if (shown) context.drawImage(shown, 60, 60, 600, 600);
    }, 40);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(25);
    globalThis.hold = (bitmap) => {
      shown = bitmap;
    };
  });
}

/** Holds a code before the camera until the page says so many are read. */
async function hold(page, picture, told) {
  await page.evaluate(async (bytes) => {
    // The policy of the page lets in no picture but the server's: it comes as a bitmap.
    const blob = new Blob([Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0))], { type: 'image/png' });
    globalThis.hold(await createImageBitmap(blob));
  }, picture);
  if (told) await page.getByRole('status').filter({ hasText: told }).waitFor();
}

test('a queue leaves as codes, in any order, one missing at first, and the server has its marks', async (world) => {
  world.expectComplaint(/ERR_INTERNET_DISCONNECTED/, /Failed to load resource/);
  const address = `${world.base}/workshops/${world.demo.workshop_running}/attendance`;
  const { page: phone, chosen } = await fieldPhone(world, address);
  const pictures = await photographs(world, phone);
  const total = pictures.size;

  const office = await world.page('organiser');
  await putLens(office);
  await office.goto(`${address}/queue`);
  await office.getByRole('button', { name: attendance.take_begin }).click();
  const [missing, ...others] = [...pictures.keys()].sort((one, other) => (one * 7) % (total + 1) - ((other * 7) % (total + 1)));
  let read = 0;
  for (const index of others) {
    read += 1;
    await hold(office, pictures.get(index), fill(attendance.take_read, { read, total }));
  }
  await office.getByText(`${attendance.take_missing} ${missing}`).waitFor();
  await hold(office, pictures.get(missing));
  const count = Object.keys(chosen).length;
  await office.getByText(fill(attendance.queue_told, { kept: count, known: 0, refused: 0 })).waitFor();

  const answer = await world.fetch(office, `/api/v1/workshops/${world.demo.workshop_running}/attendance`);
  const { participants } = await answer.json();
  for (const [name, status] of Object.entries(chosen)) {
    const person = participants.find((one) => name === `${one.family_name}\u{a0}${one.given_names}`);
    assert.ok(Object.values(person.marks).includes(status), `${name} is ${status}`);
  }
  await phone.context().setOffline(false);
  await phone.goto(address);
  await phone.getByRole('status').getByText(attendance.saved).waitFor();
});
