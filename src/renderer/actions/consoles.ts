/** Opening and using socket consoles. */
import type { ConsoleEvent, ConsoleStatus } from '../../shared/sockets';
import type { ConsoleData, ConsoleRequest } from '../../shared/sockets-contract';
import { askSockets } from '../bridge/sockets-client';
import { type OpenConsole, sockets } from '../state/sockets';
import { closeTabs, openTab } from './tabs';

/** Events that a console keeps in the window. */
const mostEvents = 5000;

let lastKey = 0;

/** Opens a console in a tab of its own; it connects or listens at once, and sends nothing by itself. */
export async function openConsole(request: ConsoleRequest): Promise<void> {
  lastKey++;
  const key = lastKey;
  const opened: OpenConsole = {
    key,
    request,
    number: undefined,
    events: [],
    dropped: 0,
    status: undefined,
    failure: undefined,
  };
  sockets.set({ consoles: [...sockets.get().consoles, opened] });
  openTab({ kind: 'socket-console', console: key }, 'panel');
  try {
    const { console: number } = await askSockets('openConsole', { request });
    change(key, { number });
  } catch (error) {
    change(key, { failure: error instanceof Error ? error.message : String(error) });
  }
}

/** Closes a console and its tab. */
export async function endConsole(key: number): Promise<void> {
  const { consoles } = sockets.get();
  const ended = consoles.find((console) => console.key === key);
  sockets.set({ consoles: consoles.filter((console) => console.key !== key) });
  closeTabs((content) => content.kind === 'socket-console' && content.console === key);
  if (ended?.number !== undefined && sockets.get().gone === undefined)
    await askSockets('closeConsole', { console: ended.number });
}

/** Sends once; to all clients of a server unless one is named. */
export async function sendFromConsole(console: number, data: ConsoleData, to: number | 'all'): Promise<void> {
  await askSockets('send', { console, data, to });
}

// What the process tells of a console may come before the answer that gives its number.
let early: { readonly console: number; readonly apply: (console: OpenConsole) => Partial<OpenConsole> }[] = [];

export function noteConsoleEvents({
  console,
  events,
}: {
  readonly console: number;
  readonly events: readonly ConsoleEvent[];
}): void {
  note(console, (known) => {
    const all = [...known.events, ...events];
    const over = Math.max(0, all.length - mostEvents);
    return { events: all.slice(over), dropped: known.dropped + over };
  });
}

export function noteConsoleStatus({
  console,
  status,
}: {
  readonly console: number;
  readonly status: ConsoleStatus;
}): void {
  note(console, () => ({ status }));
}

function note(console: number, apply: (console: OpenConsole) => Partial<OpenConsole>): void {
  const known = sockets.get().consoles.find(({ number }) => number === console);
  if (known) change(known.key, apply(known));
  else early.push({ console, apply });
}

function change(key: number, changes: Partial<OpenConsole>): void {
  let changed: OpenConsole | undefined;
  const consoles = sockets.get().consoles.map((console) => {
    if (console.key !== key) return console;
    changed = { ...console, ...changes };
    if (changes.number !== undefined) {
      for (const { console: number, apply } of early)
        if (number === changes.number) changed = { ...changed, ...apply(changed) };
      early = early.filter(({ console: number }) => number !== changes.number);
    }
    return changed;
  });
  sockets.set({ consoles });
}
