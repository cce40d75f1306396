/** Turns what Node throws about a file into a sentence for the user. */
import { HostFileError } from '../engine/host';
import { fileTrouble, type SystemError, writingTrouble } from '../shared/file-sentences';

/** The sentence of a file error that one can do something about; any other error is a fault of the program. */
export function isFileError(error: unknown): error is HostFileError {
  return error instanceof HostFileError;
}

export function fileError(error: unknown, path: string): HostFileError {
  if (error instanceof HostFileError) return error;
  return new HostFileError(...fileTrouble(systemError(error), path));
}

/** The same for a file that was to be written, which need not exist: its folder must. */
export function writeError(error: unknown, path: string): HostFileError {
  if (error instanceof HostFileError) return error;
  return new HostFileError(...writingTrouble(systemError(error), path));
}

function systemError(error: unknown): SystemError {
  return error instanceof Error ? error : { message: String(error) };
}
