'use strict';

// The package `unpitch`; `index.d.ts` says what each of these is.
//
//   lib/native.js    the native half, which build.mjs made
//   lib/errors.js    exceptions, by what native code says went wrong
//   lib/checks.js    arguments of the right types, or exceptions
//   lib/page.js      a labelled page
//   lib/model.js     the model: pages in, labelled pages out

const { Model } = require('./lib/model.js');
const { Page } = require('./lib/page.js');

let model;
/** One model for all calls, since it knows the words of the pages before. */
const common = () => (model ??= new Model());

const labelHtml = (page, options) => common().labelHtml(page, options);
const labelText = (text, options) => common().labelText(text, options);
const clean = (page, options) => common().clean(page, options);
const labelHtmlAsync = async (page, options) => common().labelHtmlAsync(page, options);
const labelTextAsync = async (text, options) => common().labelTextAsync(text, options);
const cleanAsync = async (page, options) => common().cleanAsync(page, options);

// Written so that Node finds the names for `import { Model } from 'unpitch'`.
module.exports = { Model, Page, labelHtml, labelText, clean, labelHtmlAsync, labelTextAsync, cleanAsync };
