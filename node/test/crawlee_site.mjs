// A site of 200 pages on this machine: our sample pages, each many times, and among them what crawlers meet.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename } from 'node:path';

import { HARBOUR, samples } from './program.mjs';

const HTML = 'text/html; charset=utf-8';

/** What Crawlee itself refuses, by its content type. */
export const REFUSED = ['/header-unknown', '/image'];

const BROKEN = {
  '/header-lies': { body: HARBOUR, type: 'text/html; charset=utf-16' },
  '/header-unknown': { body: HARBOUR, type: 'text/html; charset=klingon' },
  '/header-silent': { body: HARBOUR, type: 'text/html' },
  '/latin-as-utf-8': { body: Buffer.from('<p>Die Fähre fährt wieder, sagte der Hafenmeister am Freitag.', 'latin1') },
  '/latin': { body: Buffer.from('<p>Die Fähre fährt wieder, sagte er.', 'latin1'), type: 'text/html; charset=iso-8859-1' },
  '/cut-off': { body: HARBOUR.subarray(0, HARBOUR.length / 2) },
  '/cut-off-in-a-tag': { body: HARBOUR.subarray(0, HARBOUR.indexOf('class=') + 3) },
  '/empty': { body: Buffer.alloc(0) },
  '/noise': { body: Buffer.from(Array.from({ length: 5120 }, (_, i) => i % 256)) },
  '/image': { body: Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), type: 'image/png' },
  '/slow': { body: HARBOUR, delay: 2000 },
};

/** The answers by path: the broken ones, and the samples again and again, each time with another number in it. */
export function pages(n = 200) {
  const answers = new Map(Object.entries(BROKEN));
  const paths = [...samples('data/html'), ...samples('data/languages')];
  for (let i = 0; answers.size < n; i += 1) {
    const path = paths[i % paths.length];
    answers.set(`/${i}/${basename(path)}`, { body: Buffer.concat([readFileSync(path), Buffer.from(`<!-- ${i} -->`)]) });
  }
  return answers;
}

/** Serves the answers, and gives the address under which they begin, the paths that were asked for, and what ends it. */
export async function serve(answers) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const { body, type = HTML, delay = 0 } = answers.get(request.url);
    setTimeout(() => response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body), delay);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { base: `http://127.0.0.1:${server.address().port}`, asked, close };
}
