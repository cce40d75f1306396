/** Says why a capture cannot be written where `-w` names, before anything is captured. */
import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileTrouble, type SystemError, writingTrouble } from '../shared/file-sentences';

/** Undefined when a file of this name can be made. `-` is standard output. */
export function outputTrouble(path: string): string | undefined {
  if (path === '-') return undefined;
  if (path === '') return 'The name of the file behind -w is empty.';
  const name = basename(path);
  if (isFolder(path) || path.endsWith('/') || name === '.' || name === '..')
    return fileTrouble({ code: 'EISDIR', message: '' }, path)[1];
  try {
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return writingTrouble(error as SystemError, path)[1];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
