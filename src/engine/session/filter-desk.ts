/** What the filter bar asks of a session: macros, verdicts, completion with values of this capture, facts, and the field reference. */
import type { Catalogue } from '../declare/catalogue';
import type { Field } from '../declare/field';
import { displayFilterOfBpf } from '../filter/bpf/bpf';
import { compileFilter, judgeFilter, type ReferenceSource } from '../filter/compile';
import type { CompiledFilter, FilterSource } from '../filter/compiled-filter';
import { type Completions, completeFilter } from '../filter/complete';
import type { Macros } from '../filter/macros';
import { type CaptureFacts, FactCounter } from '../statistics/capture-facts';
import { SeenValues } from '../statistics/seen-values';
import type { FilterMacro, FilterProblem, FilterVerdict, FrameNumber } from '../view';
import { cellTerm } from './cell-term';
import { columnFields } from './column-fields';
import type { PacketWalker } from './packet-walker';
import { rehearse } from './rehearsal';

/** The part of a session that helps to write filters. */
export interface SessionFilters {
  /** Takes the user's macros, by which all filters are read from now on. Gives each one's problem, if it has one. */
  setMacros(macros: readonly FilterMacro[]): readonly (FilterProblem | undefined)[];
  judge(text: string): FilterVerdict;
  /** The display filter for a capture filter of libpcap; undefined for what is none. */
  displayFilterOf(captureFilter: string): string | undefined;
  /** What is wrong with what a column is to show. */
  judgeColumn(text: string): FilterVerdict;
  /** What may stand at the caret; looks at the capture for a few milliseconds, where values of a field are wanted. */
  complete(text: string, caret: number): Completions;
  /** Counts what is in the capture for about so many milliseconds, also what was read since. True while there is more. */
  advanceFacts(milliseconds: number): boolean;
  /** What was counted so far, at most `count` of each kind. */
  facts(count: number): CaptureFacts;
  /** To be called a few times while nobody waits: makes the first filter as quick as the later ones. Takes some milliseconds. */
  rehearse(): void;
  /** The term for what a packet has in a column, by the column's field; empty where it has nothing. */
  cellTerm(number: FrameNumber, field: string): string;
}

/** Milliseconds of looking for values of a field at each key press. */
const lookingTime = 15;
const maximumSeen = 30;
const macroName = /^\w{1,64}$/;

export class FilterDesk implements SessionFilters {
  private macros: Macros = new Map();
  private source: FilterSource | undefined;
  private counter: FactCounter | undefined;
  private values: SeenValues | undefined;
  private rehearsed = 0;

  /** `sourceOf` gives another source once the capture was indexed anew; `macrosChanged` is told when filters are to be read anew. */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly sourceOf: () => FilterSource,
    private readonly walkerOf: () => PacketWalker,
    private readonly now: () => number,
    private readonly macrosChanged: () => void,
  ) {}

  setMacros(macros: readonly FilterMacro[]): readonly (FilterProblem | undefined)[] {
    const named = macros.filter(({ name }) => macroName.test(name));
    this.macros = new Map(named.map(({ name, text }) => [name, text]));
    this.macrosChanged();
    return macros.map((macro) => this.problemOf(macro));
  }

  private problemOf({ name, text }: FilterMacro): FilterProblem | undefined {
    if (!macroName.test(name))
      return { message: 'The name of a macro has letters, digits and underscores.', start: 0, end: name.length };
    return /\$\d/.test(text) ? undefined : this.judge(text).problem;
  }

  compile(text: string, reference?: ReferenceSource): CompiledFilter | FilterProblem {
    return compileFilter(text, this.catalogue, reference, this.macros);
  }

  judge(text: string): FilterVerdict {
    return judgeFilter(text, this.catalogue, this.macros);
  }

  displayFilterOf(captureFilter: string): string | undefined {
    return displayFilterOfBpf(captureFilter);
  }

  /** The fields that a column shows. */
  columnFields(text: string): readonly Field[] | FilterProblem {
    return columnFields(text, this.catalogue, this.macros);
  }

  judgeColumn(text: string): FilterVerdict {
    const fields = this.columnFields(text);
    return 'message' in fields ? { problem: fields, warnings: [] } : { warnings: [] };
  }

  complete(text: string, caret: number): Completions {
    return completeFilter(text, caret, this.catalogue, {
      macros: this.macros,
      seen: (field, word) => this.seen(field, word),
    });
  }

  private seen(field: Field, word: string) {
    const { counts } = this.currentCounter();
    this.values ??= new SeenValues(this.catalogue, this.sourceOf(), counts, this.now);
    return this.values.of(field, word, maximumSeen, lookingTime);
  }

  advanceFacts(milliseconds: number): boolean {
    return this.currentCounter().advance(milliseconds);
  }

  facts(count: number): CaptureFacts {
    return this.currentCounter().facts(count);
  }

  private currentCounter(): FactCounter {
    const source = this.sourceOf();
    if (this.counter === undefined || source !== this.source) {
      this.source = source;
      this.values = undefined;
      this.counter = new FactCounter(this.catalogue, source, this.now);
    }
    return this.counter;
  }

  rehearse(): void {
    rehearse(this.rehearsed++, this.sourceOf(), this.catalogue, this.now);
  }

  cellTerm(number: FrameNumber, field: string): string {
    const fields = this.columnFields(field);
    return 'message' in fields ? '' : cellTerm(this.walkerOf(), this.catalogue, number, fields);
  }
}
