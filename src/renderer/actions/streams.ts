/** Following streams: opening the view of one, and hearing of those that are open. */
import type { Payload } from '../../shared/contract';
import type { EngineContract } from '../../shared/ipc';
import type { Client } from '../../shared/port';
import type { StreamKind } from '../../shared/view';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { applyFilter } from './filter';
import { openTab } from './tabs';

/** What an open stream is told. */
export interface StreamListener {
  grown(summary: Payload<EngineContract, 'streamGrown'>['summary']): void;
  searched(findings: Payload<EngineContract, 'streamSearched'>): void;
  /** The engine has closed it. */
  gone(): void;
}

const listeners = new Map<number, StreamListener>();

/** Listens to an engine that was just connected. */
export function hearStreams(client: Client<EngineContract>): void {
  listeners.clear();
  client.on('streamGrown', ({ id, summary }) => listeners.get(id)?.grown(summary));
  client.on('streamSearched', (findings) => listeners.get(findings.id)?.searched(findings));
  client.on('streamsGone', ({ ids }) => {
    for (const id of ids) listeners.get(id)?.gone();
  });
}

/** Hears of an open stream until the function that comes back is called. */
export function listenToStream(id: number, listener: StreamListener): () => void {
  listeners.set(id, listener);
  return () => listeners.delete(id);
}

/** Analyze > Follow: opens the stream of the selected packet. */
export async function followSelected(kind: StreamKind): Promise<void> {
  const { selection } = app.get();
  if (!selection) return;
  const stream = await askEngine('streamOf', { kind, packet: selection.number });
  if (stream === undefined) throw new Error(messages.stream.noStream(messages.stream.kinds[kind]));
  openTab({ kind: 'stream', followed: kind, stream });
}

/** Takes the packets of a stream out of the displayed ones. */
export async function filterOut(filter: string): Promise<void> {
  const before = app.get().capture?.view.filter.trim() ?? '';
  await applyFilter(before === '' ? `!(${filter})` : `(${before}) && !(${filter})`);
}
