'use strict';

// The native half. What it has is private to this package: use what `index.js` exports.

const { join } = require('node:path');

try {
  module.exports = require('../unpitch.node');
} catch (cause) {
  const what = cause.code === 'MODULE_NOT_FOUND' ? 'is not built' : 'cannot be loaded';
  const message = `unpitch: its native half ${what}; with Rust 1.95 or later, run: node ${join(__dirname, '../build.mjs')}`;
  throw Object.assign(new Error(message, { cause }), { code: 'ERR_UNPITCH_NOT_BUILT' });
}
