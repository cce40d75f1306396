/** Removes what tells of a capture's owners when it is no longer true, or is said by the capture itself. */
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { ownersPath } from '../shared/owners-path';

/** How a file of ours begins. */
const beginning = '{"format":"sockeye-owners"';

/** A file of another kind that happens to have this name stays. */
export function removeOwners(capture: string): void {
  const path = ownersPath(capture);
  if (beginningOf(path) === beginning) rmSync(path, { force: true });
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
