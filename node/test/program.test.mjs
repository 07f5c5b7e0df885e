// The package says what the program says: the same labels, the same places, the same numbers.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

import { Model, clean as cleanHtml, labelText } from 'unpitch';
import { ROOT, asProgram, clean, predict, samples, skip } from './program.mjs';

const PAGES = ['data/html', 'data/languages', 'tests/properties/pages'].flatMap(samples);
const model = new Model();

/** Made up, of characters that take two units of UTF-16, marks that join, and letters of both directions. */
const HARD = [
  '<p>🚢 The night boat 👩‍👩‍👧 sails again 𝒇𝒓𝒐𝒎 Monday.<p>🎉 Subscribe 🎉 now<p>ن<b>🇩🇪</b>مرحبا<p>e\u0301 𠮷野家',
  '<title>🦑</title><nav><a href=/>🏠</a> <a href=/s>Sport ⚽</a></nav><p>\u{10ffff}\u{1f600}\u00a0x\u2028y</p><pre>  a\n🚢  b</pre>',
];
const HARD_TEXTS = [
  '🚢 Ferries sail again.\n\nAlready a subscriber?\u00a0Sign in 🎉\n',
  '\ufeff𝒇𝒓𝒐𝒎  Monday\r\n\r\n\t👩‍👩‍👧 \u2003 family \n\n\u{10ffff}',
  'hard-wrapped 🚢 text goes on and on until the line is full and then\nit goes on 🎉 in the next line, which is nearly as long as it is\nuntil it ends.\n\nSign in\n',
];

test('there are pages to compare', () => assert.ok(PAGES.length >= 20));

for (const path of PAGES) {
  test(`a file is labelled alike: ${basename(path)}`, { skip }, () => {
    const [line] = predict(path);
    const page = model.labelHtml(readFileSync(path));
    assert.deepEqual(asProgram(page), line.paragraphs);
    assert.equal(page.language, line.language);
    assert.ok(page.paragraphs.length > 5);
  });
}

test('strings of HTML are labelled alike, whatever their characters', { skip }, () => {
  const pages = [...HARD, ...PAGES.map((path) => readFileSync(path, 'utf8'))];
  const lines = predict(pages.map((html) => ({ html })));
  assert.equal(lines.length, pages.length);
  pages.forEach((html, i) => assert.deepEqual(asProgram(model.labelHtml(html)), lines[i].paragraphs));
});

test('texts are labelled alike, and sliced by start and end', { skip }, () => {
  const texts = [...HARD_TEXTS, readFileSync(join(ROOT, 'data/example.txt'), 'utf8')];
  const lines = predict(texts.map((text) => ({ text })));
  texts.forEach((text, i) => {
    const page = labelText(text);
    assert.deepEqual(asProgram(page, text), lines[i].paragraphs);
    for (const { start, end, text: folded } of page.paragraphs) {
      assert.equal(text.slice(start, end).replace(/[\s\ufeff]+/gu, ' ').trim(), folded.trim());
    }
  });
});

test('start and end of HTML count in the paragraphs joined by line feeds', () => {
  for (const html of HARD) {
    const { paragraphs } = model.labelHtml(html);
    const text = paragraphs.map((paragraph) => paragraph.text).join('\n');
    assert.match(text, /\p{Emoji_Presentation}/u);
    for (const paragraph of paragraphs) assert.equal(text.slice(paragraph.start, paragraph.end), paragraph.text);
  }
});

test('a language that is given counts as it does for the program', { skip }, () => {
  const text = 'Die Fähre fährt wieder.\n\nJetzt anmelden\n';
  const [line] = predict([{ text, language: 'de-AT' }]);
  const page = model.labelText(text, { language: 'de-AT' });
  assert.deepEqual([page.language, line.language], ['de', 'de']);
  assert.deepEqual(asProgram(page, text), line.paragraphs);
});

test('the article is what clean writes', { skip }, async () => {
  const choices = [
    [[], undefined],
    [['--markdown'], { markdown: true }],
    [['--max-loss', '0.5%'], { maxLoss: 0.005 }],
    [['--parts', 'body,heading'], { parts: ['body', 'heading'] }],
    [['--max-loss', '2%', '--markdown'], { maxLoss: 0.02, markdown: true, parts: null }],
  ];
  for (const path of PAGES.slice(0, 8)) {
    const html = readFileSync(path);
    for (const [args, options] of choices) {
      const written = clean(path, ...args).trim();
      assert.equal(model.labelHtml(html).article(options).trim(), written);
      assert.equal(cleanHtml(html, options).trim(), written);
      assert.equal((await model.cleanAsync(html, options)).trim(), written);
    }
  }
});
