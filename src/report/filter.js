'use strict';
// Shows the errors that fit; without it all are shown.
const form = document.querySelector('#filter');
const errors = [...document.querySelectorAll('#errors > li')];
const quoted = errors.map((error) => {
  const texts = [...error.querySelectorAll('bdi.page, .quote')].map((text) => text.textContent);
  return texts.join('\n').toLowerCase();
});

function show() {
  const { text, ...wanted } = Object.fromEntries(new FormData(form));
  const part = text.trim().toLowerCase();
  let shown = 0;
  errors.forEach((error, index) => {
    const isOfKind = Object.entries(wanted).every(([name, value]) => value === '' || error.dataset[name] === value);
    error.hidden = !(isOfKind && quoted[index].includes(part));
    shown += Number(!error.hidden);
  });
  form.querySelector('output').textContent = `${shown} of ${errors.length} shown`;
}

form.hidden = false;
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
// The fields are empty only after the event.
form.addEventListener('reset', () => setTimeout(show));
// A link leads to an error that does not fit.
addEventListener('hashchange', () => {
  const error = document.getElementById(location.hash.slice(1));
  if (error?.hidden) {
    form.reset();
    show();
    error.scrollIntoView();
  }
});
show();
