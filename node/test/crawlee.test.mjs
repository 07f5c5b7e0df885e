// Real crawls of a site on this machine, and the first lines of the manual.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { CheerioCrawler, Configuration, LogLevel, log } from '@crawlee/cheerio';
import { labelHtml, labelHtmlAsync } from 'unpitch';
import { REFUSED, pages, serve } from './crawlee_site.mjs';
import { HARBOUR, ROOT, asProgram, predict, skip } from './program.mjs';

log.setLevel(LogLevel.OFF);

/** The examples of the manual, in order. */
const EXAMPLES = [...readFileSync(join(ROOT, 'docs/crawlee.md'), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1]);

/** Settings under which a crawl leaves nothing behind. */
const inMemory = () => new Configuration({ persistStorage: false });

/** What a crawl of these addresses gave: each page and the body it is of, and what Crawlee would not give. */
async function crawl(urls) {
  const [labelled, failed] = [new Map(), []];
  const options = {
    maxRequestRetries: 0,
    minConcurrency: 10,
    async requestHandler({ request, body }) {
      const page = await labelHtmlAsync(body, { url: request.loadedUrl });
      assert.ok(!labelled.has(page.url));
      labelled.set(new URL(page.url).pathname, { page, body });
    },
    failedRequestHandler: ({ request }) => void failed.push(new URL(request.url).pathname),
  };
  const crawler = new CheerioCrawler(options, inMemory());
  await crawler.run(urls);
  return { labelled, failed };
}

test('each of two hundred pages is answered as by the program', { skip }, async (t) => {
  const answers = pages();
  const { base, close } = await serve(answers);
  t.after(close);
  const { labelled, failed } = await crawl(Array.from(answers.keys(), (path) => base + path));
  assert.deepEqual(failed.sort(), REFUSED);
  assert.equal(labelled.size, 200 - REFUSED.length);
  const found = [...labelled.values()];
  const lines = predict(found.map(({ body }) => ({ html: body })));
  found.forEach(({ page }, i) => assert.deepEqual(asProgram(page), lines[i].paragraphs, page.url));
  const utf8 = [...labelled].filter(([path]) => /^\/\d+\//.test(path) || path === '/slow');
  assert.equal(utf8.length, 200 - 10);
  for (const [path, { page, body }] of utf8) {
    assert.equal(body, answers.get(path).body.toString());
    assert.deepEqual(page.paragraphs, labelHtml(answers.get(path).body).paragraphs);
  }
  assert.equal(labelled.get('/latin').page.paragraphs[0].text, 'Die Fähre fährt wieder, sagte er.');
  assert.deepEqual(labelled.get('/empty').page.paragraphs, []);
});

test('the first lines of the manual run as written', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unpitch-'));
  const { base, close } = await serve(pages());
  t.after(() => (close(), rmSync(folder, { recursive: true })));
  const [lines] = EXAMPLES;
  assert.ok(lines.trimEnd().split('\n').length <= 10);
  writeFileSync(join(folder, 'stories.mjs'), lines);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node/node_modules/@crawlee'), join(folder, 'node_modules/@crawlee'));
  symlinkSync(join(ROOT, 'node'), join(folder, 'node_modules/unpitch'));
  const urls = ['/0/blog.html', '/2/harbour.html', '/1/faehre.html', '/empty'].map((path) => base + path);
  await promisify(execFile)(process.execPath, ['stories.mjs', ...urls], { cwd: folder });
  const stored = join(folder, 'storage/datasets/default');
  const items = readdirSync(stored).map((name) => JSON.parse(readFileSync(join(stored, name), 'utf8')));
  const blog = items.find(({ url }) => url === urls[0]);
  assert.equal(blog.title, 'On mending a chair');
  assert.ok(blog.article.startsWith('On mending a chair'));
  assert.deepEqual(items.map(({ url }) => url).sort(), [urls[0], urls[3]].sort());
});

test("the manual's handler follows no link of a page that is gated", async (t) => {
  const html = (body) => ({ body: Buffer.from(body) });
  const { base, asked, close } = await serve(new Map([
    ['/', html('<h1>News</h1><ul><li><a href=/open>Ferries sail again</a><li><a href=/gated>Night ferry returns</a></ul>')],
    ['/open', html('<h1>Ferries sail again</h1><p>From Monday, the harbour master said. <a href=/end>More</a></p>')],
    ['/gated', html(HARBOUR.toString().replaceAll(/href="[^"]*"/g, 'href="/never"'))],
    ['/end', html('<p>Tides')],
  ]));
  t.after(close);
  assert.equal(EXAMPLES.length, 2);
  const handler = new Function('labelHtmlAsync', `return { ${EXAMPLES[1]} }`)(labelHtmlAsync);
  await new CheerioCrawler({ ...handler, maxRequestRetries: 0 }, inMemory()).run([base]);
  assert.deepEqual(asked.sort(), ['/', '/end', '/gated', '/open']);
});
