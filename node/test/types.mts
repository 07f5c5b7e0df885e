// All of the package's types, used as they are meant to be; `tsc` checks this file, nothing runs it.

import {
  Model, Page, clean, cleanAsync, labelHtml, labelHtmlAsync, labelText, labelTextAsync,
  type ArticleOptions, type ByLabel, type CleanOptions, type Label, type LabelOptions, type Metadata, type Paragraph,
  type Part, type PlainPage, type Verdict,
} from 'unpitch';

declare const file: { href: string; protocol: string; pathname: string; host: string };
declare const given: { language?: string; markdown?: boolean };

const options: LabelOptions = { language: 'de-AT', url: 'https://courier.example/ferry' };
const cleaning: CleanOptions = { parts: ['heading', 'body'], maxLoss: 0.005, markdown: true, language: 'en' };
const article: ArticleOptions = { parts: ['list-item'] };

const models: Model[] = [new Model(), Model.load('site.unpitch'), Model.load(file), await Model.loadAsync('site.unpitch')];
for (const model of models) {
  const pages: Page[] = [
    model.labelHtml('<p>Tides', options), model.labelHtml(new Uint8Array([60]), { language: given.language }),
    model.labelText('Tides', options), await model.labelHtmlAsync('<p>Tides'), await model.labelTextAsync('Tides', options),
    labelHtml('<p>Tides'), labelText('Tides'), await labelHtmlAsync(new Uint8Array(1)), await labelTextAsync('Tides'),
  ];
  const texts: string[] = [
    model.clean('<p>Tides', cleaning), await model.cleanAsync(new Uint8Array(1)), clean('<p>Tides', given),
    await cleanAsync('<p>Tides', cleaning), ...pages.map((page) => page.article(article) + page.article()),
  ];
  console_(pages.map(told), texts);
}

function told(page: Page): unknown[] {
  const plain: PlainPage = page.toJSON();
  const { title, authors, published, modified, language, siteName, canonical, image, description, tags, sources }: Metadata = page.metadata;
  const { access, kind, pitches, claimedFree, paidParts, reasons, shares }: Verdict = page.verdict;
  const strings: (string | null | undefined)[] = [
    title, published, modified, language, siteName, canonical, image, description, sources.siteName, page.url, page.language,
    ...authors, ...tags, ...pitches, ...paidParts, ...reasons, access === 'gated' ? kind : access,
  ];
  const free: boolean | null = claimedFree;
  return [plain, strings, free, shares['subscription-pitch'], page.paragraphs.map(line)];
}

function line(paragraph: Paragraph): [Label, Part | null, number, string] {
  const { position, label, probability, probabilities, text, start, end, tag, path, part } = paragraph;
  const all: ByLabel = probabilities;
  return [label, part, position + probability + all.article + (end - start), `${text}${tag}${path}`];
}

function console_(..._: unknown[]): void {}

// What must not pass.
const page = labelText('Tides');
// @ts-expect-error text as bytes
labelText(new Uint8Array(1));
// @ts-expect-error no such part
page.article({ parts: ['Body'] });
// @ts-expect-error no such option
labelHtml('<p>', { lang: 'en' });
// @ts-expect-error a page is immutable
page.paragraphs[0].label = 'article';
// @ts-expect-error pages come from calls
new Page();
// @ts-expect-error no such label
page.paragraphs.filter(({ label }) => label === 'pitch');
