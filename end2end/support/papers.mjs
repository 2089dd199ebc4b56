// Papers read back as people and phones read them: pdftotext and zbarimg.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

async function withFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), 'relais-paper-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text of a PDF, its spaces made one. */
export function textOf(pdf) {
  return withFolder(async (folder) => {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf);
    await run('pdftotext', ['-layout', file, join(folder, 'paper.txt')]);
    return (await readFile(join(folder, 'paper.txt'), 'utf8')).replace(/\s+/g, ' ').trim();
  });
}

/** What the QR code of the first page says. */
export function qrOf(pdf) {
  return withFolder(async (folder) => {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf);
    await run('pdftoppm', ['-png', '-r', '200', '-f', '1', '-singlefile', file, join(folder, 'page')]);
    const { stdout } = await run('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', join(folder, 'page.png')]);
    return stdout.trim();
  });
}

/** The first page as a picture. */
export function pictureOf(pdf) {
  return withFolder(async (folder) => {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf);
    await run('pdftoppm', ['-png', '-r', '150', '-f', '1', '-singlefile', file, join(folder, 'page')]);
    return readFile(join(folder, 'page.png'));
  });
}
