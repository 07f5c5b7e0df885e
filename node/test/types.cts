// The same package for CommonJS.

import unpitch = require('unpitch');

const page: unpitch.Page = new unpitch.Model().labelText('Tides');
const label: unpitch.Label | undefined = page.paragraphs[0]?.label;
export = label;
