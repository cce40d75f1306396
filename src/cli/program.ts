/** The command line program: the engine with tshark's options. Exit codes: 0; 1 bad usage; 2 unreadable file or bad filter. */
import { CaptureFileError } from '../engine/session';
import { catalogue } from '../engine/session/open-session';
import { isFileError } from '../node-host/file-error';
import { createNodeHost } from '../node-host/node-host';
import { version } from '../shared/version';
import { type Options, parseArguments } from './arguments';
import { help } from './help';
import { openFor } from './open-for';
import { flush, print } from './output';
import { printGlossary } from './print-glossary';
import { FilterError, readCapture } from './read-capture';
import { completeNames } from './rpc/complete';
import type { SocketCommand } from './sockets/socket-commands';
import { UsageError } from './usage-error';

const host = createNodeHost();

// What not every command needs is loaded by those that do.

async function run(options: Options): Promise<number> {
  if (options.help) print(help);
  else if (options.version) print(`Sockeye ${version}\n`);
  else if (options.complete !== undefined) for (const name of completeNames(options.complete)) print(`${name}\n`);
  else if (options.capture !== undefined)
    return await (await import('./live-capture')).captureLive(host, options.capture, options);
  else if (options.glossary === undefined) return await read(options);
  else if (!printGlossary(options.glossary, catalogue))
    throw new UsageError(`There is no glossary “${options.glossary}”: fields, protocols or values.`);
  return 0;
}

async function read(options: Options): Promise<number> {
  if (options.input === undefined)
    throw new UsageError('Name a capture file with -r FILE, or an interface to capture on with -i.');
  const { session, warnings } = await openFor(host, options.input, options);
  for (const warning of warnings) console.error(`sockeye: ${warning}`);
  try {
    return await readCapture(host, session, options);
  } finally {
    session.close();
  }
}

/** Whether an error's message is a sentence for the user; any other is a fault of the program, and its trace is wanted. */
function isTold(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    error instanceof CaptureFileError ||
    error instanceof FilterError ||
    isFileError(error)
  );
}

type Command = (words: readonly string[]) => Promise<number>;

const aboutSockets =
  (command: SocketCommand): Command =>
  async (words) =>
    await (await import('./sockets/socket-commands')).socketCommand(command, words);

/** Commands whose names stand in the place of options. */
const commands: Readonly<Record<string, Command>> = {
  async rpc() {
    await (await import('./rpc/serve')).serve(host);
    return 0;
  },
  sockets: aboutSockets('sockets'),
  connect: aboutSockets('connect'),
  listen: aboutSockets('listen'),
};

/** Runs the program on this process's arguments and leaves its exit code. */
export async function main(): Promise<void> {
  try {
    const words = process.argv.slice(2);
    const [first = '', ...rest] = words;
    process.exitCode = Object.hasOwn(commands, first) ? await commands[first](rest) : await run(parseArguments(words));
  } catch (error) {
    flush();
    if (!isTold(error)) throw error;
    console.error(`sockeye: ${error.message}`);
    process.exitCode = error instanceof UsageError ? 1 : 2;
  }
  flush();
}
