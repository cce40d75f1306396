/** The log: a text file of limited size in the user's log folder. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';

/** Size at which the log is set aside as `sockeye.1.log` and begun anew; so at most twice this is kept. */
const largest = 1024 * 1024;
/** Longest line, in characters. */
const longestLine = 4000;

export function logPath(): string {
  return join(app.getPath('logs'), 'sockeye.log');
}

/** Adds one line with its time. A log that cannot be written is no reason to fail. */
export function log(message: string): void {
  const path = logPath();
  const line = message.replaceAll(/\p{Cc}+/gu, ' ').slice(0, longestLine);
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (sizeOf(path) > largest) renameSync(path, join(dirname(path), 'sockeye.1.log'));
    appendFileSync(path, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  } catch {
    console.error(line);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
