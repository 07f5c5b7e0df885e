// Builds the native half with cargo and puts it beside this file as `unpitch.node`. npm runs it when the package is
// installed; nothing is downloaded but what cargo needs.

import { spawnSync } from 'node:child_process';
import { copyFileSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Ends with a message that says what to do. */
function fail(message) {
  console.error(`unpitch: ${message}`);
  process.exit(1);
}

/** The path of the library that cargo built: it says where, whatever the platform and its settings. */
function build() {
  const command = ['build', '--release', '--package', 'unpitch-node', '--message-format', 'json-render-diagnostics'];
  const done = spawnSync('cargo', command, { cwd: here('.'), stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 28 });
  if (done.error?.code === 'ENOENT') fail('found no cargo, expected Rust 1.95 or later: install it and try again');
  if (done.error) fail(`cargo did not run: ${done.error.message}`);
  if (done.status !== 0) fail(`cargo build failed, for the reason above (exit code ${done.status})`);
  const messages = done.stdout.toString().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const built = messages.find(({ reason, target }) => reason === 'compiler-artifact' && target.name === 'unpitch_node');
  return built?.filenames[0] ?? fail('cargo build gave no library');
}

// Renamed into its place: a process that has the old one open keeps it.
const library = build();
copyFileSync(library, here('unpitch.node.new'));
renameSync(here('unpitch.node.new'), here('unpitch.node'));
