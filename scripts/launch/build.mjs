// Builds the window, the command line program and the capture helper, each only when a source is newer than what was built.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { project, run, say } from './project.mjs';

const SOURCES = ['src', 'package.json', 'package-lock.json', 'tsconfig.json'];
const WINDOW = {
  title: 'window',
  sources: [...SOURCES, 'electron.vite.config.ts'],
  products: ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'],
  command: ['node_modules/electron-vite/bin/electron-vite.js', 'build'],
};
const COMMAND_LINE = {
  title: 'command line program',
  sources: [...SOURCES, 'vite.cli.config.ts'],
  products: ['out/cli/index.js'],
  command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.cli.config.ts'],
};
const CAPTURE_HELPER = {
  title: 'capture helper',
  sources: [...SOURCES, 'vite.capture-helper.config.ts'],
  products: ['out/capture-helper/index.js'],
  command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.capture-helper.config.ts'],
};

export function ensureWindowBuilt() {
  ensureBuilt(WINDOW);
  ensureBuilt(CAPTURE_HELPER);
}

export function ensureCommandLineBuilt() {
  ensureBuilt(COMMAND_LINE);
  ensureBuilt(CAPTURE_HELPER);
}

function ensureBuilt({ title, sources, products, command }) {
  const built = Math.min(...products.map((product) => modified(product)));
  if (sources.every((source) => newest(source) < built)) return;
  say(`building the ${title}`);
  run(process.execPath, [...command, '--logLevel', 'warn']);
}

function modified(path) {
  return statSync(join(project, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When a file, or the newest file in a folder and the folders below it, was last modified. */
function newest(path) {
  const stat = statSync(join(project, path));
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(join(project, path)).map((name) => newest(join(path, name))));
}
