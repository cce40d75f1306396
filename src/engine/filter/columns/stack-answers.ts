/** What the stack of a packet's protocols tells: which fields it cannot have, and how deep a walk must go for those it may have. */
import type { Field } from '../../declare/field';
import type { Protocol } from '../../declare/protocol';
import type { CaptureIndex } from '../../index/index-pass';
import { packetBit } from '../../index/packet-table';
import type { Needs } from '../compiled-filter';

/** Fields of these stand in no stack: they are in every packet, or made from what others find. */
const isEverywhere = ({ id }: Protocol): boolean => id === 'frame' || id.startsWith('_ws.');

/** Whether a layer can have a field. A protocol borrows another one's fields, but is not that protocol. */
const brings = (layer: Protocol, field: Field): boolean => {
  const { protocol } = field;
  if (field === protocol.self) return layer === protocol && !protocol.pseudo;
  return layer === protocol || layer.borrows.includes(protocol);
};

/** Stands where nothing is known of a stack: beyond those that are numbered. */
export const unknownStack = 255;

/** Answers below 255 that depend on the stack alone, kept by its number in `StackColumns`. */
export class StackAnswers {
  private known = new Uint8Array(0);
  private count = 0;

  /** `ask` is told the protocols from the frame on, and the text of the Protocol column. */
  constructor(
    private readonly index: CaptureIndex,
    private readonly ask: (protocols: readonly Protocol[], number: number) => number,
  ) {}

  /** Answers by number, for all that are in use now. */
  get table(): Uint8Array {
    const { stackColumns, stacks } = this.index;
    const { count } = stackColumns;
    if (count > this.count) {
      if (count > this.known.length) {
        const grown = new Uint8Array(Math.max(64, count * 2)).fill(unknownStack);
        grown.set(this.known);
        this.known = grown;
      }
      for (let number = this.count; number < count; number++) {
        this.known[number] = this.ask(stacks.protocols(stackColumns.stacks[number]), number);
      }
      this.count = count;
    }
    return this.known;
  }
}

/** Whether a packet with these protocols can have what a test needs. */
export function canHave(needs: Needs, protocols: readonly Protocol[]): boolean {
  return needs.every((group) =>
    group.some((field) => isEverywhere(field.protocol) || protocols.some((layer) => brings(layer, field))),
  );
}

/** Stands for a walk to the end. */
export const allLayers = unknownStack;

/**
 * How many of a packet's layers must be walked for the given fields, at most. Header fields are read before the layers inside are
 * walked; others may depend on them.
 */
export function layersNeeded(fields: readonly Field[], protocols: readonly Protocol[]): number {
  let needed = 1;
  for (const field of fields) {
    if (field.protocol.id !== 'frame' && isEverywhere(field.protocol)) return allLayers;
    for (let depth = 0; depth < protocols.length; depth++) {
      if (!brings(protocols[depth], field)) continue;
      if (!isOfHeader(field)) return allLayers;
      if (depth + 1 > needed) needed = depth + 1;
    }
  }
  return Math.min(needed, allLayers);
}

/** Packets whose stack does not tell all that is in them. */
export const beyondStack = packetBit.ignored | packetBit.undecided | packetBit.packed;

/** How deep each packet must be walked for certain fields. */
export class WalkDepth {
  private readonly answers: StackAnswers;

  constructor(
    private readonly index: CaptureIndex,
    fields: readonly Field[],
  ) {
    this.answers = new StackAnswers(index, (protocols) => layersNeeded(fields, protocols));
  }

  /** For the packet of a row: infinite for a walk to the end. */
  of(row: number): number {
    const { table } = this.index;
    if (table.has(row, beyondStack)) return Number.POSITIVE_INFINITY;
    const layers = this.answers.table[table.stackOf(row)] ?? allLayers;
    return layers === allLayers ? Number.POSITIVE_INFINITY : layers;
  }
}

function isOfHeader(field: Field): boolean {
  const { protocol, options } = field;
  if (options.opening || field === protocol.self || protocol.headerFields.includes(field)) return true;
  return options.eitherOf?.every((key) => protocol.headerFields.includes(protocol.fields[key])) ?? false;
}
