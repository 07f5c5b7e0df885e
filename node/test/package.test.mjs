// The package as others find it: by import and by require, with one version, and with a word on what it lacks.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import * as imported from 'unpitch';
import { HARBOUR, ROOT } from './program.mjs';

const require = createRequire(import.meta.url);

test('import and require give the same', () => {
  const required = require('unpitch');
  const { default: whole, ...names } = { ...imported };
  delete names['module.exports'];
  assert.equal(whole, required);
  assert.deepEqual(Object.keys(names).sort(), Object.keys(required).sort());
});

test('the types declare what there is, and nothing else', () => {
  const types = readFileSync(join(ROOT, 'node/index.d.ts'), 'utf8');
  const declared = [...types.matchAll(/^export (?:class|function) (\w+)/gm)].map((match) => match[1]);
  assert.deepEqual(declared.sort(), Object.keys(require('unpitch')).sort());
  const page = imported.labelHtml(HARBOUR);
  const fields = { Paragraph: page.paragraphs[0], Metadata: page.metadata, Verdict: page.verdict, PlainPage: page.toJSON() };
  for (const [name, value] of Object.entries(fields)) {
    const body = types.match(new RegExp(`^export interface ${name} {\n(.*?)^}`, 'ms'))[1];
    assert.deepEqual([...body.matchAll(/^ {2}readonly (\w+):/gm)].map((match) => match[1]), Object.keys(value), name);
  }
});

test('crate and package have one version', () => {
  const [, version] = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8').match(/^\[workspace\.package\]\nversion = "(.*)"$/m);
  assert.equal(require('unpitch/package.json').version, version);
});

test('a page is plain values for JSON', () => {
  const page = imported.labelHtml(HARBOUR, { url: 'https://courier.example/ferry' });
  const plain = JSON.parse(JSON.stringify(page));
  assert.deepEqual(plain, page.toJSON());
  assert.deepEqual(Object.keys(plain), ['url', 'language', 'paragraphs', 'metadata', 'verdict']);
  assert.equal(plain.url, page.url);
  assert.deepEqual([plain.verdict.access, plain.metadata.authors], ['gated', ['Ada Quill']]);
});

test('what is not built says how to build it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unpitch-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of ['index.js', 'lib', 'build.mjs']) cpSync(join(ROOT, 'node', name), join(folder, name), { recursive: true });
  const run = (args, env = process.env) => spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
  const loaded = run(['-e', 'require("./index.js")']);
  assert.match(loaded.stderr, /native half is not built; with Rust 1\.95 or later, run: node .*build\.mjs/);
  const built = run(['build.mjs'], { ...process.env, PATH: folder });
  assert.equal(built.status, 1);
  assert.match(built.stderr, /found no cargo, expected Rust 1\.95 or later/);
});

test('a loop that never waits does not fill the memory', () => {
  const program = `
    const { labelHtml } = require('unpitch');
    const html = require('node:fs').readFileSync('../data/html/harbour.html');
    const label = (n) => { for (let i = 0; i < n; i += 1) labelHtml(html).article({ markdown: true }); };
    label(500);
    const before = process.memoryUsage().rss;
    label(3000);
    console.log((process.memoryUsage().rss - before) / 1e6);`;
  const done = spawnSync(process.execPath, ['-e', program], { cwd: join(ROOT, 'node'), encoding: 'utf8' });
  assert.equal(done.stderr, '');
  // All of them together would take 100 MB at the least.
  assert.ok(Number(done.stdout) < 60, `grew by ${done.stdout} MB`);
});
