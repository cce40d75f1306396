/** What the window's command line may say: a capture file, and `--screenshot=FILE`. */
import { resolve } from 'node:path';
import { app } from 'electron';

export interface StartArguments {
  /** Absolute path of the capture to open. */
  readonly path?: string;
  /** Absolute path of a PNG to write once the window has settled; the program then quits. */
  readonly screenshot?: string;
}

/** Reads `argv` as Electron gives it: the program, Chromium's switches, the application's folder unless packaged, then ours. */
export function parseArguments(argv: readonly string[], workingFolder: string): StartArguments {
  const operands: string[] = [];
  let screenshot: string | undefined;
  for (const argument of argv.slice(1)) {
    if (argument.startsWith('--screenshot=')) {
      screenshot = resolve(workingFolder, argument.slice('--screenshot='.length));
    } else if (!argument.startsWith('-')) {
      operands.push(argument);
    }
  }
  const [file] = app.isPackaged ? operands : operands.slice(1);
  return { path: file === undefined ? undefined : resolve(workingFolder, file), screenshot };
}
