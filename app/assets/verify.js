// Verifies what the QR code of a certificate states, on this device: with the public keys
// that the page brought along, and a WebAssembly file (the crate `statement`) that is loaded
// at that moment. The text of a code comes from the address of the page itself, from the
// camera, from a photograph, or as it was pasted into the form; none of it is sent anywhere.
import { install, keepPages } from './outbox.js';
import { open, still } from './scan.js';

const setup = JSON.parse(document.getElementById('setup').textContent);
const { words } = setup;
const part = (name) => document.querySelector(`[data-part=${name}]`);
const [outcome, scan, begin, video, told, kept] = ['outcome', 'scan', 'begin', 'video', 'told', 'kept'].map(part);
const photo = document.getElementById('photo');
const typed = document.getElementById('serial');
const language = document.documentElement.lang;
const FIELDS = ['serial', 'kind', 'name', 'title', 'city', 'starts', 'ends', 'hours', 'issued', 'expires', 'key'];
const SHOWN = ['name', 'kind', 'title', 'city', 'starts', 'ends', 'hours', 'issued', 'expires', 'serial'];
let camera;

const day = (iso) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
const since = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(setup.at));
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));

let loading;

/** What verifies, loaded once; after a failure anew. */
function verifier() {
  loading ??= import('./statement.js')
    .then(async (module) => {
      await module.default();
      return module;
    })
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** Says what the text of a code is worth. */
async function check(text) {
  let module;
  try {
    module = await verifier();
  } catch {
    return tell(words.failed);
  }
  const [found, ...values] = module.verify(text, Uint8Array.from(setup.keys.flatMap((key) => [...bytes(key)])));
  const facts = Object.fromEntries(FIELDS.map((name, place) => [name, values[place] ?? '']));
  let verdict = found;
  if (found === 'genuine') {
    const mark = String.fromCharCode(...module.mark(facts.serial));
    const isRevoked = setup.revoked.some((known) => String.fromCharCode(...bytes(known)) === mark);
    if (isRevoked) verdict = 'revoked';
    else if (facts.expires && facts.expires < new Date().toISOString().slice(0, 10)) verdict = 'expired';
  }
  show(verdict, facts);
}

function show(verdict, facts) {
  const [title, text] = words.outcomes[verdict];
  const isTrue = ['genuine', 'expired', 'revoked'].includes(verdict);
  const colour = { genuine: 'valid', expired: 'expired', 'unknown-key': 'expired', 'no-statement': 'expired' }[verdict] ?? 'revoked';
  const box = element('section', '', `verdict verdict--${colour}`);
  const date = verdict === 'expired' ? day(facts.expires) : since;
  box.append(element('h2', title, 'verdict__title'));
  box.append(element('p', text.replace('{date}', date).replace('{key}', facts.key)));
  outcome.replaceChildren(box);
  // What was not signed is not shown: it would be believed.
  if (isTrue) outcome.append(list(facts));
  if (verdict === 'genuine' || verdict === 'expired') outcome.append(element('p', words.limits.replace('{date}', since), 'notice'));
  if (facts.serial) {
    const online = element('a', words.online, 'button');
    online.href = `/verify/${encodeURIComponent(facts.serial)}`;
    const line = element('p', '', 'actions');
    line.append(online);
    outcome.append(line);
  }
  outcome.hidden = false;
  outcome.focus();
  outcome.scrollIntoView({ block: 'start' });
}

function list(facts) {
  const shown = {
    ...facts,
    kind: words.kinds[facts.kind],
    hours: words.hours_of.replace('{hours}', facts.hours),
    serial: facts.serial.replace(/(.{4})(?=.)/g, '$1-'),
  };
  for (const name of ['starts', 'ends', 'issued', 'expires']) shown[name] = facts[name] && day(facts[name]);
  const all = element('dl', '', 'facts');
  for (const name of SHOWN.filter((one) => shown[one])) {
    const fact = element('div');
    fact.append(element('dt', words.facts[name]), element('dd', shown[name]));
    all.append(fact);
  }
  return all;
}

function element(name, text = '', className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function tell(text) {
  told.textContent = text;
}

function close() {
  camera?.close();
  camera = undefined;
  video.hidden = true;
  begin.textContent = words.begin;
  tell('');
}

begin.addEventListener('click', async () => {
  if (camera) return close();
  video.hidden = false;
  begin.textContent = words.end;
  tell(words.hint);
  try {
    camera = await open(video, (text) => {
      close();
      check(text);
    });
  } catch (error) {
    close();
    tell(words[error.message] ?? words.none);
  }
});

photo.addEventListener('change', async () => {
  if (!photo.files.length) return;
  const found = [];
  try {
    await still(photo.files[0], (text) => found.push(text));
  } catch (error) {
    return tell(words[error.message] ?? words.failed);
  }
  // A sheet may bear other codes: that of a certificate comes first.
  const text = found.find((one) => one.includes('/verify/')) ?? found[0];
  tell(text === undefined ? words.nothing : '');
  if (text !== undefined) check(text);
});

typed.form.addEventListener('submit', (event) => {
  if (!typed.value.includes('/verify/') || !typed.value.includes('#')) return;
  event.preventDefault();
  check(typed.value);
});

/** The page stands in for that of a certificate which the network did not bring. */
function checkAddress() {
  if (location.pathname.startsWith('/verify/') || location.hash.length > 1) check(location.href);
}

globalThis.addEventListener('hashchange', checkAddress);
scan.hidden = false;
checkAddress();
install();
keepPages(['/verify']).then((done) => {
  if (done) kept.textContent = words.kept.replace('{date}', since);
}, () => {});
