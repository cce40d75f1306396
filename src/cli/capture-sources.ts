/** Finds what `-i` names: an interface by name or number, standard input, a FIFO, or a TCP server. */
import { statSync } from 'node:fs';
import type { CaptureControl } from '../capture-control/capture-control';
import type { CaptureInterface, CaptureSource } from '../shared/live-capture';
import type { WantedInterface } from './capture-arguments';
import { UsageError } from './usage-error';

const defaultTcpPort = 19_000;

/** A source, and what it is called on the screen. */
export interface NamedSource {
  readonly source: CaptureSource;
  readonly title: string;
}

export async function sourceOf(control: CaptureControl, wanted: WantedInterface): Promise<NamedSource> {
  const { place } = wanted;
  if (place === '-') return { source: { kind: 'pipe', path: '-' }, title: 'Standard input' };
  const tcp = /^TCP@(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/i.exec(place ?? '');
  if (tcp !== null) {
    const host = tcp[1].replace(/^\[|\]$/g, '');
    return { source: { kind: 'tcp', host, port: Number(tcp[2] ?? defaultTcpPort) }, title: place! };
  }
  if (place !== undefined && isFifo(place)) return { source: { kind: 'pipe', path: place }, title: place };
  const found = findInterface(await control.interfaces(), place);
  const name = found?.name ?? place!;
  const title = found?.description === undefined || found.description === name ? name : `${found.description}: ${name}`;
  return { source: interfaceSource(name, found, wanted), title };
}

function findInterface(
  interfaces: readonly CaptureInterface[],
  place: string | undefined,
): CaptureInterface | undefined {
  if (place === undefined) {
    const first =
      interfaces.find(({ up, loopback, capturability }) => up && !loopback && capturability.possible) ?? interfaces[0];
    if (first === undefined) throw new UsageError('There is no interface to capture on.');
    return first;
  }
  const byName = interfaces.find(({ name }) => name === place);
  if (byName !== undefined || !/^\d+$/.test(place)) return byName;
  const byNumber = interfaces.find(({ number }) => number === Number(place));
  if (byNumber === undefined) throw new UsageError(`There is no interface number ${place}; -D lists them.`);
  return byNumber;
}

function interfaceSource(name: string, found: CaptureInterface | undefined, wanted: WantedInterface): CaptureSource {
  const { filter, promiscuous, monitorMode, snapshotLength, bufferBytes } = wanted;
  const linkType = linkTypeNumber(found, wanted.linkType);
  return {
    kind: 'interface',
    name,
    filter,
    promiscuous,
    monitorMode,
    ...(snapshotLength === undefined ? {} : { snapshotLength }),
    ...(bufferBytes === undefined ? {} : { bufferBytes }),
    ...(linkType === undefined ? {} : { linkType }),
  };
}

function linkTypeNumber(found: CaptureInterface | undefined, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const type = found?.linkTypes.find((candidate) => candidate.name === name.toUpperCase());
  if (type === undefined) throw new UsageError(`There is no link type “${name}” here; -L lists them.`);
  return type.number;
}

function isFifo(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false;
}
