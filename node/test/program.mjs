// The program `unpitch`, whose answers the package's are compared with, and the sample pages.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const candidates = [process.env.UNPITCH_BINARY, join(ROOT, 'target/release/unpitch'), join(ROOT, 'target/debug/unpitch')];
const PROGRAM = candidates.find((path) => path && existsSync(path));

/** An option of tests that need the program: false, or the reason why they are skipped. */
export const skip = PROGRAM ? false : 'no program to compare with: cargo build, or set UNPITCH_BINARY';

/** The paths of the sample pages of HTML in a folder of the repository. */
export function samples(folder) {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.html'));
  return names.sort().map((name) => join(ROOT, folder, name));
}

export const HARBOUR = readFileSync(join(ROOT, 'data/html/harbour.html'));

function run(args, input = '') {
  const done = spawnSync(PROGRAM, args, { input, maxBuffer: 2 ** 30 });
  if (done.status !== 0) throw new Error(`unpitch ${args.join(' ')}: ${done.error ?? done.stderr}`);
  return done.stdout.toString();
}

/** The program's answers to a file, or to objects with `html` or `text`. */
export function predict(given) {
  const isPath = typeof given === 'string';
  const lines = isPath ? '' : given.map((page) => `${JSON.stringify(page)}\n`).join('');
  const said = run(['predict', '--format', 'jsonl', ...(isPath ? [given] : [])], lines);
  return said.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** What `unpitch clean` writes of a file. */
export const clean = (path, ...args) => run(['clean', path, ...args]);

/** A page by the names and offsets of the program's JSON lines, which count bytes; `text` is what offsets count in. */
export function asProgram(page, text = page.paragraphs.map((paragraph) => paragraph.text).join('\n')) {
  const bytes = (at) => Buffer.byteLength(text.slice(0, at));
  return page.paragraphs.map(({ part, tag, path, ...paragraph }) => ({
    ...paragraph,
    ...(tag === null ? {} : { tag, path }),
    start: bytes(paragraph.start),
    end: bytes(paragraph.end),
  }));
}
