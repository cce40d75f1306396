/** `--export-objects http,DIR` and `--har FILE`: the HTTP of the packets that the display filter lets through. */
import { mkdirSync } from 'node:fs';
import type { EngineHost } from '../engine/host';
import { CaptureFileError, type PacketView, type Session, type Task } from '../engine/session';
import { fileError } from '../node-host/file-error';
import { version } from '../shared/version';
import type { Options } from './arguments';
import { UsageError } from './usage-error';

/** Milliseconds of work between two looks at the rest of the world. */
const slice = 200;

/** The folder of `http,DIR`. @throws UsageError */
export function objectFolder(request: string): string {
  const match = /^http,(.+)$/s.exec(request);
  if (match === null) throw new UsageError(`--export-objects takes http,DIR, not “${request}”.`);
  return match[1];
}

/** Writes what was asked for, once the capture is read. @throws CaptureFileError or HostFileError */
export async function exportHttp(
  host: EngineHost,
  session: Session,
  view: PacketView,
  { exportObjects, har }: Options,
): Promise<void> {
  if (exportObjects.length === 0 && har === undefined) return;
  const { exchanges } = session;
  while (exchanges.advance(slice)) await host.yield();
  exchanges.settle();
  const displayed = view.filter === '' ? undefined : view;
  const chosen = [...exchanges.ordered({ key: 'start', descending: false, text: '', displayed })];
  for (const request of exportObjects) {
    const folder = objectFolder(request);
    makeFolder(folder);
    await carryOut(host, exchanges.exportObjects(chosen, folder));
  }
  if (har !== undefined) await carryOut(host, exchanges.har(chosen, har, { name: 'Sockeye', version }));
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw fileError(error, path);
  }
}

async function carryOut(host: EngineHost, task: Task): Promise<void> {
  for (;;) {
    const step = task.advance(slice);
    if (step.state === 'failed') throw new CaptureFileError({ kind: 'unreadable', message: step.message, offset: 0 });
    if (step.state === 'done') return;
    await host.yield();
  }
}
