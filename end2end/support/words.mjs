// The words of the interface, from the files that the product reads.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const locales = join(import.meta.dirname, '../../app/locales');
const read = new Map();

/** All words of a language, by slice: `words('fr').people.login`. */
export function words(language) {
  if (!read.has(language)) {
    const folder = join(locales, language);
    const slices = readdirSync(folder).map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]);
    read.set(language, Object.fromEntries(slices));
  }
  return read.get(language);
}

/** A sentence with its gaps filled: `fill(words('fr').certificates.issue_trainer, { count: 2 })`. */
export function fill(sentence, values) {
  return sentence.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => String(values[name]));
}
