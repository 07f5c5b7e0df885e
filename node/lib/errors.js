'use strict';

const { getSystemErrorName } = require('node:util');

/** An exception with a code. */
const coded = (Class, code, message) => Object.assign(new Class(message), { code });

const wrongType = (message) => coded(TypeError, 'ERR_INVALID_ARG_TYPE', message);
const wrongValue = (message) => coded(RangeError, 'ERR_INVALID_ARG_VALUE', message);
const tooLarge = (message) => coded(RangeError, 'ERR_UNPITCH_TOO_LARGE', message);

/** The operating system's name for an error, such as ENOENT. */
function systemCode({ code, errno }) {
  if (errno == null || process.platform === 'win32') return code;
  return getSystemErrorName(-errno) ?? code;
}

/** What native code gave back, or the exception for what it says went wrong. */
function settle(answer) {
  // No answer but a fault has a message.
  if (typeof answer.message !== 'string') return answer;
  if (answer.code === 'ERR_INVALID_ARG_VALUE') throw wrongValue(answer.message);
  throw coded(Error, systemCode(answer), answer.message);
}

module.exports = { wrongType, wrongValue, tooLarge, settle };
