// Builds the window and the command line program, each only when a source is newer than what was built.
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

export const ensureWindowBuilt = () => ensureBuilt(WINDOW);
export const ensureCommandLineBuilt = () => ensureBuilt(COMMAND_LINE);

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
