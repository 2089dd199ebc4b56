// Takes in the queue that another phone shows as a series of QR codes (`show.js`): the
// camera gathers them in any order; what they hold goes the way of the file, through
// the form that is there for it.
import { open } from './scan.js';
import { Gathering } from './series.js';

const place = document.querySelector('[data-part=take]');
const words = JSON.parse(document.getElementById('setup').textContent);
const [begin, video, told] = ['begin', 'video', 'told'].map((name) => place.querySelector(`[data-part=${name}]`));
const file = document.querySelector('input[type=file]');
let gathering = new Gathering();
let camera;

begin.addEventListener('click', async () => {
  if (camera) return end('');
  turn(true);
  told.textContent = words.hint;
  try {
    camera = await open(video, found);
  } catch (error) {
    end(words[error.message] ?? words.none);
  }
});
place.hidden = false;

async function found(code) {
  if (!gathering.take(code)) return;
  const { total, missing } = gathering;
  const read = words.read.replace('{read}', total - missing.length).replace('{total}', total);
  told.textContent = missing.length > 0 ? `${read} ${words.missing} ${missing.join(', ')}` : read;
  if (missing.length > 0) return;
  try {
    send(await gathering.text());
  } catch {
    gathering = new Gathering();
    end(words.damaged);
  }
}

/** The form is sent with the text as its file. */
function send(text) {
  camera?.close();
  const files = new DataTransfer();
  files.items.add(new File([text], 'relais.json', { type: 'application/json' }));
  file.files = files.files;
  file.form.requestSubmit();
}

function end(text) {
  camera?.close();
  camera = undefined;
  turn(false);
  told.textContent = text;
}

function turn(isOpen) {
  video.hidden = !isOpen;
  begin.textContent = isOpen ? words.end : words.begin;
}
