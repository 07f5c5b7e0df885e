'use strict';

// Arguments of the right types, or exceptions that say what was found, what was expected and what to do.

const { fileURLToPath } = require('node:url');
const { isUint8Array, isSharedArrayBuffer } = require('node:util').types;
const { wrongType, wrongValue } = require('./errors.js');

/** What a value is, for people. */
function kind(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return typeof value;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'object';
}

/** A page of HTML: a string, or bytes that stay as they are while native code reads them. */
function html(value) {
  if (typeof value === 'string') return value;
  if (!isUint8Array(value)) {
    throw wrongType(`page: found ${kind(value)}, expected string, Buffer or Uint8Array`);
  }
  if (value.byteLength === 0 && isDetached(value.buffer)) {
    throw wrongType('page: found bytes of a detached buffer, expected bytes; label them before they are transferred');
  }
  // Another thread may be writing to them.
  return isSharedArrayBuffer(value.buffer) ? new Uint8Array(value) : value;
}

function isDetached(buffer) {
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** A page of text. Bytes are refused: `start` and `end` count in a string. */
function text(value) {
  if (typeof value === 'string') return value;
  const hint = isUint8Array(value) ? '; decode it first: new TextDecoder().decode(bytes)' : '';
  throw wrongType(`text: found ${kind(value)}, expected string${hint}`);
}

/** The path of a file. */
function path(value) {
  const found = value instanceof URL ? fileURLToPath(value) : value;
  if (typeof found !== 'string') throw wrongType(`path: found ${kind(value)}, expected string or URL`);
  if (found.includes('\0')) throw wrongValue('path: found a NUL character, expected the path of a file');
  return found;
}

/** What each option has to be. */
const OPTIONS = {
  language: string,
  url: string,
  markdown: boolean,
  maxLoss: share,
  parts: names,
};

function string(name, value) {
  if (typeof value !== 'string') throw wrongType(`${name}: found ${kind(value)}, expected string`);
  return value;
}

function boolean(name, value) {
  if (typeof value !== 'boolean') throw wrongType(`${name}: found ${kind(value)}, expected boolean`);
  return value;
}

function share(name, value) {
  if (typeof value !== 'number') throw wrongType(`${name}: found ${kind(value)}, expected number`);
  if (!(value >= 0 && value <= 1)) {
    throw wrongValue(`${name}: found ${value}, expected a share of the article from 0 to 1, such as 0.005`);
  }
  return value;
}

function names(name, value) {
  if (!Array.isArray(value)) throw wrongType(`${name}: found ${kind(value)}, expected an array of names of parts`);
  return Array.from(value, (part) => string(name, part));
}

/** Those of the options that are given: what is undefined or null is not. Others than the named ones are mistakes. */
function options(given, ...known) {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw wrongType(`options: found ${kind(given)}, expected an object with any of ${known.join(', ')}`);
  }
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrongType(`options: found ${unknown}, expected any of ${known.join(', ')}`);
  const read = {};
  for (const name of known) {
    const value = given[name];
    if (value !== undefined && value !== null) read[name] = OPTIONS[name](name, value);
  }
  return read;
}

module.exports = { kind, html, text, path, options };
