/** Saving a capture, exporting its packets and its bytes. */

import type { Request } from '../../shared/contract';
import type { EngineContract, SaveTarget } from '../../shared/ipc';
import { askEngine } from '../bridge/engine-client';
import { askMain } from '../bridge/main-client';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { selectedBytes } from './copying';
import { notify } from './notices';

type SaveRequest = Omit<Request<EngineContract, 'save'>, 'token'>;
type ExportRequest = Omit<Request<EngineContract, 'exportPackets'>, 'token'>;

/** File > Save: writes the comments into the file that is open. */
export async function saveOver(): Promise<void> {
  const { capture } = app.get();
  if (!capture?.status?.format.startsWith('pcapng') || capture.status.format.includes('(')) {
    app.set({ dialog: { kind: 'save', purpose: 'save-as' } });
    return;
  }
  await save(await askMain('currentTarget', undefined), { format: 'pcapng', packets: 'all', withoutIgnored: false });
}

/** Asks where to, and saves. False when the user thought better of it. */
export async function saveAs(request: SaveRequest): Promise<boolean> {
  const extension = request.format === 'pcapng' ? 'pcapng' : 'pcap';
  const target = await askMain('chooseTarget', {
    title: messages.save.title,
    suggestedName: `${baseName()}.${extension}`,
    extension,
  });
  if (!target) return false;
  await save(target, request);
  return true;
}

async function save(target: SaveTarget, request: SaveRequest): Promise<void> {
  await underWay(messages.save.saving(target.name), target.name, () =>
    askEngine('save', { token: target.token, ...request }),
  );
}

/** Asks where to, and writes the packets as CSV or JSON. False when the user thought better of it. */
export async function exportAs(request: ExportRequest): Promise<boolean> {
  const target = await askMain('chooseTarget', {
    title: messages.exporting.title(request.format),
    suggestedName: `${baseName()}.${request.format}`,
    extension: request.format,
  });
  if (!target) return false;
  await underWay(messages.save.saving(target.name), target.name, () =>
    askEngine('exportPackets', { token: target.token, ...request }),
  );
  return true;
}

/** File > Export Packet Bytes. */
export async function exportBytes(): Promise<void> {
  const bytes = await selectedBytes();
  const target = await askMain('chooseTarget', {
    title: messages.exporting.bytesTitle,
    suggestedName: `packet-${app.get().selection?.number ?? 0}.bin`,
    extension: 'bin',
  });
  if (!target) return;
  await askMain('writeBytes', { token: target.token, bytes });
  notify(messages.save.done(target.name));
}

async function underWay(
  title: string,
  name: string,
  work: () => Promise<{ readonly kind: 'done' | 'cancelled' }>,
): Promise<void> {
  app.set({ task: { title, fraction: 0 }, notice: undefined });
  try {
    const { kind } = await work();
    notify(kind === 'done' ? messages.save.done(name) : messages.save.cancelled(name));
  } finally {
    app.set({ task: undefined });
  }
}

function baseName(): string {
  return (app.get().capture?.name ?? '').replace(/(?:\.(?:pcapng|pcap|cap|gz|zst))+$/i, '');
}
