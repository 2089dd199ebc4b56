// Runs the browser tests against a server of its own with a fresh demonstration:
// `node run.mjs [FILTER]`, the filter being a part of "file: title". One line a test.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './support/browser.mjs';
import { startSite } from './support/site.mjs';
import { registered } from './support/test.mjs';
import { World } from './support/world.mjs';

const here = import.meta.dirname;
const results = join(here, 'results');
const filter = process.argv[2] ?? '';
const LIMIT = 600_000;

async function collect() {
  const files = (await readdir(here)).filter((name) => name.endsWith('.spec.mjs')).sort();
  const tests = [];
  for (const file of files) {
    await import(pathToFileURL(join(here, file)).href);
    tests.push(...registered().map((test) => ({ ...test, name: `${file.replace('.spec.mjs', '')}: ${test.title}` })));
  }
  return tests.filter((test) => test.name.includes(filter));
}

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LIMIT / 1000} s`)), LIMIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Runs one test in contexts of its own; the failure's text, or nothing. */
async function attempt(test, browser, site) {
  const world = new World(browser, site);
  try {
    await inTime(test.run(world));
    world.assertQuiet();
    return undefined;
  } catch (error) {
    const shots = await world.screenshots(join(results, test.name.replace(/[^\p{L}\p{N}]+/gu, '-')));
    return [error.message ?? String(error), ...shots.map((shot) => `see end2end/results/${shot}`)].join('\n');
  } finally {
    await world.close();
  }
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
const tests = await collect();
const begun = performance.now();
const site = await startSite();
const browser = await launch();
const failures = [];
try {
  for (const test of tests) {
    const since = performance.now();
    const failure = await attempt(test, browser, site);
    if (failure) failures.push(`✗ ${test.name}\n${failure.replace(/^/gm, '    ')}`);
    console.log(`${failure ? '✗' : '✓'} ${test.name} (${seconds(since)})`);
  }
} finally {
  await browser.close();
  await site.stop();
}
if (failures.length > 0) console.log(`\n${failures.join('\n')}\n`);
console.log(`browser tests took ${seconds(begun)}`);
console.log(`${tests.length - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || tests.length === 0 ? 1 : 0;
