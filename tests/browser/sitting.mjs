// A sitting of `unpitch label` in a browser.

import { join } from 'node:path';

import { folder, openBrowser, start, watch } from './shared.mjs';

export const pages = (...names) => names.map((name) => join(import.meta.dirname, 'pages', `${name}.html`));

/** Starts the program, and opens its page; both end with the test. */
export async function sit(t, paths, { output = join(folder(), 'corrected.csv'), ...context } = {}) {
  const program = await start('label', ...paths, '--output', output);
  t.after(() => program.end('SIGKILL'));
  const { page, faults } = await look(t, program.url, context);
  return { program, page, faults, output };
}

/** Opens an address in a browser of its own. */
export async function look(t, url, context = {}) {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await (await browser.newContext({ reducedMotion: 'reduce', ...context })).newPage();
  const faults = watch(page, url);
  await page.goto(url);
  await page.locator('#paragraphs li, #message:not(:empty)').first().waitFor();
  return { page, faults };
}

/** What is shown: the letters of the labels, where they come from, what is selected and what is in doubt, by number. */
export function shown(page) {
  return page.evaluate(() => {
    const items = [...document.querySelectorAll('#paragraphs li')];
    const numbers = (test) => items.flatMap((item, index) => (test(item) ? [index] : []));
    return {
      name: document.querySelector('#name').title,
      labels: items.map((item) => item.dataset.label).join(''),
      how: items.map((item) => item.querySelector('.how')?.textContent ?? ''),
      texts: items.map((item) => item.querySelector('.text').textContent),
      selected: numbers((item) => item.getAttribute('aria-selected') === 'true'),
      inDoubt: numbers((item) => item.querySelector('.doubt')),
    };
  });
}

/** Presses a key, and waits until it is answered and shown. */
export async function press(page, key) {
  await page.keyboard.press(key);
  await settled(page);
}

/** Waits until nothing is under way: the page says so. */
export async function settled(page) {
  await page.locator('body[data-busy="false"]').waitFor();
}

/** The labels of a CSV by page, as letters, in the order of its rows. */
export function letters(csv) {
  const rows = csv.trim().split('\n').slice(1).map((row) => row.match(/^([^,]*),[^,]*,[^,]*,\d+,([a-z-]+),/));
  const byPage = {};
  for (const row of rows.filter(Boolean)) byPage[row[1]] = (byPage[row[1]] ?? '') + row[2][0].replace('s', 'p');
  return byPage;
}
