// What the README shows runs as it is written.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { ROOT } from './program.mjs';

/** The examples of a manual, in order. */
const examples = (path) => [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1]);

/** What a program says that stands in a module of its own. Relative paths are those of the repository's root. */
function run(program) {
  // As a package beside it finds itself, wherever the program runs.
  const found = program.replaceAll("'unpitch'", JSON.stringify(new URL('../index.js', import.meta.url).href));
  const args = ['--input-type=module', '--eval', found];
  const done = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', timeout: 60_000 });
  assert.deepEqual([done.stderr, done.status], ['', 0]);
  return done.stdout;
}

test('the first lines run as written', () => {
  const [first] = examples('node/README.md');
  const said = run(first);
  assert.ok(first.trimEnd().split('\n').length <= 13);
  assert.match(said, /^subscription-pitch +\d+ % Already a subscriber\? Sign in$/m);
  assert.match(said, /^# The night boat returns$/m);
  assert.match(said, /^The night boat returns \[ 'Ada Quill' \] \w+ en$/m);
});

test('what follows runs behind it', () => {
  const all = examples('node/README.md');
  assert.equal(all.length, 2);
  assert.match(run(all.join('\n')), /^2 7$/m);
});

test("the repository's README runs as written", () => {
  const all = examples('README.md');
  assert.equal(all.length, 1);
  assert.match(run(all[0]), /^subscription-pitch 0\.\d+ /m);
});

test('each code of an error is told of', () => {
  const told = readFileSync(join(ROOT, 'node/README.md'), 'utf8');
  const sources = ['node/lib/errors.js', 'node/lib/native.js', 'node/src/fault.rs'].map((path) => readFileSync(join(ROOT, path), 'utf8'));
  const codes = new Set(sources.join('').match(/ERR_UNPITCH_[A-Z_]+|ERR_INVALID_[A-Z_]+/g));
  assert.ok(codes.size >= 6);
  for (const code of codes) assert.ok(told.includes(`\`${code}\``), code);
});
