/** Watching on the wire: a capture that runs before a socket or a program begins, so that nothing of it is missed. */
import { defaultInterfaceSettings } from '../../shared/capture-settings';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { askEngine } from '../bridge/engine-client';
import { askSockets } from '../bridge/sockets-client';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { capturing } from '../state/capturing';
import { lookForInterfaces, startCapture } from './capturing';
import { openConsole } from './consoles';
import { run } from './notices';
import { openTab } from './tabs';

/** Captures exactly one console's socket, opens the console when the capture runs, and its stream as soon as it has packets. */
export async function watchConsole(request: ConsoleRequest): Promise<void> {
  const plan = await askSockets('planConsole', { request });
  if (plan.captureFilter === '') throw new Error(messages.sockets.session.notOnWire);
  const end = plan.request.role === 'client' ? plan.request.host : plan.request.address;
  if (!(await captureFor(end, plan.captureFilter))) return;
  await openConsole(plan.request);
  run(openFirstStream(plan.request.transport === 'udp' ? 'udp' : 'tcp'));
}

/** Starts a capture that sees an address of this machine or of another one. False when it could not be started. */
export async function captureFor(address: string, filter: string): Promise<boolean> {
  const name = await interfaceFor(address);
  return startCapture({ sources: [{ kind: 'interface', ...defaultInterfaceSettings(name), filter }] });
}

/** Loopback for addresses of it; for all others the interface that stands for all, where there is one. */
async function interfaceFor(address: string): Promise<string> {
  if (capturing.get().interfaces === undefined) await lookForInterfaces();
  const interfaces = capturing.get().interfaces ?? [];
  const loopback = /^(127\.|::1$|localhost$)/.test(address);
  const found =
    interfaces.find((one) => (loopback ? one.loopback : one.kind === 'any')) ??
    interfaces.find(({ running, capturability }) => running && capturability.possible) ??
    interfaces[0];
  if (!found) throw new Error(messages.sockets.session.noInterface);
  return found.name;
}

/** Opens the stream of the capture's first packet as soon as that is there, while this capture is the one on show. */
async function openFirstStream(kind: 'tcp' | 'udp'): Promise<void> {
  const { path } = app.get().capture ?? {};
  await new Promise<void>((done) => {
    const look = (): void => {
      const { capture } = app.get();
      if (capture?.path === path && (capture?.status?.packets ?? 0) === 0) return;
      stop();
      done();
    };
    const stop = app.subscribe(look);
    app.set({});
  });
  if (app.get().capture?.path !== path) return;
  const stream = await askEngine('streamOf', { kind, packet: 1 });
  if (stream !== undefined) openTab({ kind: 'stream', followed: kind, stream });
}
