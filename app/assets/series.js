// The queue of a phone as a series of QR codes, for where there is neither network nor
// cable: one phone shows them in turn, another reads them in any order.
//
//   const codes = await frames(text);       // the texts of the codes, few and small
//   const gathering = new Gathering();
//   gathering.take(code);                   // true if it was one more of the series
//   gathering.missing                       // which are still to come, from 1
//   await gathering.text();                 // what was shown; fails if it is damaged
//
// A code is `RELAIS-Q:KIND:CHECKSUM:INDEX:TOTAL:BODY`, all in the small alphabet of QR
// codes. KIND is Z where the whole was deflated, T where the browser could not; the
// checksum is of the whole and names the series; BODY is its part in base 45 (RFC 9285).

/** Bytes in a code: version 13 at level M, which cheap cameras read off a screen. */
const PART = 300;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const FRAME = /^RELAIS-Q:([ZT]):([0-9A-F]{12}):(\d{1,3}):(\d{1,3}):(.+)$/s;

/** The texts of the codes that show this text. */
export async function frames(text) {
  const plain = new TextEncoder().encode(text);
  const packs = 'CompressionStream' in globalThis;
  const bytes = packs ? await through(plain, new CompressionStream('deflate-raw')) : plain;
  const head = `RELAIS-Q:${packs ? 'Z' : 'T'}:${await checksum(bytes)}`;
  const total = Math.ceil(bytes.length / PART);
  const part = (index) => bytes.subarray(index * PART, (index + 1) * PART);
  return Array.from({ length: total }, (_, index) => `${head}:${index + 1}:${total}:${written(part(index))}`);
}

/** Gathers the codes of a series; another one begins anew. */
export class Gathering {
  #series = '';
  #parts = [];

  /** Takes what a camera read; whether it was one more of the series. */
  take(code) {
    const [, kind, sum, at, of, body] = FRAME.exec(code) ?? [];
    const [index, total, bytes] = [Number(at), Number(of), body && read(body)];
    if (!bytes || index < 1 || index > total) return false;
    const series = `${kind}:${sum}:${total}`;
    if (series !== this.#series) [this.#series, this.#parts] = [series, Array(total).fill(undefined)];
    const isNew = this.#parts[index - 1] === undefined;
    this.#parts[index - 1] = bytes;
    return isNew;
  }

  /** How many codes the series has; 0 before the first. */
  get total() {
    return this.#parts.length;
  }

  /** Which codes are still to come, counted from 1. */
  get missing() {
    return this.#parts.flatMap((bytes, index) => (bytes ? [] : [index + 1]));
  }

  /** What was shown, once nothing is missing; fails if it is not what the checksum says. */
  async text() {
    const bytes = new Uint8Array(await new Blob(this.#parts).arrayBuffer());
    const [kind, sum] = this.#series.split(':');
    if ((await checksum(bytes)) !== sum) throw new Error('damaged');
    const plain = kind === 'Z' ? await through(bytes, new DecompressionStream('deflate-raw')) : bytes;
    return new TextDecoder().decode(plain);
  }
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** The first 48 bits of the SHA-256. */
async function checksum(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 6);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('').toUpperCase();
}

/** Bytes in base 45: two are three symbols, one that is left over is two. */
function written(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
    for (let symbols = pair ? 3 : 2; symbols > 0; symbols -= 1) {
      text += ALPHABET[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** The bytes of such a text; nothing if it is none. */
function read(text) {
  const values = Array.from(text, (symbol) => ALPHABET.indexOf(symbol));
  if (values.includes(-1) || values.length % 3 === 1) return undefined;
  const bytes = [];
  for (let at = 0; at < values.length; at += 3) {
    const [low, middle, high] = values.slice(at, at + 3);
    const value = low + middle * 45 + (high ?? 0) * 2025;
    if (value > (high === undefined ? 0xff : 0xffff)) return undefined;
    if (high === undefined) bytes.push(value);
    else bytes.push(value >> 8, value & 0xff);
  }
  return new Uint8Array(bytes);
}
