// The server under test: the development binary on a free port, with its data in
// a fresh folder and the demonstration loaded.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const binary = resolve(process.env.RELAIS ?? join(import.meta.dirname, '../../target/debug/relais'));

/** The environment without the settings of whoever runs the tests. */
function environment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL|RELAIS_.*|LEPTOS_.*)$/.test(name)),
  );
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilReady(base, server, log) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended:\n${log.join('')}`);
    const answer = await fetch(`${base}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`the server does not answer:\n${log.join('')}`);
}

/** Trainers who are free today, for workshops that tests create: nobody trains in two. */
async function addTrainers(campaign, folder, options) {
  const password = 'une phrase longue pour essayer';
  const trainers = Array.from({ length: 12 }, (_, place) => ({
    name: `Formatrice d’essai ${place + 1}`,
    login: `essai${place + 1}`,
    password,
  }));
  const add = async ({ name, login }) => {
    const words = ['user', 'add', login, '--name', name, '--role', 'trainer', '--campaign', campaign, '--data-dir', folder];
    const adding = run(binary, words, options);
    adding.child.stdin.end(`${password}\n`);
    await adding;
  };
  await Promise.all(trainers.map(add));
  return trainers;
}

/** Starts the server; says where it is and how to get in. */
export async function startSite() {
  const folder = await mkdtemp(join(tmpdir(), 'relais-end2end-'));
  const options = { cwd: folder, env: environment(), maxBuffer: 1 << 26 };
  const { stdout } = await run(binary, ['demo', '--json', '--data-dir', folder], options);
  const demo = JSON.parse(stdout);
  const trainers = await addTrainers(demo.campaign, folder, options);
  const base = `http://127.0.0.1:${await freePort()}`;
  const server = spawn(binary, ['serve', '--data-dir', folder, '--addr', new URL(base).host], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = [];
  server.stdout.on('data', (text) => log.push(text));
  server.stderr.on('data', (text) => log.push(text));
  await untilReady(base, server, log);
  const stop = async () => {
    const ended = once(server, 'exit');
    server.kill();
    await Promise.race([ended, pause(5000).then(() => server.kill('SIGKILL'))]);
    // A server that had to be killed may be writing there still.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // Cookies of the roles that have signed in already: sign-ins are limited by the minute.
  return { base, demo, trainers, signedIn: new Map(), stop };
}
