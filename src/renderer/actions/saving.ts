/** Saving a capture, exporting its packets and its bytes. */

import type { Request } from '../../shared/contract';
import type { EngineContract, SaveTarget } from '../../shared/ipc';
import { askEngine } from '../bridge/engine-client';
import { askMain } from '../bridge/main-client';
import { messages } from '../messages/messages';
import { app, hasUnsavedPackets, isCapturing } from '../state/app-state';
import { selectedBytes } from './copying';
import { notify } from './notices';

type SaveRequest = Omit<Request<EngineContract, 'save'>, 'token' | 'owners'>;
type ExportRequest = Omit<Request<EngineContract, 'exportPackets'>, 'token'>;

/** File > Save: writes the comments into the file that is open; what lies in the spool alone gets a name first. */
export async function saveOver(): Promise<void> {
  const { capture } = app.get();
  if (hasUnsavedPackets(app.get())) {
    await saveAs({ format: 'pcapng', packets: 'all', withoutIgnored: false });
    return;
  }
  if (!capture?.status?.format.startsWith('pcapng') || capture.status.format.includes('(')) {
    app.set({ dialog: { kind: 'save', purpose: 'save-as' } });
    return;
  }
  const target = await askMain('currentTarget', undefined);
  const written = await save(target, { format: 'pcapng', packets: 'all', withoutIgnored: false }, 'in place');
  if (written) await readAnew();
}

/** Reads the file that was written, whose places and size are others now; marks and the like would be lost by that. */
async function readAnew(): Promise<void> {
  const { marked = 0, ignored = 0, timeReferences = 0 } = app.get().capture?.status ?? {};
  if (marked + ignored + timeReferences > 0) return;
  // What was told of the saving goes with the capture that is left.
  const { notice } = app.get();
  await askMain('reload', undefined);
  if (notice !== undefined) notify(notice);
}

/** Asks where to, and saves. False when the user thought better of it, before or while it was written. */
export async function saveAs(request: SaveRequest): Promise<boolean> {
  const extension = request.format === 'pcapng' ? 'pcapng' : 'pcap';
  const target = await askMain('chooseTarget', {
    title: messages.save.title,
    suggestedName: `${baseName()}.${extension}`,
    extension,
  });
  return target !== undefined && save(target, request, 'anew');
}

/** True when it was written to its end. Owners of packets that are known are kept as the user chose the last time, and that is told. */
async function save({ token, name }: SaveTarget, request: SaveRequest, where: 'in place' | 'anew'): Promise<boolean> {
  // A copy of what was captured up to now does not take the capture's place.
  const running = isCapturing(app.get());
  const known = await askEngine('hasOwners', undefined);
  const owners = known && request.format === 'pcapng' && app.get().settings.saveOwners;
  // What is noted beside a file that is written in place stays there.
  const told = owners || (known && where === 'anew');
  const saved = await underWay(
    name,
    () => askEngine('save', { token, ...request, owners }),
    told ? messages.save.doneWith(name, owners) : messages.save.done(name),
  );
  if (!saved) return false;
  if (where === 'anew' || (owners && !running)) await askMain('ownersSaved', { token });
  const whole = request.packets === 'all' && !request.withoutIgnored;
  if (whole && !running && hasUnsavedPackets(app.get()))
    await askMain('captureSaved', { token, format: request.format });
  return true;
}

/** Asks where to, and writes the packets as CSV or JSON. False when the user thought better of it. */
export async function exportAs(request: ExportRequest): Promise<boolean> {
  const target = await askMain('chooseTarget', {
    title: messages.exporting.title(request.format),
    suggestedName: `${baseName()}.${request.format}`,
    extension: request.format,
  });
  if (!target) return false;
  await underWay(target.name, () => askEngine('exportPackets', { token: target.token, ...request }));
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

/** Asks where to, and writes the bytes of a followed stream. */
export async function saveStream(
  stream: Omit<Request<EngineContract, 'saveStream'>, 'token'>,
  title: string,
  suggestedName: string,
): Promise<void> {
  const target = await askMain('chooseTarget', { title, suggestedName, extension: 'bin' });
  if (!target) return;
  await underWay(target.name, () => askEngine('saveStream', { token: target.token, ...stream }));
}

async function underWay(
  name: string,
  work: () => Promise<{ readonly kind: 'done' | 'cancelled' }>,
  done: string = messages.save.done(name),
): Promise<boolean> {
  app.set({ task: { title: messages.save.saving(name), fraction: 0 }, notice: undefined });
  try {
    const { kind } = await work();
    notify(kind === 'done' ? done : messages.save.cancelled(name));
    return kind === 'done';
  } finally {
    app.set({ task: undefined });
  }
}

function baseName(): string {
  return (app.get().capture?.name ?? '').replace(/(?:\.(?:pcapng|pcap|cap|gz|zst))+$/i, '');
}
