/** Starting programs to watch them: what they say, which sockets they use, the TLS secrets they write. */
import type { Payload } from '../../shared/contract';
import type { LaunchRequest, SocketsContract } from '../../shared/sockets-contract';
import { askMain } from '../bridge/main-client';
import { askSockets } from '../bridge/sockets-client';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { type OpenLaunch, sockets } from '../state/sockets';
import { applyFilter } from './filter';
import { closeTabs, openTab } from './tabs';
import { captureFor } from './wire';

/** Pieces of output that the window keeps of a program. */
const mostEvents = 5000;

/** Asks the user, captures when that is wanted, and starts the program. */
export async function launch(request: LaunchRequest, capture: boolean): Promise<void> {
  const prepared = await askMain('prepareLaunch', request);
  if (!prepared) return;
  // All interfaces, without a filter: which sockets the program will use, nobody knows yet.
  if (capture && !(await captureFor('', ''))) return;
  const { launch: number, pid } = await askSockets('launch', { token: prepared.token });
  const program: OpenLaunch = {
    number,
    title: request.command,
    capture: capture ? app.get().capture?.path : undefined,
    status: undefined,
    events: [
      { kind: 'step', at: Date.now(), step: 'launch', text: messages.sockets.launches.started(request.command, pid) },
    ],
    dropped: 0,
  };
  sockets.set({ launches: [...sockets.get().launches, program] });
  openTab({ kind: 'launch', launch: number }, 'panel');
}

/** Forgets a program and its secrets; one that still runs goes on. */
export async function forgetLaunch(number: number): Promise<void> {
  sockets.set({ launches: sockets.get().launches.filter((one) => one.number !== number) });
  closeTabs((content) => content.kind === 'launch' && content.launch === number);
  await askSockets('forgetLaunch', { launch: number });
}

export function noteLaunchOutput({ launch: number, stream, bytes }: Payload<SocketsContract, 'launchOutput'>): void {
  const text = new TextDecoder().decode(bytes);
  const output = { at: Date.now(), bytes, text, length: bytes.length };
  add(number, stream === 'output' ? { kind: 'output', ...output } : { kind: 'errors', ...output });
}

export function noteLaunchStatus({ launch: number, status }: Payload<SocketsContract, 'launchStatus'>): void {
  const before = sockets.get().launches.find((one) => one.number === number);
  change(number, { status });
  if (!before) return;
  if (before.status?.state !== status.state && status.state !== 'running')
    add(number, {
      kind: 'step',
      at: Date.now(),
      step: 'end',
      text: messages.sockets.launches.ended(status.exitCode, status.signal, status.problem),
    });
  followSockets(before, status.displayFilter);
}

/** The capture that was started for a program shows that program's packets, unless the user asked for others. */
function followSockets(program: OpenLaunch, filter: string): void {
  const { capture } = app.get();
  const before = program.status?.displayFilter ?? '';
  if (filter === before || program.capture === undefined || capture?.path !== program.capture) return;
  if (capture.view.filter === before) applyFilter(filter).catch(() => undefined);
}

function add(number: number, event: OpenLaunch['events'][number]): void {
  const program = sockets.get().launches.find((one) => one.number === number);
  if (!program) return;
  const events = [...program.events, event];
  const over = Math.max(0, events.length - mostEvents);
  change(number, { events: events.slice(over), dropped: program.dropped + over });
}

function change(number: number, changes: Partial<OpenLaunch>): void {
  sockets.set({
    launches: sockets.get().launches.map((one) => (one.number === number ? { ...one, ...changes } : one)),
  });
}

/** The TLS secrets of all programs that were started, one behind the other. */
export async function launchedSecrets(): Promise<Uint8Array | undefined> {
  const writers = sockets.get().launches.filter(({ status }) => (status?.secrets ?? 0) > 0);
  if (writers.length === 0) return undefined;
  const parts = await Promise.all(writers.map(({ number }) => askSockets('launchSecrets', { launch: number })));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
