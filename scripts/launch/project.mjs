// Where the project lies, how the launcher speaks, and how it runs other programs.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Says what the launcher does; standard output belongs to the program that is launched. */
export function say(text) {
  process.stderr.write(`sockeye: ${text}\n`);
}

/** What went wrong in words for the user: the launcher prints it without a stack and exits 1. */
export class LaunchError extends Error {}

/** Runs a program in the project's folder, its output on standard error; throws when it fails. */
export function run(program, args, options = {}) {
  const { error, status, signal } = spawnSync(program, args, {
    cwd: project,
    stdio: ['ignore', process.stderr, process.stderr],
    ...options,
  });
  if (error) throw new LaunchError(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new LaunchError(`${[program, ...args].join(' ')} failed (${signal ?? `exit ${status}`}).`);
}

/** Whether a program of this name is on the path. */
export function installed(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
