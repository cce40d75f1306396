/** Starting programs to watch them: what they say, which sockets they use, the TLS secrets they write. */
import type { Payload } from '../../shared/contract';
import type { LaunchStatus } from '../../shared/sockets';
import type { LaunchRequest, SocketsContract } from '../../shared/sockets-contract';
import { askMain } from '../bridge/main-client';
import { askSockets } from '../bridge/sockets-client';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { type OpenLaunch, sockets } from '../state/sockets';
import { renewFilter } from './filter';
import { Sessions, withEvents } from './sessions';
import { closeTabs, openTab } from './tabs';
import { captureFor } from './wire';

const words = messages.sockets.launches;
const all = new Sessions<OpenLaunch>(
  () => sockets.get().launches,
  (launches) => sockets.set({ launches }),
);

/** Asks the user, captures when that is wanted, and starts the program. */
export async function launch(request: LaunchRequest, capture: boolean): Promise<void> {
  const prepared = await askMain('prepareLaunch', request);
  if (!prepared) return;
  // All interfaces, without a filter: which sockets the program will use, nobody knows yet.
  if (capture && !(await captureFor('', ''))) return;
  await all.opened(askSockets('launch', { token: prepared.token }), ({ launch: number, pid }) => {
    const key = all.nextKey();
    all.add({
      key,
      number,
      title: request.command,
      capture: capture ? app.get().capture?.path : undefined,
      status: undefined,
      followed: '',
      events: [step('launch', words.started(request.command, pid))],
      dropped: 0,
    });
    openTab({ kind: 'launch', launch: key }, 'panel');
    return number;
  });
}

/** Forgets a program and its secrets; one that still runs goes on. */
export async function forgetLaunch(key: number): Promise<void> {
  const number = all.find(key)?.number;
  all.remove(key);
  closeTabs((content) => content.kind === 'launch' && content.launch === key);
  if (number !== undefined) await askSockets('forgetLaunch', { launch: number });
}

export function noteLaunchEvents({ launch: number, events }: Payload<SocketsContract, 'launchEvents'>): void {
  all.heard(number, (program) => all.change(program.key, withEvents(program, events)));
}

export function noteLaunchStatus({ launch: number, status }: Payload<SocketsContract, 'launchStatus'>): void {
  all.heard(number, (program) => {
    all.change(program.key, changed(program, status));
    followSockets(program, status.displayFilter);
  });
}

function changed(program: OpenLaunch, status: LaunchStatus): Partial<OpenLaunch> {
  if (program.status?.state === status.state || status.state === 'running') return { status };
  const end = words.ended(status.exitCode, status.signal, status.problem);
  return { status, ...withEvents(program, [step('end', end)]) };
}

/** The capture that was started for a program shows that program's packets, unless the user asks for others. */
function followSockets({ key, capture, followed }: OpenLaunch, filter: string): void {
  if (filter === followed || capture === undefined || app.get().capture?.path !== capture) return;
  if (!renewFilter(followed, filter)) return;
  all.change(key, { followed: filter });
}

/** The process that watched the programs is gone: they may still run, but nobody sees them any more, and their secrets are lost. */
export function loseLaunches(message: string): void {
  all.lose((program) => {
    if (program.status === undefined) return {};
    const status = { ...program.status, secrets: 0 };
    if (status.state !== 'running') return { status };
    return changed(program, { ...status, state: 'failed', pids: [], problem: message });
  });
}

const step = (name: string, text: string) => ({ kind: 'step', at: Date.now(), step: name, text }) as const;

/** The TLS secrets of all programs that were started, one behind the other. Rejects where there are none any more. */
export async function launchedSecrets(): Promise<Uint8Array> {
  const writers = sockets
    .get()
    .launches.flatMap(({ number, status }) => (number === undefined || !status?.secrets ? [] : [number]));
  if (writers.length === 0) throw new Error(words.secretsGone);
  const parts = await Promise.all(writers.map((number) => askSockets('launchSecrets', { launch: number })));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
