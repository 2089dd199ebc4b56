// Shows a text as a series of QR codes on the phone's screen, one after the other by
// themselves or by hand, for another phone to read with `take.js`.
import { drawn } from './scan.js';
import { frames } from './series.js';

/** How long each code stands, in milliseconds: a camera looks eight times a second. */
const STAND = 400;

/** Opens this <dialog> with the codes of the text; ends when it is closed. */
export async function show(text, dialog) {
  const codes = await Promise.all((await frames(text)).map(drawn));
  const part = (name) => dialog.querySelector(`[data-part=${name}]`);
  let index = 0;
  let timer;
  const stand = (next) => {
    index = (next + codes.length) % codes.length;
    part('code').innerHTML = codes[index];
    part('place').textContent = dialog.dataset.place.replace('{index}', index + 1).replace('{total}', codes.length);
  };
  const run = (runs) => {
    clearInterval(timer);
    timer = runs ? setInterval(() => stand(index + 1), STAND) : undefined;
    part('pause').hidden = !runs;
    part('run').hidden = runs;
    // Read aloud when it is stepped by hand, not twice a second.
    part('place').setAttribute('aria-live', runs ? 'off' : 'polite');
  };
  const step = (by) => () => {
    run(false);
    stand(index + by);
  };
  const acts = { earlier: step(-1), later: step(1), pause: () => run(false), run: () => run(true), close: () => dialog.close() };
  dialog.onclick = ({ target }) => acts[target.dataset?.part]?.();
  stand(0);
  run(codes.length > 1);
  dialog.showModal();
  const light = await navigator.wakeLock?.request('screen').catch(() => undefined);
  await new Promise((resolve) => {
    dialog.onclose = resolve;
  });
  clearInterval(timer);
  part('code').textContent = '';
  await light?.release().catch(() => {});
}
