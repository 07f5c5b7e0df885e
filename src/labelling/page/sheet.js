// The page that is shown: its paragraphs, and what the program said of them last.

export const NAMES = { a: 'Article', p: 'Pitch', n: 'Navigation', r: 'Related' };
export const LABELS = { a: 'article', p: 'subscription-pitch', n: 'navigation', r: 'related-content' };
const HOW = { p: '', g: 'by hand', c: 'confirmed', t: 'as elsewhere' };

/** Characters of a page's name that fit beside a button on a narrow screen. */
const MOST_OF_A_NAME = 32;

export const byId = (id) => document.getElementById(id);
export const percent = (share) => `${Math.round(share * 100)}\u00a0%`;
export const list = byId('paragraphs');

/** What the program said last; the paragraphs of its page, and their elements. */
export const sheet = { view: null, paragraphs: [], items: [] };

/** Whether a paragraph is in doubt, and nobody has said anything of it. */
export const isWaiting = (index) => sheet.paragraphs[index].doubtful && sheet.view.how[index] === 'p';

/** A text in an element: only ever as text. */
export function part(kind, name, text) {
  const made = document.createElement(kind);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

/** Shows another page. */
export function build(page) {
  sheet.paragraphs = page.paragraphs;
  byId('name').textContent = ending(page.name);
  byId('name').title = page.name;
  document.title = `${page.name} – label pages`;
  sheet.items = page.paragraphs.map((paragraph, index) => item(page, paragraph, index));
  list.replaceChildren(...sheet.items);
}

/** The end of a name, which of a path tells most. */
function ending(name) {
  return name.length > MOST_OF_A_NAME ? `…${name.slice(1 - MOST_OF_A_NAME)}` : name;
}

function item(page, paragraph, index) {
  const made = part('li', '', '');
  made.id = `paragraph-${index}`;
  made.setAttribute('role', 'option');
  made.setAttribute('aria-selected', 'false');
  if (/^h[1-6]$/.test(paragraph.tag ?? '')) made.classList.add('heading');
  const more = paragraph.more ? ` … (${paragraph.more} more characters)` : '';
  const text = part('span', 'text', paragraph.text + more);
  text.dir = 'auto';
  if (page.language) text.lang = page.language;
  made.append(part('span', 'said', ''), text);
  return made;
}

/** Shows the labels that are other than before, or all. */
export function paint(before) {
  const { view, items, paragraphs } = sheet;
  items.forEach((made, index) => {
    const [label, how] = [view.labels[index], view.how[index]];
    if (before && before.labels[index] === label && before.how[index] === how) return;
    made.dataset.label = label;
    const mark = part('span', 'mark', label.toUpperCase());
    mark.setAttribute('aria-hidden', 'true');
    const said = [mark, part('span', 'label', NAMES[label])];
    if (isWaiting(index)) said.push(part('span', 'doubt', `in doubt, ${percent(paragraphs[index].probability)}`));
    if (HOW[how]) said.push(part('span', 'how', HOW[how]));
    made.firstChild.replaceChildren(...said);
  });
}

export function showProgress() {
  const { progress, current } = sheet.view;
  const here = sheet.items.filter((_, index) => isWaiting(index)).length;
  const parts = [`${progress.finished} of ${progress.pages} done`];
  if (progress.skipped) parts.push(`${progress.skipped} skipped`);
  if (current !== null) parts.push(`${here} in doubt here, ${progress.waiting} in all`);
  if (progress.seconds !== null) parts.push(`${Math.round(progress.seconds)} s a page`);
  byId('progress').textContent = parts.join(' · ');
}

export function say(text, isFault = false) {
  const message = byId('message');
  message.textContent = text;
  message.classList.toggle('fault', isFault);
}
