/** Copies a capture, as it is, to where the user wants to have it, with what is noted beside it of who owned its sockets. */
import { copyFile, rename } from 'node:fs/promises';
import { copyOwners, removeOwners } from '../capture-control/owners-sidecar';

export async function copyCapture(from: string, to: string, withOwners: boolean): Promise<void> {
  // Never a file in parts under the name the user gave.
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
  // Notes that lie there already are of another capture.
  removeOwners(to);
  if (withOwners) copyOwners(from, to);
}
