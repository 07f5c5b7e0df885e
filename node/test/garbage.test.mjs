// Whatever is given, there is an answer or an exception, and never an abort.

import assert from 'node:assert/strict';
import { constants } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import vm from 'node:vm';

import { Model, Page, clean, labelHtml, labelText } from 'unpitch';
import { HARBOUR, ROOT } from './program.mjs';

const model = new Model();
const folder = mkdtempSync(join(tmpdir(), 'unpitch-'));
after(() => rmSync(folder, { recursive: true }));

const TYPE = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
const VALUE = { name: 'RangeError', code: 'ERR_INVALID_ARG_VALUE' };
const NO_PAGE = [
  undefined, null, 7, NaN, 1e308, 2n ** 80n, true, Symbol('p'), {}, Object.create(null), ['<p>'], () => '<p>', new Map(),
  new String('<p>'), new ArrayBuffer(4), new DataView(new ArrayBuffer(4)), new Uint16Array(4), new Uint8ClampedArray(4),
  { length: 3, 0: 60 }, { byteLength: 2 ** 60, buffer: {} }, new Proxy(new Uint8Array(4), {}), Promise.resolve('<p>'),
  Object.create(Uint8Array.prototype), Object.create(Buffer.prototype),
];

test('what is no page is refused by its type', () => {
  for (const value of NO_PAGE) {
    for (const call of [labelHtml, clean, labelText]) {
      assert.throws(() => call(value), { ...TYPE, message: /: found \w+, expected string/ });
    }
  }
});

test('bytes are no text, and what to do is said', () => {
  assert.throws(() => labelText(HARBOUR), { ...TYPE, message: /text: found Buffer, expected string; decode it first/ });
});

test('wrong options are refused by their name', () => {
  const page = labelText('Tides');
  const wrong = [
    [TYPE, /options: found null/, () => labelHtml('<p>', null)],
    [TYPE, /options: found string/, () => labelHtml('<p>', 'en')],
    [TYPE, /options: found Array/, () => page.article(['body'])],
    [TYPE, /options: found lang, expected any of language, url/, () => labelText('', { lang: 'en' })],
    [TYPE, /options: found parts/, () => labelHtml('', { parts: [] })],
    [TYPE, /options: found language/, () => page.article({ language: 'en' })],
    [TYPE, /language: found number/, () => clean('', { language: 3 })],
    [TYPE, /url: found URL, expected string/, () => labelHtml('', { url: new URL('https://courier.example') })],
    [TYPE, /parts: found string/, () => page.article({ parts: 'body' })],
    [TYPE, /parts: found Set/, () => clean('', { parts: new Set(['body']) })],
    [TYPE, /parts: found undefined/, () => page.article({ parts: new Array(3) })],
    [TYPE, /maxLoss: found string/, () => page.article({ maxLoss: '1%' })],
    [TYPE, /maxLoss: found bigint/, () => clean('', { maxLoss: 1n })],
    [TYPE, /markdown: found number/, () => page.article({ markdown: 1 })],
    [VALUE, /invalid language code "English"/, () => labelHtml('<p>', { language: 'English' })],
    [VALUE, /invalid language code ""/, () => labelText('<p>', { language: '' })],
    [VALUE, /unknown part "Body"/, () => page.article({ parts: ['body', 'Body'] })],
    [VALUE, /unknown part ""/, () => clean('', { parts: [''] })],
    ...[1.5, -0.1, NaN, Infinity, 1e308].map((maxLoss) => [VALUE, /maxLoss: found/, () => page.article({ maxLoss })]),
  ];
  for (const [expected, message, call] of wrong) assert.throws(call, { ...expected, message });
  for (const options of [undefined, {}, { parts: undefined, maxLoss: null, markdown: false }]) {
    assert.equal(page.article(options), page.article());
  }
  assert.equal(page.article({ parts: [] }), '');
});

test('what is no model file is refused', () => {
  const path = join(folder, 'damaged.unpitch');
  const whole = readFileSync(join(ROOT, 'models/default.unpitch'));
  for (const data of [Buffer.alloc(0), Buffer.from('x'), whole.subarray(0, 1000), whole.subarray(0, -1), Buffer.concat([whole, whole])]) {
    writeFileSync(path, data);
    assert.throws(() => Model.load(path), { name: 'Error', code: 'ERR_UNPITCH_MODEL', message: /damaged\.unpitch: model file/ });
  }
  assert.throws(() => Model.load(join(folder, 'missing')), { code: 'ENOENT', message: /missing/ });
  assert.throws(() => Model.load(folder), { code: 'EISDIR' });
  assert.throws(() => Model.load('a\0b'), VALUE);
  assert.throws(() => Model.load(new URL('https://courier.example/m')), { code: 'ERR_INVALID_URL_SCHEME' });
  for (const value of [undefined, 3, Buffer.from(path), {}]) assert.throws(() => Model.load(value), TYPE);
});

test('an old model is refused, and one that promises no loss says so', async () => {
  const fixture = (name) => join(ROOT, 'tests/fixtures/models', name);
  assert.throws(() => Model.load(fixture('format-4.unpitch')), { code: 'ERR_UNPITCH_MODEL', message: /retrain it/ });
  const silent = await Model.loadAsync(fixture('format-5.unpitch'));
  const noPromise = { name: 'Error', code: 'ERR_UNPITCH_NO_PROMISE' };
  assert.throws(() => silent.labelText('Tides').article({ maxLoss: 0.01 }), noPromise);
  await assert.rejects(silent.cleanAsync('<p>Tides', { maxLoss: 0.01 }), noPromise);
});

test('a model of a file labels as the default one does, if it is that', async () => {
  const path = join(folder, 'Modell 🚢.unpitch');
  copyFileSync(join(ROOT, 'models/default.unpitch'), path);
  for (const loaded of [Model.load(path), Model.load(pathToFileURL(path)), await Model.loadAsync(path)]) {
    assert.deepEqual(loaded.labelHtml(HARBOUR).toJSON(), labelHtml(HARBOUR).toJSON());
  }
});

test('classes take nothing that is not theirs', () => {
  assert.throws(() => new Model('site.unpitch'), { ...TYPE, message: /Model\.load\(path\)/ });
  assert.throws(() => new Page(), { ...TYPE, message: /labelHtml/ });
  assert.throws(() => new Page({}, {}), TYPE);
  assert.throws(() => Model(), TypeError);
  assert.throws(() => Model.prototype.labelHtml.call({}, '<p>'), TypeError);
  assert.throws(() => Page.prototype.article.call({}), TypeError);
});

test('a page cannot be changed', () => {
  const page = labelHtml(HARBOUR);
  for (const [object, name] of [[page, 'language'], [page.paragraphs, 0], [page.paragraphs[0], 'label'], [page.verdict.shares, 'article']]) {
    assert.throws(() => { object[name] = 'x'; }, TypeError);
  }
  assert.equal(page.paragraphs, page.paragraphs);
});

const LENGTHY = {
  empty: '', nul: '\0', 'nul inside': 'a\0b<p>\0</p>', 'open tags': '<'.repeat(100_000), deep: '<div>'.repeat(100_000),
  wide: `<p>${'é'.repeat(3_000_000)}`, words: 'word '.repeat(600_000), lines: '\n'.repeat(500_000), invisible: '\ufeff\u200b\u202e',
  astral: '🚢'.repeat(100_000), tables: '<table><tr><td>'.repeat(20_000), references: '&#xFFFFFFFF;&#0;&#xD800;',
  hidden: '<style>*{display:none}</style><p>x',
};

for (const [name, text] of Object.entries(LENGTHY)) {
  test(`any text is a page: ${name}`, async () => {
    for (const page of [labelHtml(text), labelText(text), labelHtml(Buffer.from(text)), await model.labelHtmlAsync(text)]) {
      assert.equal(typeof page.article({ markdown: true }), 'string');
      assert.equal(typeof page.verdict.access, 'string');
      assert.match(inspect(page), /^<unpitch.Page /);
    }
  });
}

test('what is too large for a string is refused when it is asked for', () => {
  const { page } = createRequire(import.meta.url)('../lib/page.js');
  const large = page({ facts: Buffer.alloc(constants.MAX_STRING_LENGTH + 1), article: 'Tides', stored: Buffer.alloc(0) });
  assert.equal(large.article(), 'Tides');
  for (const name of ['paragraphs', 'verdict']) {
    assert.throws(() => large[name], { name: 'RangeError', code: 'ERR_UNPITCH_TOO_LARGE', message: /label the page in pieces/ });
  }
});

test('any bytes are a page', async () => {
  const all = [[], [0xff, 0xfe], new Array(1000).fill(0xff), new Array(1000).fill(0), randomBytes(50_000), [0xef, 0xbb, 0xbf]];
  for (const bytes of all.map((given) => Uint8Array.from(given))) {
    assert.ok(labelHtml(bytes) instanceof Page);
    assert.deepEqual((await model.labelHtmlAsync(bytes)).toJSON(), labelHtml(bytes).toJSON());
  }
  assert.deepEqual(labelHtml(Buffer.alloc(0)).paragraphs, []);
});

test('bytes are decoded as browsers do', () => {
  const windows1252 = Buffer.from('<meta charset=windows-1252><p>Die Fähre fährt wieder', 'latin1');
  assert.equal(labelHtml(windows1252).paragraphs[0].text, 'Die Fähre fährt wieder');
  assert.equal(labelHtml(Buffer.from('\ufeff<p>Die Fähre', 'utf16le')).paragraphs[0].text, 'Die Fähre');
});

test('lone surrogates become U+FFFD, and start and end stay right', async () => {
  for (const lone of ['\ud800', '\udfff', '\udce9\ud83d', 'x\ud83d\ud83d\udea2']) {
    const text = `Ferries ${lone} sail again.\n\nSign ${lone} in 🚢\n`;
    const page = labelText(text);
    assert.deepEqual((await model.labelTextAsync(text)).toJSON(), page.toJSON());
    assert.deepEqual(page.toJSON(), labelText(text.toWellFormed()).toJSON());
    assert.ok(page.paragraphs.length === 2 && page.paragraphs[0].text.includes('\ufffd'));
    for (const { start, end, text: read } of page.paragraphs) assert.equal(text.slice(start, end).toWellFormed(), read);
  }
});

test('views of all kinds of buffers are read where they stand', () => {
  const expected = labelHtml(HARBOUR).toJSON();
  const padded = Buffer.concat([Buffer.from('\0\0\0'), HARBOUR, Buffer.from('<p>no part of it')]);
  const shared = new Uint8Array(new SharedArrayBuffer(HARBOUR.length));
  shared.set(HARBOUR);
  const resizable = new Uint8Array(new ArrayBuffer(HARBOUR.length, { maxByteLength: 2 * HARBOUR.length }));
  resizable.set(HARBOUR);
  const elsewhere = vm.runInNewContext('Uint8Array').from(HARBOUR);
  for (const bytes of [padded.subarray(3, 3 + HARBOUR.length), shared, resizable, elsewhere, Buffer.from(shared.buffer)]) {
    assert.deepEqual(labelHtml(bytes).toJSON(), expected);
  }
});

test('detached buffers are refused, and those that shrank are as long as they are', () => {
  const bytes = Uint8Array.from(HARBOUR);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  for (const call of [labelHtml, clean]) assert.throws(() => call(bytes), { ...TYPE, message: /detached/ });
  const buffer = new ArrayBuffer(HARBOUR.length, { maxByteLength: HARBOUR.length });
  const views = [new Uint8Array(buffer), new Uint8Array(buffer, 10), new Uint8Array(buffer, 0, 20)];
  buffer.resize(5);
  for (const view of views) assert.deepEqual(labelHtml(view).paragraphs, []);
});
