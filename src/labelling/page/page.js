// What keys, buttons and taps do: each is a step, which the program answers with how the sitting stands.

import { ask, enqueue, isBusy } from './program.js';
import { forget, go, neighbour, nextRun, runBefore, runs, select, selectGroup, selectRun, selection } from './selection.js';
import { LABELS, build, byId, isWaiting, list, paint, say, sheet, showProgress } from './sheet.js';
import { closeWhy, isWhyShown, showWhy } from './why.js';

const bar = byId('bar');
const finishButton = byId('finish');
let isExtending = false;

const later = (work) => enqueue(work, fault);

async function fault(error) {
  if (error.status === 409) {
    show(await ask('GET', 'sitting'));
    say('The sitting went on in another tab; this is how it stands.', true);
  } else if (error.status === 401 || error.status === 403) {
    say('Open the address that the program printed last; it ends with # and a token.', true);
  } else if (error.status) {
    say(error.message, true);
  } else {
    say('The program does not answer. What is shown here is saved: start it again, and open the address that it prints.', true);
  }
}

async function step(act) {
  const { taken, current } = sheet.view;
  show(await ask('POST', 'steps', { taken, page: current ?? '', ...act }));
}

// What is shown.

function show(answer) {
  const before = sheet.view;
  sheet.view = answer;
  say('');
  if (answer.page) {
    forget();
    build(answer.page);
    closeWhy();
  }
  const isShown = answer.current !== null && !answer.over;
  if (isShown) paint(answer.page ? null : before);
  showControls(isShown);
  showProgress();
  if (answer.over) showOver(answer.over);
  else if (!isShown) showAllDone();
  else if (answer.page || before.current !== answer.current) begin();
}

function showControls(isShown) {
  const { over, progress } = sheet.view;
  list.hidden = !isShown;
  byId('keys').hidden = !isShown;
  bar.hidden = Boolean(over);
  finishButton.hidden = Boolean(over);
  for (const button of bar.querySelectorAll('button')) button.disabled = !isShown;
  bar.querySelector('[data-key="u"]').disabled = !progress.can_undo;
}

function showAllDone() {
  const { finished, skipped } = sheet.view.progress;
  byId('name').textContent = 'No page is left';
  const rest = skipped ? `, ${skipped} skipped, which come again the next time` : '';
  say(`${finished} done${rest}. Finish writes them; u undoes.`);
  finishButton.focus();
}

function showOver({ path, finished, pages, begun }) {
  byId('name').textContent = 'Finished';
  const kept = begun ? ` ${begun} begun and not done: kept in the journal beside it.` : '';
  const written = finished ? `${finished} written, ${pages} in all.` : 'No page was done, nothing was written.';
  say(`${path}: ${written}${kept} The program has ended; this tab can be closed.`);
}

/** A page that is new here: its first doubt is selected. */
function begin() {
  list.focus({ preventScroll: true });
  if (!selectRun(nextRun(0))) {
    select([0], 0);
    sayNoDoubt();
  }
}

function sayNoDoubt() {
  say('Nothing in doubt is left on this page: Enter goes to the next one.');
}

// What is done.

function moveOn() {
  if (!selectRun(nextRun(Math.max(...selection.all) + 1))) sayNoDoubt();
}

async function label(letter) {
  setExtending(false);
  await step({ do: 'label', at: runs(selection.all), label: LABELS[letter] });
  moveOn();
}

async function confirm() {
  setExtending(false);
  const seen = [...selection.all].filter(isWaiting);
  if (seen.length) await step({ do: 'confirm', at: runs(seen) });
  moveOn();
}

/** Takes the last step back, and selects what it had changed here. */
async function undo() {
  if (!sheet.view.progress.can_undo) {
    say('Nothing to undo.');
    return;
  }
  const before = sheet.view;
  await step({ do: 'undo' });
  const { current, labels, how } = sheet.view;
  if (current !== before.current) return;
  const all = sheet.items.map((_, index) => index);
  const changed = all.filter((index) => labels[index] !== before.labels[index] || how[index] !== before.how[index]);
  if (changed.length) select(changed, changed[0]);
}

async function explain() {
  const page = encodeURIComponent(sheet.view.current);
  showWhy(await ask('GET', `why?page=${page}&paragraph=${selection.active}`));
  sheet.items[selection.active].scrollIntoView({ block: 'nearest' });
}

async function finish() {
  show(await ask('POST', 'finish', {}));
}

function setExtending(isOn) {
  isExtending = isOn;
  bar.querySelector('[data-key="x"]').setAttribute('aria-pressed', String(isOn));
}

/** What a key does to the page that is shown, by its name. */
const ACTIONS = {
  a: () => label('a'),
  p: () => label('p'),
  n: () => label('n'),
  r: () => label('r'),
  Tab: confirm,
  Enter: () => step({ do: 'finish' }),
  ArrowDown: (isRun) => go(selection.active + 1, isRun),
  ArrowUp: (isRun) => go(selection.active - 1, isRun),
  Home: (isRun) => go(0, isRun),
  End: (isRun) => go(sheet.items.length - 1, isRun),
  ArrowRight: () => selectRun(neighbour(selection.active, false)),
  ArrowLeft: () => selectRun(neighbour(selection.active, true)),
  g: selectGroup,
  u: undo,
  e: () => (isWhyShown() ? closeWhy() : explain()),
  s: () => step({ do: 'skip' }),
  x: () => setExtending(!isExtending),
};

/** Keys that say something of the page on which they are pressed: on the next one, nobody has seen it. */
const OF_PAGE = ['a', 'p', 'n', 'r', 'Tab', 'Enter', 's'];

function act(key, isRun) {
  const seen = sheet.view?.current;
  later(() => {
    const { view } = sheet;
    if (view && OF_PAGE.includes(key) && view.current !== seen) return undefined;
    const isPossible = view && !view.over && (view.current !== null || key === 'u');
    return isPossible ? ACTIONS[key](isRun || isExtending) : undefined;
  });
}

// Events.

/** Whether Tab stays in the list: once no doubt is left that way, it leads to the buttons as everywhere. */
function keepsTab(isBack) {
  return isBusy() || (isBack ? runBefore(selection.active) : nextRun(0)) !== null;
}

function onKey(event) {
  if (!sheet.view || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const isDone = sheet.view.current === null;
  if (event.key === 'Escape' && !isDone) {
    toButtons(event);
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isHere = [list, document.body].includes(document.activeElement);
  const isMeant = isDone ? key === 'u' : isHere && Object.hasOwn(ACTIONS, key);
  if (!isMeant || (key === 'Tab' && !keepsTab(event.shiftKey))) return;
  event.preventDefault();
  // A key that is held down moves, and does nothing else again and again.
  if (event.repeat && !key.startsWith('Arrow')) return;
  if (key === 'Tab' && event.shiftKey) later(() => selectRun(runBefore(selection.active)));
  else act(key, event.shiftKey);
}

function toButtons(event) {
  event.preventDefault();
  if (document.activeElement === list) bar.querySelector('.labels button').focus();
  else list.focus();
}

function onButton(event) {
  const button = event.target.closest('button');
  if (!button) return;
  act(button.dataset.label ?? button.dataset.key, false);
  list.focus({ preventScroll: true });
}

function onPick(event) {
  const index = sheet.items.indexOf(event.target.closest('li'));
  const isRun = event.shiftKey || isExtending;
  if (index >= 0) later(() => go(index, isRun));
}

selection.onMove = () => {
  if (isWhyShown()) later(explain);
};
document.addEventListener('keydown', onKey);
bar.addEventListener('click', onButton);
list.addEventListener('click', onPick);
// Else a shift-click would select text.
list.addEventListener('mousedown', (event) => event.shiftKey && event.preventDefault());
finishButton.addEventListener('click', () => later(finish));
// Another token for this tab: the program was started again on the same port.
window.addEventListener('hashchange', () => location.reload());
later(async () => show(await ask('GET', 'sitting')));
