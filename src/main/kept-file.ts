/** A small JSON file in the user's settings folder: checked when read, replaced as a whole when written. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { log } from './log-file';

/** The parsed content, or undefined when the file is missing or no JSON. */
export function readKept(name: string): unknown {
  let text: string;
  try {
    text = readFileSync(join(app.getPath('userData'), name), 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    log(`${name} is no JSON and is not used.`);
    return undefined;
  }
}

/** Writes beside the file and renames, so that a crash leaves the old one. */
export function writeKept(name: string, value: unknown): void {
  const path = join(app.getPath('userData'), name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(value, undefined, 2), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    log(`${name} could not be written: ${String(error)}`);
  }
}
