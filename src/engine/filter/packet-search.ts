/** Searches the bytes of packets, and of the PDUs that they complete, before anything in them is decoded. */
import type { Field } from '../declare/field';
import { SegmentsSink } from '../decode/segments-sink';
import { packetBit } from '../index/packet-table';
import type { ByteSearch } from './byte-search';
import { beyondStack, StackAnswers } from './columns/stack-answers';
import type { FilterSource } from './compiled-filter';
import { places, placesOf } from './verbatim';

/** Of these packets the stack does not tell all layers, or their bytes are not in one piece. */
const unsearchable = beyondStack | packetBit.nested | packetBit.fragmented;

export class PacketSearch {
  private readonly places = new Map<readonly Field[], StackAnswers>();
  /** Layers up to the transport layer. */
  private readonly transports: StackAnswers;
  private search: ByteSearch = () => false;
  private found = false;
  private readonly wholes = new SegmentsSink(false, (bytes) => this.look(bytes));
  private readonly openings = new SegmentsSink(true, (bytes) => this.look(bytes));

  constructor(private readonly source: FilterSource) {
    this.transports = new StackAnswers(
      source.index,
      (protocols) => protocols.findIndex(({ layerClass }) => layerClass === 'transport') + 1,
    );
  }

  /** Whether the bytes that values of these fields stand in hold what is searched for, or may do so. Walks no application's layer. */
  mayHold(row: number, fields: readonly Field[], search: ByteSearch): boolean {
    const { source } = this;
    const { table } = source.index;
    const stack = table.stackOf(row);
    const place = this.placesFor(fields)[stack] ?? places.unknown;
    if (place === places.unknown || table.has(row, unsearchable)) return true;
    const { bytes, start, length } = source.frame(row);
    if (search(bytes.subarray(start, start + length))) return true;
    if (place === places.frame) return false;
    this.found = false;
    this.search = search;
    const sink = fields.every(({ options }) => options.opening) ? this.openings : this.wholes;
    source.walk(row, sink, false, this.transports.table[stack]);
    return this.found;
  }

  private look(bytes: Uint8Array): void {
    this.found ||= this.search(bytes);
  }

  private placesFor(fields: readonly Field[]): Uint8Array {
    let known = this.places.get(fields);
    if (known === undefined) {
      const { stacks, stackColumns } = this.source.index;
      known = new StackAnswers(this.source.index, (_, number) =>
        placesOf(fields, stacks.entries(stackColumns.stacks[number])),
      );
      this.places.set(fields, known);
    }
    return known.table;
  }
}
