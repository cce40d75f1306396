/** Watching the socket table, and what opens from one of its rows. */
import { displayFilter } from '../../shared/socket-filters';
import type { SocketRow, SocketTableChange } from '../../shared/sockets';
import { askEngine } from '../bridge/engine-client';
import { onMain } from '../bridge/main-client';
import { abandonSockets, askSockets, awaitSockets } from '../bridge/sockets-client';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { sockets } from '../state/sockets';
import { loseConsoles, noteConsoleEvents, noteConsoleStatus } from './consoles';
import { loseLaunches, noteLaunchEvents, noteLaunchStatus } from './launches';
import { openTab } from './tabs';

/** Time between two readings of the table, in milliseconds. */
const interval = 1000;

/** Begins to listen to the sockets process; called once. */
export function startSockets(): void {
  awaitSockets((client) => {
    client.on('tableChange', (change) => sockets.set(changed(change)));
    client.on('consoleEvents', noteConsoleEvents);
    client.on('consoleStatus', noteConsoleStatus);
    client.on('launchEvents', noteLaunchEvents);
    client.on('launchStatus', noteLaunchStatus);
  });
  onMain('socketsGone', ({ message }) => {
    abandonSockets(message);
    sockets.set({ gone: message });
    loseConsoles(message);
    loseLaunches(message);
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
  const known = sockets.get().rows;
  // Time goes on also where nothing else changes.
  if (!whole && changes.length + removed.length === 0) return { rows: known, at, problem, cost };
  const rows = new Map(whole ? [] : known);
  for (const row of changes) rows.set(row.id, row);
  for (const id of removed) rows.delete(id);
  return { rows, at, problem, cost };
}

/** The display filter for a socket's packets; empty where no capture can see them. */
export function socketFilter({ protocol, local, remote }: SocketRow): string {
  return displayFilter(protocol, local, remote);
}

/** From the selected packet to the socket of this machine that it belongs to. */
export async function showSocketOfPacket(): Promise<void> {
  const { selection } = app.get();
  if (!selection) return;
  const { source, destination } = await askEngine('ownersOfPacket', { number: selection.number });
  const socket = source?.socket ?? destination?.socket;
  if (!socket) throw new Error(messages.sockets.noSocket(source?.reason ?? destination?.reason ?? ''));
  const ends = [socket.local, socket.remote].flatMap((end) => (end === null ? [] : [`${end.address}:${end.port}`]));
  sockets.set({ search: ends.join(' ') });
  openTab({ kind: 'sockets' });
}
