/** Watching the socket table, and what opens from one of its rows. */

import { displayFilter } from '../../shared/socket-filters';
import type { SocketRow, SocketTableChange } from '../../shared/sockets';
import { onMain } from '../bridge/main-client';
import { abandonSockets, askSockets, awaitSockets } from '../bridge/sockets-client';
import { sockets } from '../state/sockets';
import { noteConsoleEvents, noteConsoleStatus } from './consoles';

/** Time between two readings of the table, in milliseconds. */
const interval = 1000;

/** Begins to listen to the sockets process; called once. */
export function startSockets(): void {
  awaitSockets((client) => {
    client.on('tableChange', (change) => sockets.set(changed(change)));
    client.on('consoleEvents', noteConsoleEvents);
    client.on('consoleStatus', noteConsoleStatus);
  });
  onMain('socketsGone', ({ message }) => {
    abandonSockets(message);
    sockets.set({ gone: message });
  });
}

/** Has the table read regularly; Unix sockets too, when somebody looks at them. */
export async function watchSockets(unix: boolean): Promise<void> {
  sockets.set({ gone: undefined });
  await askSockets('watchTable', { interval, unix });
}

export async function unwatchSockets(): Promise<void> {
  if (sockets.get().gone === undefined) await askSockets('unwatchTable', undefined);
}

function changed({ whole, rows: changes, removed, at, problem, cost }: SocketTableChange) {
  const rows = new Map(whole ? [] : sockets.get().rows);
  for (const row of changes) rows.set(row.id, row);
  for (const id of removed) rows.delete(id);
  return { rows, at, problem, cost };
}

/** The display filter for a socket's packets; empty where no capture can see them. */
export function socketFilter({ protocol, local, remote }: SocketRow): string {
  return displayFilter(protocol, local, remote);
}
