/** Reads rows of the packet list: cells of the chosen columns and the colouring rule that matches, in one walk a row. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import { displayValue } from '../declare/format';
import { ValueSink } from '../decode/value-sink';
import type { CompiledFilter, PacketValues } from '../filter/compiled-filter';
import { chunkLength, colourNone, colourUnknown, packetBit } from '../index/packet-table';
import type { ColouringRule } from '../session';
import { type ColumnDefinition, type FilterProblem, type PacketRow, rowFlag, type TimeFormat } from '../view';
import type { AddressNames } from './address-names';
import type { CaptureContext } from './capture-context';
import { columnText } from './columns';
import type { PacketWalker } from './packet-walker';
import { timeCell } from './time-cell';

/** A column: one of the standard ones by the last part of its name, or the fields of a filter name. */
type Column =
  | { readonly kind: 'standard'; readonly name: string }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] };

const defaultColumns: readonly ColumnDefinition[] = [
  'number',
  'time',
  'source',
  'destination',
  'protocol',
  'length',
  'info',
].map((name) => ({ title: name, field: `_ws.col.${name}` }));

/** The standard columns that hold addresses. */
const sides: Readonly<Record<string, 'source' | 'destination'>> = {
  source: 'source',
  def_src: 'source',
  destination: 'destination',
  def_dst: 'destination',
};

export class RowReader {
  private columns: readonly Column[] = [];
  private rules: readonly { readonly rule: ColouringRule; readonly filter: CompiledFilter; readonly index: number }[] =
    [];
  private sink: ValueSink;
  private slots = new Map<Field, number>();
  private wantsInfo = true;
  private walking = false;
  timeFormat: TimeFormat = 'relative';
  /** Names shown for addresses; undefined while name resolution is off. */
  names: AddressNames | undefined;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly walker: PacketWalker,
    private readonly context: CaptureContext,
    private readonly compile: (filter: string) => CompiledFilter | FilterProblem,
    private readonly fieldsOf: (column: string) => readonly Field[] | FilterProblem,
  ) {
    this.sink = new ValueSink(catalogue, []);
    this.setColumns(defaultColumns);
  }

  /** Sets the columns; gives the problem with the first unknown field, and then changes nothing. */
  setColumns(columns: readonly ColumnDefinition[]): FilterProblem | undefined {
    const resolved: Column[] = [];
    for (const { field: name } of columns) {
      const fields = this.fieldsOf(name);
      if ('message' in fields) return fields;
      resolved.push(
        fields[0].protocol.id === '_ws.col' ? { kind: 'standard', name: fields[0].key } : { kind: 'fields', fields },
      );
    }
    this.columns = resolved;
    this.rebuild();
    return undefined;
  }

  /** Sets the colouring rules, and forgets the colours known so far. Gives each rule's problem, if it has one. */
  setColouringRules(rules: readonly ColouringRule[]): readonly (FilterProblem | undefined)[] {
    const compiled = rules.map((rule) => this.compile(rule.filter));
    this.rules = rules.flatMap((rule, index) => {
      const filter = compiled[index];
      return rule.enabled && !('message' in filter) ? [{ rule, filter, index }] : [];
    });
    for (const chunk of this.walker.index.table.chunks) chunk.forgetColours();
    this.context.ruleOf = (frame) => {
      const colour = this.colourOf(frame - 1);
      return colour < 0 ? undefined : { name: rules[colour].name, filter: rules[colour].filter };
    };
    this.rebuild();
    return compiled.map((filter) => ('message' in filter ? filter : undefined));
  }

  /** The row of a packet, counted from 0. */
  read(row: number): PacketRow {
    const { table } = this.walker.index;
    this.walk(row, this.wantsInfo);
    const cells = this.columns.map((column) => this.cell(column, row));
    return { number: row + 1, colour: this.colour(row), flags: rowFlags(table.flagsOf(row)), cells };
  }

  /** Index of the first colouring rule that matches a row's packet, -1 for none. */
  colourOf(row: number): number {
    const known = this.walker.index.table.chunkOf(row).colour[row & (chunkLength - 1)];
    if (known !== colourUnknown) return known === colourNone ? -1 : known;
    // A rule or column that itself asks for the rule would ask without end.
    if (this.walking) return -1;
    this.walk(
      row,
      this.rules.some(({ filter }) => filter.wantsInfo),
    );
    return this.colour(row);
  }

  private walk(row: number, wantsInfo: boolean): void {
    this.sink.reset();
    this.walking = true;
    this.walker.walk(row, this.sink, wantsInfo);
    this.walking = false;
  }

  private rebuild(): void {
    const fields = new Set<Field>();
    for (const column of this.columns)
      if (column.kind === 'fields') for (const field of column.fields) fields.add(field);
    for (const { filter } of this.rules) for (const field of filter.fields) fields.add(field);
    this.sink = new ValueSink(this.catalogue, [...fields]);
    this.slots = new Map(this.sink.fields.map((field, slot) => [field, slot]));
    this.wantsInfo =
      this.columns.some((column) => column.kind === 'standard' && column.name === 'info') ||
      this.rules.some(({ filter }) => filter.wantsInfo);
  }

  private cell(column: Column, row: number): string {
    if (column.kind === 'standard') return this.standard(column.name, row);
    return column.fields
      .flatMap((field) => this.sink.values[this.slots.get(field)!].map(({ value }) => displayValue(field, value)))
      .join(',');
  }

  private standard(name: string, row: number): string {
    const { dissection, index } = this.walker;
    if (name === 'time') return timeCell(row, index.table, this.context, this.timeFormat);
    const side = sides[name];
    return (side && this.names?.nameOf(dissection, side)) ?? columnText(name, dissection);
  }

  /** Decides by the values of the walk just made. */
  private colour(row: number): number {
    const chunk = this.walker.index.table.chunkOf(row);
    const at = row & (chunkLength - 1);
    if (chunk.colour[at] === colourUnknown) {
      const match = this.rules.find(({ filter }) => filter.matches(this.values));
      chunk.setColour(at, match === undefined ? colourNone : match.index);
    }
    return chunk.colour[at] === colourNone ? -1 : chunk.colour[at];
  }

  private readonly values: PacketValues = {
    of: (field) => this.sink.values[this.slots.get(field) ?? -1] ?? [],
    column: (name) => columnText(name, this.walker.dissection),
  };
}

function rowFlags(flags: number): number {
  return (
    (flags & packetBit.marked ? rowFlag.marked : 0) |
    (flags & packetBit.ignored ? rowFlag.ignored : 0) |
    (flags & packetBit.timeReference ? rowFlag.timeReference : 0) |
    (flags & packetBit.commented ? rowFlag.commented : 0) |
    (flags & packetBit.malformed ? rowFlag.malformed : 0) |
    (flags & packetBit.truncated ? rowFlag.truncated : 0)
  );
}
