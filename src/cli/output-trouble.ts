/** Says why a capture cannot be written where `-w` names, before anything is captured. */
import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileTrouble, type SystemError, writingTrouble } from '../shared/file-sentences';

/** Undefined when a file of this name can be made. `-` is standard output. */
export function outputTrouble(path: string): string | undefined {
  if (path === '-') return undefined;
  if (path === '') return 'The name of the file behind -w is empty.';
  const name = basename(path);
  try {
    const present = statSync(path, { throwIfNoEntry: false });
    if (present?.isDirectory() || path.endsWith('/') || name === '.' || name === '..')
      return fileTrouble({ code: 'EISDIR', message: '' }, path)[1];
    // A FIFO or a device is written as it is; a file is made anew in its folder.
    if (present !== undefined && !present.isFile()) accessSync(path, constants.W_OK);
    else accessSync(dirname(path), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return writingTrouble(error as SystemError, path)[1];
  }
}
