'use strict';

const native = require('./native.js');
const checks = require('./checks.js');
const { settle, wrongType } = require('./errors.js');
const { page } = require('./page.js');

const LABELLING = ['language', 'url'];
const CLEANING = ['parts', 'maxLoss', 'markdown', 'language'];

/** A model: pages in, labelled pages out. Immutable. */
class Model {
  #engine;

  constructor(engine) {
    if (engine !== undefined && !(engine instanceof native.Engine)) {
      throw wrongType(`Model: found ${checks.kind(engine)}, expected nothing; Model.load(path) reads a model file`);
    }
    this.#engine = engine ?? new native.Engine();
  }

  static load(path) {
    return new Model(settle(native.Engine.load(checks.path(path))));
  }

  static async loadAsync(path) {
    return new Model(settle(await native.Engine.loadAsync(checks.path(path))));
  }

  labelHtml(html, options) {
    const { language, url } = checks.options(options, ...LABELLING);
    return page(this.#engine.labelHtml(checks.html(html), language), url);
  }

  async labelHtmlAsync(html, options) {
    const { language, url } = checks.options(options, ...LABELLING);
    return page(await this.#engine.labelHtmlAsync(checks.html(html), language), url);
  }

  labelText(text, options) {
    const { language, url } = checks.options(options, ...LABELLING);
    return page(this.#engine.labelText(checks.text(text), language), url);
  }

  async labelTextAsync(text, options) {
    const { language, url } = checks.options(options, ...LABELLING);
    return page(await this.#engine.labelTextAsync(checks.text(text), language), url);
  }

  clean(html, options) {
    const { language, ...article } = checks.options(options, ...CLEANING);
    return settle(this.#engine.clean(checks.html(html), language, article));
  }

  async cleanAsync(html, options) {
    const { language, ...article } = checks.options(options, ...CLEANING);
    return settle(await this.#engine.cleanAsync(checks.html(html), language, article));
  }
}

module.exports = { Model };
