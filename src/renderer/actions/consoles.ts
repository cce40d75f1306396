/** Opening and using socket consoles. */
import type { Payload } from '../../shared/contract';
import type { ConsoleData, ConsoleRequest, SocketsContract } from '../../shared/sockets-contract';
import { askSockets } from '../bridge/sockets-client';
import { type OpenConsole, sockets } from '../state/sockets';
import { run } from './notices';
import { Sessions, withEvents } from './sessions';
import { closeTabs, openTab } from './tabs';

const all = new Sessions<OpenConsole>(
  () => sockets.get().consoles,
  (consoles) => sockets.set({ consoles }),
);

/** Opens a console in a tab of its own; it connects or listens at once, and sends nothing by itself. */
export async function openConsole(request: ConsoleRequest): Promise<void> {
  const key = all.nextKey();
  all.add({ key, request, number: undefined, events: [], dropped: 0, status: undefined, failure: undefined });
  openTab({ kind: 'socket-console', console: key }, 'panel');
  try {
    await all.opened(askSockets('openConsole', { request }), ({ console: number }) => {
      // Its tab may have been closed meanwhile.
      if (all.find(key)) all.change(key, { number });
      else run(askSockets('closeConsole', { console: number }));
      return number;
    });
  } catch (error) {
    all.change(key, { failure: error instanceof Error ? error.message : String(error) });
  }
}

/** Closes a console and its tab. */
export async function endConsole(key: number): Promise<void> {
  const number = all.find(key)?.number;
  all.remove(key);
  closeTabs((content) => content.kind === 'socket-console' && content.console === key);
  if (number !== undefined) await askSockets('closeConsole', { console: number });
}

/** Sends once; to all clients of a server unless one is named. */
export async function sendFromConsole(console: number, data: ConsoleData, to: number | 'all'): Promise<void> {
  await askSockets('send', { console, data, to });
}

export function noteConsoleEvents({ console, events }: Payload<SocketsContract, 'consoleEvents'>): void {
  all.heard(console, (known) => all.change(known.key, withEvents(known, events)));
}

export function noteConsoleStatus({ console, status }: Payload<SocketsContract, 'consoleStatus'>): void {
  all.heard(console, ({ key }) => all.change(key, { status }));
}

/** The process that held the sockets is gone, and they with it. */
export function loseConsoles(message: string): void {
  const end = { kind: 'step', at: Date.now(), step: 'end', text: message } as const;
  all.lose((console) => ({
    ...withEvents(console, [end]),
    status: console.status && { ...console.status, state: 'closed', clients: [], repeating: false },
  }));
}
