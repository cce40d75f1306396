/** Which Node can run the capture helper, and where the helper lies. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program to start and what it needs in its environment. */
export interface Runtime {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Has the right to capture by itself; see the remedy “private runtime”. */
  readonly privileged: boolean;
}

/** Where the remedy puts a copy of Node that only the capturing group may execute. */
export const privateRuntime = '/usr/local/lib/sockeye/capture-node';

const asNode = { ELECTRON_RUN_AS_NODE: '1' };

/** Runtimes that may be there, best first. cap loads only in the one that it was built for. */
export function runtimes(environment: NodeJS.ProcessEnv = process.env): Runtime[] {
  const plain = { environment: {}, privileged: false };
  const found: Runtime[] = [];
  for (const program of [environment.SOCKEYE_CAPTURE_NODE, privateRuntime])
    if (program && mayExecute(program)) found.push({ program, environment: {}, privileged: true });
  const given = environment.SOCKEYE_NODE;
  if (given) found.push({ program: given, ...plain });
  if (process.versions.electron === undefined) found.push({ program: process.execPath, ...plain });
  else {
    // In a packaged program cap was built for Electron; while developing it was built for the Node that installed it.
    found.push({ program: process.execPath, environment: asNode, privileged: false });
    const node = onPath('node', environment);
    if (node !== undefined) found.push({ program: node, ...plain });
  }
  return found;
}

/** The helper beside the program that asks: `out/capture-helper` beside `out/cli` and `out/main`. */
export function defaultHelper(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '../capture-helper/index.js');
}

/** The full path of a program; capture programs also lie where only root's path leads. */
export function onPath(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter);
  if (process.platform !== 'win32') folders.push('/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/local/bin');
  if (process.platform === 'darwin') folders.push('/Applications/Wireshark.app/Contents/MacOS');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return folders.map((folder) => join(folder, name + suffix)).find((path) => mayExecute(path));
}

export function mayExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}
