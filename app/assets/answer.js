// A test on a phone whose network comes and goes. Without this script the form is an
// ordinary one; with it, what is typed is on the phone's disk at each change, and what is
// saved or handed in waits in the queue (`sheets.js`) until the server has answered.
import { install, keepPages, listen } from './outbox.js';
import { change, load, put, send, tidy } from './sheets.js';

const { opening, person, at, sent, words } = JSON.parse(document.getElementById('setup').textContent);
const form = document.querySelector('form.test');
const [told, signIn] = ['told', 'sign-in'].map((name) => document.querySelector(`[data-part=${name}]`));
/** How long after a key the disk is written. */
const PAUSE = 300;
/** How often what waits is tried again. */
const AGAIN = 30_000;
/** Why a test stays closed though the server refused it. */
const FINAL = ['handed_in', 'taken', 'not_found'];
let timer;
let asked = false;
// Why it was not handed in, until something is typed.
let hindered = '';
let isReady = false;
// Whether the form is sent as without script: the phone's disk takes nothing.
let isPlain = false;

const controls = () => [...form.elements].filter(({ name }) => /^q\d/.test(name));
const questions = () => [...form.querySelectorAll('.test__question')];
const typed = () => [...new FormData(form)].filter(([name, value]) => /^q\d/.test(name) && value);

function fill(answers) {
  for (const control of controls()) {
    const values = answers.filter(([name]) => name === control.name).map(([, value]) => value);
    if (['radio', 'checkbox'].includes(control.type)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? '';
  }
}

const isOnItsWay = ({ sheet }) => sheet && !sheet.refused;
const isOver = (record) =>
  record.done ||
  (isOnItsWay(record) && record.sheet.hand_in) ||
  record.sheet?.refused?.some(({ problem }) => FINAL.includes(problem));

/** The time of day, and the day if it is another. */
function moment(time) {
  const date = new Date(time);
  const { lang } = document.documentElement;
  const hour = date.toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' });
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? hour : `${hour} (${date.toLocaleDateString(lang)})`;
}

/** How it stands: what is here alone, and what the server said it has. */
function standing(record) {
  const { sheet, changed, received, done, late } = record;
  if (isOnItsWay(record)) return [sheet.hand_in ? words.waiting : words.saved];
  const reasons = sheet?.refused?.map(({ field, problem }) => {
    const number = /^q(\d+)/.exec(field)?.[1];
    const why = words[problem] ?? words.refused;
    return number ? `${words.question.replace('{number}', number)} : ${why}` : why;
  });
  return [
    ...(reasons ?? []),
    done && words.done,
    changed && form && words.typed,
    !changed && received && words.received.replace('{at}', moment(received)),
    done && late && words.late,
  ];
}

function draw(record = {}, outcome = 'done') {
  const isClosed = Boolean(isOver(record));
  if (form) for (const control of form.elements) control.disabled = isClosed;
  if (isClosed) hindered = '';
  const isStuck = isOnItsWay(record) && outcome !== 'done';
  const stands = [...standing(record), isStuck && words[outcome], !isClosed && form && isReady && words.ready];
  const text = (hindered ? [hindered, isStuck && words[outcome]] : stands).filter(Boolean).join(' ');
  if (told.textContent !== text) told.textContent = text;
  signIn.hidden = !(isStuck && ['signed_out', 'forbidden'].includes(outcome));
}

const show = async (outcome) => draw(await load(person, opening), outcome);

/** Sends what waits. */
async function go() {
  if (isOnItsWay((await load(person, opening)) ?? {})) await show(await send(person, opening));
}

/** Writes what is typed to the disk. */
async function keep() {
  clearTimeout(timer);
  timer = undefined;
  const answers = typed();
  draw(await change(person, opening, (record) => (isOver(record) ? {} : { typed: answers, changed: true })));
}

function failed() {
  isPlain = true;
  told.textContent = words.unwritten;
}

/** The first question in which two steps have one place, or some have none. */
function unordered() {
  return questions().find((question) => {
    if (question.dataset.part !== 'order') return false;
    const places = [...question.querySelectorAll('select')].map(({ value }) => value);
    return places.some(Boolean) && (places.includes('') || new Set(places).size < places.length);
  });
}

function empty() {
  const names = new Set(typed().map(([name]) => name.split('-')[0]));
  return questions().filter((each) => each.querySelector('input, select, textarea') && !names.has(each.id));
}

/** Why it is not handed in yet, if there is a reason; empty questions are asked about once. */
function hindrance(button) {
  const wrong = unordered();
  const missing = empty();
  const number = ({ id }) => id.slice(1);
  wrong?.querySelector('select').focus();
  if (wrong) return `${words.question.replace('{number}', number(wrong))} : ${words.not_an_order}`;
  if (asked || missing.length === 0) return '';
  asked = true;
  button.textContent = words.anyway;
  return words.missing.replace('{numbers}', missing.map(number).join(', '));
}

async function press(button) {
  const handsIn = button?.name === 'hand_in';
  const answers = typed();
  hindered = handsIn ? hindrance(button) : '';
  if (hindered) {
    // Asked again, it is told again.
    told.textContent = '';
    await keep();
    return;
  }
  clearTimeout(timer);
  timer = undefined;
  await put(person, opening, answers, handsIn);
  await show();
  go();
}

/** What was kept here stands again, unless the page is newer: made when the server had it all. */
async function begin() {
  await tidy();
  const found = await load(person, opening);
  const isKept = found && (found.sheet || found.changed || new Date(found.asOf) > new Date(at));
  if (isKept && form) fill(found.typed);
  const news = { typed: form ? typed() : [], asOf: at, received: undefined, done: false, known: sent ? [sent] : [] };
  draw(isKept ? found : await change(person, opening, () => news));
}

function watch() {
  form?.addEventListener('input', () => {
    hindered = '';
    clearTimeout(timer);
    timer = setTimeout(() => keep().catch(failed), PAUSE);
  });
  document.addEventListener('visibilitychange', () => timer && document.hidden && keep().catch(failed));
  form?.addEventListener('submit', (event) => {
    if (isPlain) return;
    event.preventDefault();
    press(event.submitter).catch(() => {
      failed();
      form.requestSubmit(event.submitter);
    });
  });
  listen((id) => id === opening && !timer && show());
  globalThis.addEventListener('online', go);
  setInterval(go, AGAIN);
}

/** Has the page kept, so that it opens without network; says so once it is. */
async function prepare() {
  isReady = Boolean(await caches.match(location.pathname)) || (await keepPages([location.pathname]));
  if (!timer) await show();
}

begin().then(() => {
  watch();
  install();
  go();
  prepare().catch(() => {});
}, failed);
