// What is selected: single paragraphs, runs, groups.

import { isWaiting, list, sheet } from './sheet.js';

/** The selection, the paragraph that keys start from, and the one that a run starts from. */
export const selection = { all: new Set(), active: 0, anchor: 0, onMove: () => {} };

/** Whether two paragraphs have one label and stand in one block: what is beyond may be something else. */
function isAlike(a, b) {
  const { labels } = sheet.view;
  return labels[a] === labels[b] && sheet.paragraphs[a].block === sheet.paragraphs[b].block;
}

/** The paragraphs from here on that are alike and fit. */
function runFrom(start, fits = () => true) {
  let end = start + 1;
  while (end < sheet.items.length && fits(end) && isAlike(start, end)) end += 1;
  return { start, end };
}

/** The run up to here of paragraphs that are alike and fit. */
function runUpTo(last, fits = () => true) {
  let start = last;
  while (start > 0 && fits(start - 1) && isAlike(start - 1, last)) start -= 1;
  return { start, end: last + 1 };
}

/** The run after that of a paragraph, or the one before, whether in doubt or not; its own where there is no other. */
export function neighbour(index, isBack) {
  const { start } = runUpTo(index);
  const { end } = runFrom(index);
  if (isBack) return runUpTo(Math.max(start - 1, 0));
  return end < sheet.items.length ? runFrom(end) : { start, end };
}

/** The next run of doubtful paragraphs, from a place on and then from the top. */
export function nextRun(from) {
  const n = sheet.items.length;
  for (let step = 0; step < n; step += 1) {
    const index = (from + step) % n;
    if (isWaiting(index)) return runFrom(index, isWaiting);
  }
  return null;
}

/** The run of doubtful paragraphs before a place, whether they were seen or not. */
export function runBefore(from) {
  const isDoubtful = (index) => sheet.paragraphs[index].doubtful;
  let last = from - 1;
  while (last >= 0 && !isDoubtful(last)) last -= 1;
  return last < 0 ? null : runUpTo(last, isDoubtful);
}

/** Selects a run; whether there is one. */
export function selectRun(run) {
  if (run) select(range(run.start, run.end), run.start, 'center');
  return run !== null;
}

const range = (start, end) => Array.from({ length: end - start }, (_, n) => start + n);

/** Selects paragraphs; the one that keys start from is shown, and of what is new also what stands around it. */
export function select(indices, from, block = 'nearest') {
  const { items } = sheet;
  for (const index of selection.all) items[index]?.setAttribute('aria-selected', 'false');
  items[selection.active]?.classList.remove('active');
  selection.all = new Set(indices);
  for (const index of selection.all) items[index].setAttribute('aria-selected', 'true');
  selection.active = from;
  selection.anchor = from;
  items[from].classList.add('active');
  list.setAttribute('aria-activedescendant', items[from].id);
  items[from].scrollIntoView({ block });
  selection.onMove();
}

/** Forgets what was selected on another page. */
export function forget() {
  selection.all = new Set();
  selection.active = 0;
}

/** Goes to a paragraph; or selects the run from the anchor up to it. */
export function go(to, isRun) {
  const index = Math.max(0, Math.min(sheet.items.length - 1, to));
  const from = isRun ? selection.anchor : index;
  select(range(Math.min(from, index), Math.max(from, index) + 1), index);
  selection.anchor = from;
}

/** Selects the whole group of a paragraph. */
export function selectGroup() {
  const { paragraphs } = sheet;
  const wanted = paragraphs[selection.active].group;
  const all = paragraphs.map((_, index) => index);
  select(all.filter((index) => paragraphs[index].group === wanted), selection.active);
}

/** Paragraphs as runs: each from its first up to one that is not in it. */
export function runs(indices) {
  const all = [];
  for (const index of [...indices].sort((a, b) => a - b)) {
    if (all.at(-1)?.[1] === index) all.at(-1)[1] += 1;
    else all.push([index, index + 1]);
  }
  return all;
}
