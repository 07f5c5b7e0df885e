// The panel that says why the model labelled a paragraph so.

import { LABELS, NAMES, byId, part, percent } from './sheet.js';

const panel = byId('why');
const button = document.querySelector('[data-key="e"]');

export const isWhyShown = () => !panel.hidden;

export function showWhy({ label, probabilities, because }) {
  const letters = Object.keys(LABELS);
  const name = NAMES[letters.find((letter) => LABELS[letter] === label)];
  const shares = letters.map((letter, index) => `${NAMES[letter]} ${percent(probabilities[index])}`);
  const reasons = part('ul', '', '');
  reasons.append(...because.map(reason));
  panel.replaceChildren(part('h2', '', `The model says ${name}`), part('p', '', shares.join(' · ')), reasons);
  toggle(true);
}

export function closeWhy() {
  toggle(false);
}

function toggle(isShown) {
  panel.hidden = !isShown;
  // What is selected is to be seen above it.
  document.documentElement.classList.toggle('explained', isShown);
  button.setAttribute('aria-expanded', String(isShown));
}

function reason({ words, amount }) {
  const made = part('li', '', '');
  const number = `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`;
  made.append(part('b', '', number), part('span', '', words));
  return made;
}
