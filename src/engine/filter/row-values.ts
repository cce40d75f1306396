/** The values of one row's packet, read only when a filter asks for them. */
import type { Dissection } from '../declare/dissection';
import type { Field } from '../declare/field';
import { type Occurrence, ValueSink } from '../decode/value-sink';
import type { ByteSearch } from './byte-search';
import { WalkDepth } from './columns/stack-answers';
import type { CompiledFilter, FilterSource, FrameView, PacketValues } from './compiled-filter';
import { FixedPlaces } from './fixed-places';
import { PacketSearch } from './packet-search';

const none: readonly Occurrence[] = [];

/** A reader that is put on one row after the other. */
export class RowValues implements PacketValues {
  private row = 0;
  private walked: Dissection | undefined;
  private readonly fields: readonly Field[];
  private readonly slots: ReadonlyMap<Field, number>;
  /** The field `frame`: the bytes as they are, for which nothing needs to be walked. */
  private readonly frame: Field;
  /** Undefined where a column of the packet list is wanted, which any layer may change. */
  private readonly depth: WalkDepth | undefined;
  private readonly fixed: FixedPlaces;
  private readonly frameOf = (row: number): FrameView => this.source.frame(row);

  constructor(
    private readonly filter: CompiledFilter,
    private readonly source: FilterSource,
  ) {
    const { catalogue } = source.index;
    this.frame = catalogue.require('frame').self;
    const fields = filter.fields.filter((field) => field !== this.frame);
    this.fields = fields;
    this.slots = new Map(fields.map((field, slot) => [field, slot]));
    this.fixed = new FixedPlaces(source.index, fields);
    this.depth = filter.wantsColumns ? undefined : new WalkDepth(source.index, fields);
  }

  /** Made for the first packet that is walked: many filters are answered without one. */
  private get sink(): ValueSink {
    this.made ??= new ValueSink(this.source.index.catalogue, this.fields);
    return this.made;
  }
  private made: ValueSink | undefined;

  /** Goes on to a row, counted from 0. */
  moveTo(row: number): void {
    this.row = row;
    this.walked = undefined;
  }

  of(field: Field): readonly Occurrence[] {
    if (field === this.frame) {
      const { bytes, start, length } = this.source.frame(this.row);
      return [{ value: 1, bytes, start, length, layer: 1 }];
    }
    if (this.walked === undefined) {
      const found = this.fixed.read(this.row, field, this.frameOf);
      if (found !== undefined) return [found];
    }
    this.walk();
    return this.sink.values[this.slots.get(field) ?? -1] ?? none;
  }

  column(name: string): string {
    return this.source.column(name, this.walk());
  }

  mayHold(fields: readonly Field[], search: ByteSearch): boolean {
    if (this.walked !== undefined) return true;
    this.search ??= new PacketSearch(this.source);
    return this.search.mayHold(this.row, fields, search);
  }
  private search: PacketSearch | undefined;

  private walk(): Dissection {
    if (this.walked === undefined) {
      this.sink.reset();
      this.walked = this.source.walk(this.row, this.sink, this.filter.wantsInfo, this.depth?.of(this.row));
    }
    return this.walked;
  }
}
