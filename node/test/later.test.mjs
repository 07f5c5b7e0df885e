// Calls in other threads: the same answers, while the event loop goes on.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { Model, cleanAsync, labelHtml, labelHtmlAsync, labelText, labelTextAsync } from 'unpitch';
import { HARBOUR, samples } from './program.mjs';

const model = new Model();
const LARGE = '<p>The ferries sail again from Monday, the harbour master said 🚢.</p>'.repeat(20_000);
const PAGES = [...samples('data/html'), ...samples('data/languages')].map((path) => readFileSync(path));

/** How long something takes, and the longest that the event loop stood still meanwhile, in milliseconds. */
async function timed(work) {
  const start = performance.now();
  let [last, longest, ticks] = [start, 0, 0];
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    ticks += 1;
  };
  const timer = setInterval(tick, 5);
  const result = await work();
  tick();
  clearInterval(timer);
  return { result, took: performance.now() - start, longest, ticks };
}

test('the event loop goes on while a large page is labelled', async () => {
  const alone = await timed(async () => model.labelHtml(LARGE));
  assert.ok(alone.longest > alone.took / 2, 'labelling in the calling thread lets nothing run');
  for (const given of [LARGE, Buffer.from(LARGE)]) {
    const { result, took, longest, ticks } = await timed(() => model.labelHtmlAsync(given));
    assert.equal(result.paragraphs.length, 20_000);
    assert.equal(result.article(), alone.result.article());
    assert.ok(longest < alone.took / 2, `stood still for ${longest} ms of ${took}; alone it takes ${alone.took}`);
    assert.ok(ticks > 10, `${ticks} ticks`);
  }
});

test('many calls at once give what single calls give', async () => {
  const many = Array.from({ length: 300 }, (_, i) => PAGES[i % PAGES.length]);
  const alone = PAGES.map((html) => JSON.stringify(labelHtml(html)));
  const pages = await Promise.all(many.map((html, i) => (i % 2 ? model.labelHtmlAsync(html) : labelHtmlAsync(html.toString()))));
  pages.forEach((page, i) => assert.equal(JSON.stringify(page), alone[i % PAGES.length]));
});

test('each call has a twin', async () => {
  const text = 'Tides 🚢\n\nSubscribe now\n';
  const [page, other] = await Promise.all([labelTextAsync(text, { url: 'u' }), model.labelTextAsync(text, { url: 'u' })]);
  const expected = labelText(text, { url: 'u' }).toJSON();
  assert.deepEqual([page.toJSON(), other.toJSON()], [expected, expected]);
  assert.equal(await cleanAsync(HARBOUR, { markdown: true }), labelHtml(HARBOUR).article({ markdown: true }));
});

test('bytes may change once the call has returned', async () => {
  const expected = labelHtml(HARBOUR).article();
  const bytes = Uint8Array.from(HARBOUR);
  const promise = model.labelHtmlAsync(bytes);
  bytes.fill(0x20);
  assert.equal((await promise).article(), expected);
});

test('mistakes reject the promise and are never thrown', async () => {
  for (const call of ['labelHtmlAsync', 'labelTextAsync', 'cleanAsync']) {
    const [promise, other] = [model[call](7), model[call]('x', { language: 'English' })];
    await assert.rejects(promise, { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
    await assert.rejects(other, { name: 'RangeError', code: 'ERR_INVALID_ARG_VALUE' });
  }
  await assert.rejects(Model.loadAsync('missing.unpitch'), { code: 'ENOENT', message: /missing\.unpitch/ });
});

/** Runs a program in a worker thread, which gives one answer; `end` ends the worker then, whatever it is at. */
function inWorker(program, end = false) {
  const url = new URL('../index.js', import.meta.url).href;
  const worker = new Worker(`import(${JSON.stringify(url)}).then(async (unpitch) => { ${program} })`, { eval: true });
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', async (answer) => {
      if (end) await worker.terminate();
      resolve(answer);
    });
  });
}

test('worker threads label too, and may be ended while they do', async () => {
  const answer = `require('node:worker_threads').parentPort.postMessage`;
  const html = JSON.stringify(HARBOUR.toString());
  const labelled = await inWorker(`${answer}(JSON.stringify([unpitch.labelHtml(${html}), await unpitch.labelHtmlAsync(${html})]))`);
  assert.equal(labelled, JSON.stringify([labelHtml(HARBOUR), labelHtml(HARBOUR)]));
  const busy = `const pages = Array.from({ length: 50 }, () => unpitch.labelHtmlAsync(${html}.repeat(20)));`;
  for (let i = 0; i < 3; i += 1) assert.equal(await inWorker(`${busy} ${answer}('begun'); await Promise.all(pages)`, true), 'begun');
  assert.equal((await labelHtmlAsync(HARBOUR)).article(), labelHtml(HARBOUR).article());
});
