/** Copies what tells of a capture's owners, and removes it when it is no longer true, or is said by the capture itself. */
import { closeSync, copyFileSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import { ownersPath } from '../shared/owners-path';

/** How a file of ours begins. */
const beginning = '{"format":"sockeye-owners"';

/** A file of another kind that happens to have this name stays. */
export function removeOwners(capture: string): void {
  const path = ownersPath(capture);
  if (beginningOf(path) === beginning) rmSync(path, { force: true });
}

/** Copies what is noted beside one file to beside another; nothing, where nothing is noted or something else lies there. */
export function copyOwners(from: string, to: string): void {
  if (beginningOf(ownersPath(from)) === beginning && !existsSync(ownersPath(to)))
    copyFileSync(ownersPath(from), ownersPath(to));
}

function beginningOf(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const bytes = Buffer.alloc(beginning.length);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } catch {
    return '';
  } finally {
    closeSync(file);
  }
}
