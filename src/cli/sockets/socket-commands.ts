/** The commands about sockets: `sockets`, `connect` and `listen`. */
import { print } from '../output';
import { connectHelp, listenHelp } from './console-help';
import { runConsole } from './run-console';
import { listSockets, socketsHelp } from './socket-list';

export type SocketCommand = 'sockets' | 'connect' | 'listen';

const helps: Readonly<Record<SocketCommand, string>> = {
  sockets: socketsHelp,
  connect: connectHelp,
  listen: listenHelp,
};

/** Runs a command about sockets and gives the exit code. */
export async function socketCommand(command: SocketCommand, words: readonly string[]): Promise<number> {
  if (words.includes('--help') || words.includes('-h')) print(helps[command]);
  else if (command === 'sockets') await listSockets(words);
  else return await runConsole(command, words);
  return 0;
}
