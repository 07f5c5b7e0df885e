// What all browser tests share: the program, the browser, and what is asked of every page.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const PROGRAM = process.env.UNPITCH_BINARY ?? 'unpitch';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A folder of its own. */
export const folder = () => mkdtempSync(join(tmpdir(), 'unpitch-browser-'));

/** Opens Debian's browser, or the one that CHROMIUM names. */
export function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  // Whoever runs tests in a container is root there, where it has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Starts `unpitch`, and waits until it says an address. */
export async function start(...args) {
  const child = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8');
  const url = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
    child.stderr.on('data', (text) => {
      said += text;
      const found = said.match(/http:\/\/\S+/);
      if (found) resolve(found[0]);
    });
  });
  child.removeAllListeners('exit');
  const end = child.exitCode === null ? once(child, 'exit') : Promise.resolve([child.exitCode]);
  return {
    url,
    said: () => said,
    /** Its exit code, once it has ended. */
    ended: async () => (await end)[0],
    /** Ends it by a signal. */
    end: async (signal) => {
      child.kill(signal);
      return (await end)[0];
    },
  };
}

/** Runs `unpitch` to its end; its standard output. */
export async function run(...args) {
  const child = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, said] = ['', ''].map((text) => ({ text }));
  child.stdout.setEncoding('utf8').on('data', (text) => { out.text += text; });
  child.stderr.setEncoding('utf8').on('data', (text) => { said.text += text; });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`unpitch ${args.join(' ')}: ${code}\n${said.text}`);
  return out.text;
}

/** What axe-core finds wrong with a page, a line each. */
export async function accessibilityFaults(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}

/** Everything that a page does which it should not: errors, messages of the browser, requests to elsewhere. */
export function watch(page, address) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) faults.push(`request: ${request.url()}`);
  });
  return faults;
}
