'use strict';

const { constants } = require('node:buffer');
const { inspect } = require('node:util');
const native = require('./native.js');
const checks = require('./checks.js');
const { settle, tooLarge, wrongType } = require('./errors.js');

/** Known to this package alone, so that nobody else makes pages. */
const KEY = Symbol('unpitch');

/** A page, top to bottom, each of its paragraphs with a label. Immutable. */
class Page {
  /** The JSON of the facts; null when it has been read. */
  #json;
  #facts;
  #article;
  #stored;
  #url;

  constructor(key, labelled, url) {
    if (key !== KEY) throw wrongType('Page: pages come from labelHtml and labelText, not from a constructor');
    this.#json = labelled.facts;
    this.#article = labelled.article;
    this.#stored = labelled.stored;
    this.#url = url ?? null;
  }

  /** What is known of the page, read when it is first asked for. */
  get #known() {
    if (this.#json !== null) {
      this.#facts = frozen(parsed(this.#json));
      this.#json = null;
    }
    return this.#facts;
  }

  get paragraphs() {
    return this.#known.paragraphs;
  }

  get language() {
    return this.#known.language;
  }

  get url() {
    return this.#url;
  }

  get metadata() {
    return this.#known.metadata;
  }

  get verdict() {
    return this.#known.verdict;
  }

  article(options) {
    const given = checks.options(options, 'parts', 'maxLoss', 'markdown');
    const isDefault = given.parts === undefined && given.maxLoss === undefined && !given.markdown;
    return isDefault ? this.#article : settle(native.article(this.#stored, given));
  }

  toJSON() {
    const { language, paragraphs, metadata, verdict } = this.#known;
    return { url: this.#url, language, paragraphs, metadata, verdict };
  }

  [inspect.custom]() {
    const counts = new Map();
    for (const { label } of this.paragraphs) counts.set(label, (counts.get(label) ?? 0) + 1);
    const said = Array.from(counts, ([label, n]) => `${n} ${label}`);
    return `<unpitch.Page ${said.join(', ') || 'without text'}>`;
  }
}

/** What JSON says, if it fits into a string, which takes two million paragraphs. */
function parsed(json) {
  const most = constants.MAX_STRING_LENGTH;
  if (json.length <= most) return JSON.parse(json);
  throw tooLarge(`page: found ${json.length} bytes of paragraphs, expected at most ${most}; label the page in pieces`);
}

/** The value, and all that it holds, so that it cannot be changed. */
function frozen(value) {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}

/** The page that native code has labelled. */
const page = (answer, url) => new Page(KEY, settle(answer), url);

module.exports = { Page, page };
