// The labelling page, in a browser.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { accessibilityFaults, folder, run, start } from './shared.mjs';
import { letters, look, pages, press, settled, shown, sit } from './sitting.mjs';

const [DAY] = pages('harbour-day');
const BULLETINS = pages('bulletin-1', 'bulletin-2');

/** Numbers in a row as runs, each also of one kind. */
function runs(numbers, kind) {
  const all = [];
  for (const n of numbers) {
    const last = all.at(-1);
    if (last?.at(-1) === n - 1 && kind(last.at(-1)) === kind(n)) last.push(n);
    else all.push([n]);
  }
  return all;
}

test('a page with twenty wrong labels in six runs takes at most two keys a run', async (t) => {
  const { program, page, faults, output } = await sit(t, [DAY]);
  const truth = readFileSync(DAY.replace('.html', '.labels'), 'utf8').trim();
  const first = await shown(page);
  assert.equal(first.labels.length, truth.length);
  const wrong = [...truth].flatMap((letter, n) => (letter === first.labels[n] ? [] : [n]));
  const wrongRuns = runs(wrong, (n) => first.labels[n]);
  const right = first.inDoubt.filter((n) => !wrong.includes(n));
  t.diagnostic(`${truth.length} paragraphs, ${wrong.length} wrong in ${wrongRuns.length} runs, ${right.length} in doubt and right`);
  assert.ok(wrong.length >= 10 && wrongRuns.length >= 4 && wrong.every((n) => first.inDoubt.includes(n)),
    'the model has changed, and is no longer in doubt where this page needs it: write it anew');
  const keys = [];
  while (keys.length < 100) {
    const { selected, labels, inDoubt } = await shown(page);
    const wanted = new Set(selected.map((n) => truth[n]));
    if (!inDoubt.length) break;
    assert.equal(wanted.size, 1, `selected together: ${selected}`);
    const isRight = selected.every((n) => labels[n] === truth[n]);
    keys.push(isRight ? 'Tab' : [...wanted][0]);
    await press(page, keys.at(-1));
  }
  assert.equal((await shown(page)).labels, truth);
  keys.push('Enter');
  await press(page, 'Enter');
  t.diagnostic(`keys: ${keys.join(' ')}`);
  assert.ok(keys.length <= 2 * wrongRuns.length + right.length + 1, `${keys.length} keys`);
  await page.getByRole('button', { name: 'Finish' }).click();
  assert.equal(await program.ended(), 0, program.said());
  assert.deepEqual(letters(readFileSync(output, 'utf8')), { [DAY]: truth });
  assert.deepEqual(faults, []);
});

test('killed in the midst of work, nothing is lost; undo goes on behind it', async (t) => {
  const { program, page, output } = await sit(t, [DAY, ...BULLETINS]);
  const name = (await shown(page)).name;
  for (const key of ['n', 'r', 'Tab', 'u', 'p']) await press(page, key);
  await press(page, 'ArrowDown');
  await press(page, 'Shift+ArrowDown');
  await press(page, 'a');
  const before = await shown(page);
  assert.equal(await program.end('SIGKILL'), null);
  await page.keyboard.press('n');
  await page.getByText('The program does not answer').waitFor();

  const again = await sit(t, [DAY, ...BULLETINS], { output });
  const after = await shown(again.page);
  assert.deepEqual([after.name, after.labels, after.how], [name, before.labels, before.how]);
  for (let n = 0; n < 4; n += 1) await press(again.page, 'u');
  assert.equal(await again.page.getByRole('button', { name: 'Undo' }).isDisabled(), true);
  assert.ok((await shown(again.page)).how.every((how) => how === ''));
  assert.equal(await again.program.end('SIGTERM'), 0);
});

test('a text that comes again is asked once, and undone with its first', async (t) => {
  const { page, program, output } = await sit(t, BULLETINS);
  const first = await shown(page);
  const offer = first.texts.indexOf('The bulletin in the morning');
  await press(page, 'Home');
  for (let n = 0; n < offer; n += 1) await press(page, 'ArrowDown');
  await press(page, 'g');
  assert.deepEqual((await shown(page)).selected, [offer, offer + 1, offer + 2]);
  await press(page, 'p');
  await press(page, 'Enter');
  const second = await shown(page);
  assert.notEqual(second.name, first.name);
  const taken = second.texts.indexOf('Ten crowns');
  assert.deepEqual([second.labels[taken], second.how[taken]], ['p', 'as elsewhere']);
  await press(page, 'u');
  assert.equal((await shown(page)).name, first.name);
  await press(page, 'u');
  const undone = await shown(page);
  assert.deepEqual([undone.labels, undone.how], [first.labels, first.how]);
  // Undone, and done again: the second sitting knows it from the CSV.
  await press(page, 'p');
  await press(page, 'Enter');
  assert.equal(await program.end('SIGINT'), 0);
  const again = await sit(t, BULLETINS, { output });
  const rest = await shown(again.page);
  assert.deepEqual([rest.name, rest.labels[taken], rest.how[taken]], [second.name, 'p', 'as elsewhere']);
});

test('everything is done without a mouse', async (t) => {
  const { page, program, output } = await sit(t, BULLETINS);
  await press(page, 'Escape');
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  assert.match(await focused(), /Article/);
  await press(page, 'Tab');
  assert.match(await focused(), /Pitch/);
  await press(page, 'Escape');
  await press(page, 'e');
  await page.getByRole('region', { name: 'Why the model says so' }).waitFor();
  await press(page, 'e');
  await press(page, 's');
  // No doubt is left then: Tab leads on.
  for (let n = 0; n < 20 && (await shown(page)).inDoubt.length; n += 1) await press(page, 'Tab');
  await press(page, 'Tab');
  assert.match(await focused(), /Article/);
  await press(page, 'Escape');
  await press(page, 'Enter');
  await page.getByText('No page is left').waitFor();
  assert.equal(await focused(), 'Finish');
  await page.keyboard.press('Enter');
  await page.getByText('The program has ended').waitFor();
  assert.equal(await program.ended(), 0);
  assert.equal(Object.keys(letters(readFileSync(output, 'utf8'))).length, 1);
});

test('keys that were pressed on a page do nothing on the next one', async (t) => {
  const { page, program } = await sit(t, [DAY, ...BULLETINS]);
  const { name } = await shown(page);
  // While the first key is answered, the others are pressed.
  await page.route('**/steps', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  for (const key of ['Enter', 'Enter', 'n', 'Tab', 's']) await page.keyboard.press(key);
  await settled(page);
  const after = await shown(page);
  assert.notEqual(after.name, name);
  assert.ok(after.how.every((how) => how === '' || how === 'as elsewhere'), after.how.join());
  await page.unroute('**/steps');
  assert.equal(await program.end('SIGTERM'), 0);
  assert.match(program.said(), /1 page written/);
});

test('a hostile page runs nothing, and asks nobody', async (t) => {
  const huge = join(folder(), 'huge.jsonl');
  const html = `<h1>Ferries</h1><p>${'&lt;script>globalThis.ran = 1&lt;/script> '.repeat(100_000)}</p><p>Sail on<p>At nine`;
  writeFileSync(huge, JSON.stringify({ page: '<img src=x onerror="globalThis.ran = 2">', html }));
  const { page, faults } = await sit(t, [...pages('hostile'), huge]);
  for (let n = 0; n < 2; n += 1) {
    const { texts } = await shown(page);
    assert.ok(texts.some((text) => /<\/?script>/.test(text)), texts.join('\n'));
    for (const key of ['Home', 'e', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'n', 'u', 'e']) await press(page, key);
    const kinds = await page.evaluate(() => [...new Set([...document.querySelectorAll('#paragraphs *')].map((e) => e.tagName))].sort());
    assert.deepEqual(kinds, ['LI', 'SPAN']);
    await press(page, 'Enter');
  }
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.deepEqual(faults, []);
});

for (const width of [390, 1440]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe-core finds no fault at ${width} pixels, ${colorScheme}`, async (t) => {
      const { page, faults } = await sit(t, [DAY, ...BULLETINS], { viewport: { width, height: 844 }, colorScheme });
      const check = async () => assert.deepEqual(await accessibilityFaults(page), []);
      await check();
      for (const key of ['p', 'Tab', 'e', 'g']) await press(page, key);
      await page.getByText('Keys', { exact: true }).click();
      await check();
      for (let n = 0; n < 3; n += 1) await press(page, 'Enter');
      await check();
      await page.getByRole('button', { name: 'Finish' }).click();
      await page.getByText('The program has ended').waitFor();
      await check();
      assert.deepEqual(faults, []);
    });
  }
}

test('a thumb is enough at 390 pixels', async (t) => {
  const { page } = await sit(t, [DAY], { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const small = await page.evaluate(() => [...document.querySelectorAll('button, #paragraphs li')]
    .filter((e) => e.offsetParent && (e.offsetWidth < 44 || e.offsetHeight < 44)).map((e) => e.textContent));
  assert.deepEqual(small, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const { selected, inDoubt } = await shown(page);
  await page.getByRole('button', { name: 'Pitch' }).tap();
  await settled(page);
  const labelled = await shown(page);
  assert.ok(selected.every((n) => labelled.labels[n] === 'p' && labelled.how[n] === 'by hand'));
  assert.ok(!labelled.selected.includes(selected[0]) && labelled.inDoubt.length < inDoubt.length);
  const [from] = labelled.selected;
  await page.locator('#paragraphs li').nth(from).tap();
  await page.getByRole('button', { name: 'Extend' }).tap();
  await page.locator('#paragraphs li').nth(from + 2).tap();
  await settled(page);
  assert.deepEqual((await shown(page)).selected, [from, from + 1, from + 2]);
  await page.getByRole('button', { name: 'Undo' }).tap();
  await settled(page);
  assert.deepEqual((await shown(page)).selected, selected);
});

test('the token leaves the address, and stays with the tab', async (t) => {
  const { page, program } = await sit(t, BULLETINS);
  assert.ok(!page.url().includes('#'), page.url());
  await page.reload();
  await page.locator('#paragraphs li').first().waitFor();
  const stranger = await look(t, program.url.replace(/#.*/, ''));
  await stranger.page.getByText('Open the address that the program printed').waitFor();
  assert.equal(await stranger.page.locator('#paragraphs li').count(), 0);
});

test('a tab goes on with the token of a program that was started again', async (t) => {
  const { page, program, output } = await sit(t, BULLETINS);
  await press(page, 'n');
  const before = await shown(page);
  assert.equal(await program.end('SIGKILL'), null);
  const again = await start('label', ...BULLETINS, '--output', output, '--port', new URL(program.url).port);
  t.after(() => again.end('SIGKILL'));
  await page.goto(again.url);
  await page.getByText('0 of 2 done').waitFor();
  await press(page, 'u');
  await press(page, 'n');
  assert.deepEqual((await shown(page)).how, before.how);
});

test('a second tab is told that the first went on, and shows how it stands', async (t) => {
  const { page, program } = await sit(t, BULLETINS);
  const other = (await look(t, program.url)).page;
  await press(page, 'n');
  await other.keyboard.press('a');
  await other.getByText('went on in another tab').waitFor();
  assert.deepEqual((await shown(other)).labels, (await shown(page)).labels);
});

test('the model may be one that was trained on what was labelled', async (t) => {
  const { page, program, output } = await sit(t, [DAY]);
  for (const letter of 'apnr') await press(page, letter);
  await press(page, 'Enter');
  assert.equal(await program.end('SIGTERM'), 0);
  const model = join(folder(), 'site.unpitch');
  await run('train', output, '--quiet', '--output', model);
  assert.match(await run('evaluate', output, '--model', model), /macro F1/);
  const next = await start('label', ...BULLETINS, '--model', model, '--output', output);
  t.after(() => next.end('SIGKILL'));
  const { page: other } = await look(t, next.url);
  assert.ok((await shown(other)).texts.includes('Ten crowns'));
});
