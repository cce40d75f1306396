/** The commands about sockets: `sockets`, `connect` and `listen`. */
import { print } from '../output';
import { connectHelp, listenHelp } from './console-help';
import { runConsole } from './run-console';
import { listSockets, socketsHelp } from './socket-list';

const helps: Readonly<Record<string, string>> = { sockets: socketsHelp, connect: connectHelp, listen: listenHelp };

/** Runs a command about sockets and gives the exit code; undefined where the words are none. */
export async function socketCommand(words: readonly string[]): Promise<number | undefined> {
  const [command, ...rest] = words;
  if (command !== 'sockets' && command !== 'connect' && command !== 'listen') return undefined;
  if (rest.includes('--help') || rest.includes('-h')) print(helps[command]);
  else if (command === 'sockets') await listSockets(rest);
  else return await runConsole(command, rest);
  return 0;
}
