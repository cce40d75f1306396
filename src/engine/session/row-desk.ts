/** How rows of the packet list are shown: columns, times, names and colours, whichever reading of the packets they come from. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import type { CompiledFilter } from '../filter/compiled-filter';
import type { ColouringRule } from '../session';
import type { ColumnDefinition, FilterProblem, TimeFormat } from '../view';
import type { AddressNames } from './address-names';
import type { CaptureReading } from './capture-reading';
import { RowReader } from './row-reader';

export const standardTitles = ['No.', 'Time', 'Source', 'Destination', 'Protocol', 'Length', 'Info'] as const;

export class RowDesk {
  timeFormat: TimeFormat = 'relative';
  private columns: readonly ColumnDefinition[] | undefined;
  private rules: readonly ColouringRule[] = [];
  private names: AddressNames | undefined;
  /** Made when rows are first asked for: a program that prints only statistics needs none. */
  private made: RowReader | undefined;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly reading: () => CaptureReading,
    private readonly compile: (filter: string) => CompiledFilter | FilterProblem,
    private readonly fieldsOf: (column: string) => readonly Field[] | FilterProblem,
  ) {}

  get reader(): RowReader {
    this.made ??= this.make();
    return this.made;
  }

  private make(): RowReader {
    const reading = this.reading();
    const reader = new RowReader(this.catalogue, reading.openWalker(), reading.context, this.compile, this.fieldsOf);
    reader.timeFormat = this.timeFormat;
    reader.names = this.names;
    if (this.columns !== undefined) reader.setColumns(this.columns);
    if (this.rules.length > 0) reader.setColouringRules(this.rules);
    return reader;
  }

  /** Another reading has taken the place of the one before. */
  readingChanged(): void {
    if (this.made !== undefined) this.made = this.make();
  }

  /** The titles of the columns, as the user chose them. */
  get titles(): readonly string[] {
    return this.columns?.map(({ title }) => title) ?? standardTitles;
  }

  setColumns(columns: readonly ColumnDefinition[]): FilterProblem | undefined {
    const problem = this.reader.setColumns(columns);
    if (problem === undefined) this.columns = columns;
    return problem;
  }

  setTimeFormat(format: TimeFormat): void {
    this.timeFormat = format;
    if (this.made !== undefined) this.made.timeFormat = format;
  }

  setNames(names: AddressNames | undefined): void {
    this.names = names;
    if (this.made !== undefined) this.made.names = names;
  }

  setColouringRules(rules: readonly ColouringRule[]): readonly (FilterProblem | undefined)[] {
    this.rules = rules;
    return this.reader.setColouringRules(rules);
  }

  /** Filters mean something else now: the user's macros have changed. */
  compileAgain(): void {
    this.made?.setColouringRules(this.rules);
    if (this.columns !== undefined) this.made?.setColumns(this.columns);
  }
}
