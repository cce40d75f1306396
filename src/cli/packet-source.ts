/** What documents of a packet (JSON, EK, PDML) are made of. */
import { relativeSeconds } from '../engine/bytes/time';
import type { FieldReader, Session } from '../engine/session';
import type { PacketTree } from '../engine/session/packet-tree';
import type { Options } from './arguments';
import type { LayerChoice } from './layer-choice';

export interface PacketSource {
  readonly number: number;
  /** When it was captured, in nanoseconds since 1970. */
  readonly time: bigint | undefined;
  readonly tree: PacketTree;
  /** Seconds since 1970 with nine decimals; 0 for a packet without a time. */
  readonly epoch: string;
  /** Names and values of `-e`, which then replace the layers. */
  readonly chosen?: readonly (readonly [name: string, values: readonly string[]])[];
  /** Whether the bytes of every field are wanted (`-x`). */
  readonly withBytes: boolean;
  /** Whether the values are wanted, or the bytes alone. */
  readonly withValues: boolean;
  readonly layerChoice: LayerChoice | undefined;
}

export function packetSource(
  session: Session,
  number: number,
  options: Options,
  fields: FieldReader | undefined,
): PacketSource {
  const chosen = fields?.read(number).map((values, index) => [options.fields[index], values] as const);
  const time = session.time(number);
  return {
    tree: chosen === undefined ? session.tree(number) : noTree,
    number,
    time,
    epoch: relativeSeconds(time ?? 0n),
    ...(chosen === undefined ? {} : { chosen }),
    withBytes: options.hexDump || options.format === 'jsonraw',
    withValues: options.format !== 'jsonraw',
    layerChoice: options.layerChoice,
  };
}

const noTree: PacketTree = { lines: [], buffers: [] };

/** The local date on which a packet was captured: the name of its index. */
export function dayOf(epoch: string): string {
  const date = new Date(Number(epoch) * 1000);
  if (Number.isNaN(date.getTime())) return '1970-01-01';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
