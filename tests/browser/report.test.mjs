// Reports, in a browser: as files, which they are.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { accessibilityFaults, folder, openBrowser, run, watch } from './shared.mjs';

const HOSTILE = [
  '<script>globalThis.ran = 1</script><img src=x onerror="globalThis.ran = 2">',
  '"><svg onload=\'globalThis.ran = 3\'> \' onmouseover="globalThis.ran = 4" autofocus onfocus="globalThis.ran = 5',
  '</p></li></ol></main></style></script></title><plaintext>',
  'a\u001b[31m \u202eexe.gpj ]]> --> <!-- &lt;b&gt; javascript:globalThis.ran=6',
  'שלום عربي \u200fmixed with English',
  'x'.repeat(20_000),
];
const PROSE = 'The ferry sails again from the old harbour on Monday, the harbour master said, and the islanders will be glad of it';
const LABELS = ['article', 'subscription-pitch', 'navigation', 'related-content'];
const cell = (text) => `"${text.replaceAll('"', '""')}"`;

/** Rows of six pages on three sites, most of them labelled wrong, so that there are errors of each kind. */
function rows() {
  const texts = [...HOSTILE, PROSE, 'Subscribe now and read on', 'Home', 'Read also: storm delays ferry'];
  const row = (page, n) => [
    cell(`p${page} ${HOSTILE[page % 2]}`), cell(`s${page % 3}.example`), page % 2 ? 'de' : 'en',
    LABELS[(page + n) % 4], cell(`${texts[n]} ${page}`),
  ].join(',');
  const pages = [...Array(6).keys()].flatMap((page) => texts.map((_, n) => row(page, n)));
  return ['page,site,language,label,text', ...pages].join('\n');
}

const place = folder();
const data = join(place, 'data.csv');
writeFileSync(data, rows());
const FILES = { evaluation: join(place, 'report.html'), pages: join(place, 'pages.html') };
await run('evaluate', data, '--report', FILES.evaluation);
await run('predict', data, '--output', FILES.pages);

/** Opens a file in a browser of its own. */
async function open(t, file, context = {}) {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await (await browser.newContext(context)).newPage();
  const url = pathToFileURL(file).href;
  const faults = watch(page, url);
  page.on('request', (request) => {
    // All files are of one origin there.
    if (request.url().split('#')[0] !== url) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults };
}

const shown = (page) => page.locator('#errors > li:visible');

test('the errors are filtered by label, language, site and text', async (t) => {
  const { page, faults } = await open(t, FILES.evaluation);
  const filter = page.getByRole('form', { name: 'Filter of the errors' });
  const all = await shown(page).count();
  assert.ok(all > 20, `${all} errors`);
  const expected = (test) => page.locator('#errors > li').evaluateAll((errors, test) => errors.filter(
    (error) => Object.entries(test).every(([name, value]) => error.dataset[name] === value)).length, test);
  const wanted = {};
  for (const [label, name, value] of [
    ['Site', 'site', 's1.example'], ['Language', 'language', 'de'], ['Actual label', 'actual', 'navigation'], ['Predicted label', 'predicted', 'article'],
  ]) {
    await filter.getByLabel(label).selectOption(value);
    wanted[name] = value;
    const n = await shown(page).count();
    assert.equal(n, await expected(wanted), label);
    assert.ok(n < all, label);
    await page.getByText(`${n} of ${all} shown`).waitFor();
  }
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByText(`${all} of ${all} shown`).waitFor();
  await filter.getByLabel('Text or page').fill('ISLANDERS WILL BE GLAD');
  const found = await shown(page).allTextContents();
  assert.ok(found.length > 0 && found.length < all && found.every((text) => text.includes('islanders')), `${found.length}`);
  await filter.getByLabel('Text or page').press('Enter');
  await filter.getByLabel('Text or page').fill('nowhere to be found');
  assert.equal(await shown(page).count(), 0);
  // A link leads to an error that was hidden.
  await page.locator('#worst a').first().click();
  assert.equal(await page.locator('#errors > li:target').isVisible(), true);
  assert.equal(await shown(page).count(), all);
  assert.deepEqual(faults, []);
});

test('hostile texts run nothing and ask nobody', async (t) => {
  for (const file of Object.values(FILES)) {
    const { page, faults } = await open(t, file);
    assert.ok((await page.textContent('body')).includes('<script>globalThis.ran = 1</script>'));
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.mouse.move(300, 300);
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    const strange = await page.locator('img, plaintext, iframe, [onload], [onerror], [onmouseover], [autofocus], main ~ :not(script)').count();
    assert.equal(strange, 0);
    assert.deepEqual(faults, []);
  }
});

test('markup that got into a file would not run there', async (t) => {
  const { page, faults } = await open(t, FILES.evaluation);
  await page.evaluate(() => {
    document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:," onerror="globalThis.ran = 7"><p onclick="globalThis.ran = 8">a</p>');
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = 9';
    document.body.append(script);
    document.querySelector('[onclick]').click();
  });
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.ok(faults.length >= 3 && faults.every((fault) => /Content Security Policy|data:,/.test(fault)), faults.join('\n'));
});

test('without JavaScript everything is shown, and labels can still be chosen', async (t) => {
  const evaluation = await open(t, FILES.evaluation, { javaScriptEnabled: false });
  assert.equal(await evaluation.page.locator('#filter').isVisible(), false);
  assert.equal(await shown(evaluation.page).count(), await evaluation.page.locator('#errors > li').count());
  const { page, faults } = await open(t, FILES.pages, { javaScriptEnabled: false });
  for (const label of LABELS) {
    const own = page.locator(`.paragraphs > .${label}:visible`);
    const others = await page.locator(`.paragraphs > :not(.${label}):visible`).count();
    const box = page.locator(`#show-${label}`);
    await box.uncheck();
    assert.equal(await own.count(), 0);
    assert.equal(await page.locator('.paragraphs > :visible').count(), others);
    await box.check();
  }
  assert.deepEqual(faults, []);
});

test('reasons show where one points, where the focus is, and where one opened them', async (t) => {
  const { page } = await open(t, FILES.pages, { javaScriptEnabled: false });
  const reasons = page.locator('.why');
  const visible = () => page.locator('.why:visible').count();
  assert.ok(await reasons.count() > 20);
  assert.equal(await visible(), 0);
  await page.locator('summary').nth(1).hover();
  assert.equal(await visible(), 1);
  // The reasons themselves can be pointed at.
  await reasons.nth(1).hover();
  assert.equal(await reasons.nth(1).isVisible(), true);
  // They are not in the way of the next.
  await page.locator('summary').nth(2).hover();
  assert.equal(await reasons.nth(2).isVisible(), true);
  await page.mouse.move(0, 0);
  assert.equal(await visible(), 0);
  await page.locator('summary').nth(2).focus();
  assert.equal(await reasons.nth(2).isVisible(), true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await reasons.nth(2).isVisible(), true);
  assert.equal(await reasons.nth(3).isVisible(), true);
});

test('the index leads to each page', async (t) => {
  const { page } = await open(t, FILES.pages);
  await page.getByRole('link', { name: 'all pages' }).first().click();
  const index = page.getByRole('navigation', { name: 'All pages' });
  assert.equal(await index.getByRole('link').count(), 6);
  await index.getByRole('link').nth(4).click();
  assert.equal(await page.locator('#page-5').evaluate((turn) => Math.round(turn.getBoundingClientRect().top) < innerHeight), true);
});

test('printed, details are open, controls are gone and no colour is needed', async (t) => {
  for (const file of Object.values(FILES)) {
    const { page } = await open(t, file, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const hidden = await page.locator('.why, details table').evaluateAll((all) => all.filter((own) => !own.checkVisibility()).length);
    assert.equal(hidden, 0);
    assert.equal(await page.locator('input:visible, select:visible, button:visible').count(), 0);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    const mark = page.locator('.mark').first();
    assert.equal(await mark.evaluate((own) => getComputedStyle(own).color), 'rgb(0, 0, 0)');
    assert.match(await mark.textContent(), /^[APNR]$/);
  }
});

for (const width of [390, 1440]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe-core finds no fault at ${width} pixels, ${colorScheme}`, async (t) => {
      for (const file of Object.values(FILES)) {
        const { page, faults } = await open(t, file, { viewport: { width, height: 900 }, colorScheme });
        assert.deepEqual(await accessibilityFaults(page), []);
        for (const summary of await page.locator('summary').all()) await summary.evaluate((own) => own.click());
        assert.deepEqual(await accessibilityFaults(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${file} is wider than the screen`);
        assert.deepEqual(faults, []);
      }
    });
  }
}
