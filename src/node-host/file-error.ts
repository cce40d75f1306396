/** Turns what Node throws about a file into a sentence for the user. */
import { dirname } from 'node:path';
import { HostFileError } from '../engine/host';

const sentences: Record<string, readonly [HostFileError['kind'], string]> = {
  ENOENT: ['missing', 'does not exist'],
  ENOTDIR: ['missing', 'does not exist'],
  EEXIST: ['failed', 'is there already, and is no folder'],
  EISDIR: ['directory', 'is a folder, not a file'],
  EACCES: ['permission', 'cannot be opened: you have no permission for it'],
  EPERM: ['permission', 'cannot be opened: you have no permission for it'],
  EROFS: ['permission', 'cannot be written: its disk is read-only'],
  ENOSPC: ['failed', 'cannot be written: its disk is full'],
  EDQUOT: ['failed', 'cannot be written: your share of its disk is used up'],
  EFBIG: ['failed', 'cannot be written: it would be larger than its disk allows'],
  EPIPE: ['failed', 'is no longer read by anybody'],
  EMFILE: ['failed', 'cannot be opened: too many files are open'],
};

/** The sentence of a file error that one can do something about; any other error is a fault of the program. */
export function isFileError(error: unknown): error is HostFileError {
  return error instanceof HostFileError;
}

export function fileError(error: unknown, path: string): HostFileError {
  if (error instanceof HostFileError) return error;
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  const [kind, what] = sentences[code] ?? (['failed', `cannot be used: ${message}`] as const);
  return new HostFileError(kind, `“${path}” ${what}.`);
}

/** The same for a file that was to be written, which need not exist: its folder must. */
export function writeError(error: unknown, path: string): HostFileError {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return fileError(error, path);
  return new HostFileError('missing', `“${path}” cannot be written: there is no folder “${dirname(path)}”.`);
}
