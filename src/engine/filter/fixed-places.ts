/**
 * Reads fields that have a fixed place in the header of a link, network or transport layer straight from the packet's bytes. The stack
 * says which headers stand before, and these how long they are: nothing needs to be walked.
 */
import type { Field } from '../declare/field';
import type { Protocol } from '../declare/protocol';
import { readValue } from '../declare/value';
import type { Occurrence } from '../decode/value-sink';
import type { CaptureIndex } from '../index/index-pass';
import { packetBit } from '../index/packet-table';
import type { FrameView } from './compiled-filter';
import { behindHeader, hasShortSpan } from './protocol-span';

/** Packets whose headers may lie elsewhere, or be others than the stack says. */
const unless =
  packetBit.ignored |
  packetBit.undecided |
  packetBit.nested |
  packetBit.fragmented |
  packetBit.truncated |
  packetBit.malformed;

/** Protocols whose header fields are always shown, each at its place. */
const isFixed = (protocol: Protocol): boolean => protocol.id === 'tcp' || hasShortSpan(protocol);

const hasFixedPlace = ({ at, options, protocol }: Field): boolean =>
  at >= 0 && options.value === undefined && options.when === undefined && isFixed(protocol);

/** Protocols before the one that is looked for, by stack; undefined where its place is not known. */
type Path = readonly Protocol[] | undefined;

export class FixedPlaces {
  /** Paths of each field by the number in `StackColumns`. */
  private readonly paths = new Map<Field, Path[]>();

  constructor(
    private readonly index: CaptureIndex,
    fields: readonly Field[],
  ) {
    for (const field of fields) if (hasFixedPlace(field)) this.paths.set(field, []);
  }

  /** The field in the packet of a row, of whose bytes this is the place; undefined where only a walk tells. */
  read(row: number, field: Field, frameOf: (row: number) => FrameView): Occurrence | undefined {
    const paths = this.paths.get(field);
    const { table } = this.index;
    if (paths === undefined || table.has(row, unless)) return undefined;
    const stack = table.stackOf(row);
    if (!(stack in paths)) paths[stack] = this.pathTo(field.protocol, stack);
    const path = paths[stack];
    if (path === undefined) return undefined;
    const { bytes, start: frame, length } = frameOf(row);
    let layer = frame;
    for (const protocol of path) layer = behindHeader(protocol, bytes, layer);
    const start = layer + field.at;
    if (start + field.length > frame + length) return undefined;
    return { value: readValue(field, bytes, start, field.length), bytes, start, length: field.length, layer: 1 };
  }

  private pathTo(protocol: Protocol, stack: number): Path {
    const { stackColumns, stacks } = this.index;
    if (stack >= stackColumns.count) return undefined;
    const [, ...layers] = stacks.protocols(stackColumns.stacks[stack]).filter(({ pseudo }) => !pseudo);
    const place = layers.indexOf(protocol);
    const path = layers.slice(0, place);
    const once = place >= 0 && layers.lastIndexOf(protocol) === place;
    return once && path.every(hasShortSpan) ? path : undefined;
  }
}
