// A certificate drawn anew while its template is typed. Without this script the button
// "Preview" does the same: the page comes back with the drawing and all that was typed.
const form = document.getElementById('template');
const [drawing, told] = ['drawing', 'told'].map((name) => document.querySelector(`[data-part=${name}]`));
/** How long after a key it is drawn. */
const PAUSE = 400;
let timer;
let asked;
let shown = String(new URLSearchParams(new FormData(form)));

/** The errors with links to their fields, beside the last drawing without any. */
function tell(errors) {
  const lines = errors.map(({ field, text }) => {
    const link = Object.assign(document.createElement('a'), { href: `#${field}`, textContent: text });
    const line = document.createElement('li');
    line.append(link);
    return line;
  });
  if (!lines.length) {
    told.replaceChildren();
    return;
  }
  const list = Object.assign(document.createElement('ul'), { className: 'bench__errors' });
  list.append(...lines);
  const stale = Object.assign(document.createElement('p'), { textContent: told.dataset.stale });
  told.replaceChildren(list, ...(drawing.childElementCount ? [stale] : []));
}

function mark(errors) {
  const wrong = new Set(errors.map(({ field }) => field));
  for (const control of form.elements) {
    if (wrong.has(control.name)) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

async function draw() {
  const body = new URLSearchParams(new FormData(form));
  if (String(body) === shown) return;
  asked?.abort();
  asked = new AbortController();
  try {
    const reply = await fetch(form.dataset.preview, { method: 'POST', body, signal: asked.signal });
    const text = await reply.text();
    if (reply.status === 422) {
      const { errors } = JSON.parse(text);
      tell(errors);
      mark(errors);
    } else if (reply.ok) {
      const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      // Put in whole: nothing of the page moves meanwhile.
      drawing.replaceChildren(document.importNode(svg, true));
      tell([]);
      mark([]);
    } else return;
    shown = String(body);
  } catch {
    // Without network the last drawing stays; the next key asks again.
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(draw, PAUSE);
}

form.addEventListener('input', soon);
form.addEventListener('change', soon);
