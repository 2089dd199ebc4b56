// Reads QR codes with the camera, or out of a photograph: the badges of an
// attendance sheet, or the codes that another telephone shows.
//
//   import { open, still, drawn } from '/pkg/scan.js';
//
//   const camera = await open(video, (text) => …);  // a <video> of the page
//   camera.close();                                  // ends it; may be called twice
//   const count = await still(file, (text) => …);   // a File: how many were found
//   const svg = await drawn(text);                   // a code as SVG; null if too long
//
// `found` is called once for each text that was not told before by this camera or
// photograph. What a text means is the caller's: badges are `attendance::badge`.
//
// What fails is an Error whose message is one word:
//   insecure    the page did not come over HTTPS (nor from this device): no camera
//   denied      the camera was refused, by the person or by the device
//   none        there is no camera, or another program has it
//   unreadable  the file is no picture that this browser opens
//
// The browser's own reader is used where there is one; else ours, a WebAssembly
// file that is loaded at that moment and not before. Pictures stay on the device.

/** The longest side of what is looked at, in pixels: of a frame, of a photograph. */
const FRAME = 640;
const PHOTOGRAPH = 2400;
/** How long to wait between frames, in milliseconds: eight a second spare the battery. */
const PAUSE = 125;

/** Begins to read from the camera at the back, shown in this <video>. */
export async function open(video, found) {
  const stream = await camera();
  const told = once(found);
  let closed = false;
  let timer;
  const close = () => {
    closed = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    if (video.srcObject === stream) video.srcObject = null;
  };
  try {
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    const read = await reader(FRAME);
    const look = async () => {
      // A frame that cannot be read is followed by another; a hidden page has none.
      if (video.videoWidth > 0 && !document.hidden) await read(video).then((texts) => closed || texts.forEach(told), () => {});
      if (!closed) timer = setTimeout(look, PAUSE);
    };
    look();
  } catch (error) {
    close();
    throw error;
  }
  return { close };
}

/** Reads a photograph; answers how many different texts it holds. */
export async function still(file, found) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    throw new Error('unreadable');
  }
  let count = 0;
  const told = once((text) => {
    count += 1;
    found(text);
  });
  try {
    const read = await reader(PHOTOGRAPH);
    (await read(picture)).forEach(told);
  } finally {
    picture.close();
  }
  return count;
}

/** A text as a QR code in SVG, to be read off the screen; null if it is too long. */
export async function drawn(text) {
  return (await ours()).svg(text) ?? null;
}

async function camera() {
  if (!globalThis.isSecureContext) throw new Error('insecure');
  if (!navigator.mediaDevices?.getUserMedia) throw new Error('none');
  const video = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video });
  } catch (error) {
    throw new Error(['NotAllowedError', 'SecurityError'].includes(error.name) ? 'denied' : 'none');
  }
}

/** Calls on with each text that was not there before. */
function once(found) {
  const seen = new Set();
  return (text) => {
    if (seen.has(text)) return;
    seen.add(text);
    found(text);
  };
}

/** What reads a picture: the browser's own reader until it fails, then ours. */
async function reader(longest) {
  const own = await browsers();
  if (!own) return ourReader(longest);
  let read = async (picture) => {
    try {
      return (await own.detect(picture)).map((code) => code.rawValue);
    } catch {
      // Some have the reader in name only: its service is not on the device.
      read = await ourReader(longest);
      return read(picture);
    }
  };
  return (picture) => read(picture);
}

async function browsers() {
  if (!('BarcodeDetector' in globalThis)) return undefined;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : undefined;
}

async function ourReader(longest) {
  const { read } = await ours();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (picture) => {
    const [wide, high] = [picture.videoWidth ?? picture.width, picture.videoHeight ?? picture.height];
    const scale = Math.min(1, longest / Math.max(wide, high));
    const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    context.drawImage(picture, 0, 0, width, height);
    return read(grey(context.getImageData(0, 0, width, height).data), width, height);
  };
}

/** The lightness of each pixel (ITU-R BT.601). */
function grey(pixels) {
  const light = new Uint8Array(pixels.length / 4);
  for (let at = 0; at < light.length; at += 1) {
    const pixel = at * 4;
    light[at] = (77 * pixels[pixel] + 150 * pixels[pixel + 1] + 29 * pixels[pixel + 2]) >> 8;
  }
  return light;
}

let loading;
let failures = 0;

/** Our reader, loaded once; after a failure, as the network comes and goes, anew. */
function ours() {
  // Browsers remember that an address failed: the next attempt has another one.
  loading ??= import(failures === 0 ? './scanner.js' : `./scanner.js?attempt=${failures}`)
    .then(async (module) => {
      await module.default();
      return module;
    })
    .catch((error) => {
      loading = undefined;
      failures += 1;
      throw error;
    });
  return loading;
}
