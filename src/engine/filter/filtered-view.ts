/** The packets of a capture that a filter lets through, found a slice at a time. */
import { chunkBits, chunkLength } from '../index/packet-table';
import type { FilterProblem } from '../view';
import { answer, inFours } from './columns/answer';
import { type PlanAnswers, planAnswers } from './columns/plan-answers';
import { RowSet } from './columns/row-set';
import type { CompiledFilter, FilterSource } from './compiled-filter';
import { PatternStopped } from './problem';
import { RowValues } from './row-values';

/** Packets decoded between two looks at the clock. */
const stride = 16;

/** Starts empty; `advance` looks at more packets. */
export class FilteredView {
  readonly filter: string;
  examined = 0;
  stopped: FilterProblem | undefined;
  private readonly rows = new RowSet();
  private readonly values: RowValues;
  private readonly plan: PlanAnswers | undefined;
  /** Rows up to here have answers from columns. */
  private answered = 0;

  constructor(
    private readonly compiled: CompiledFilter,
    private readonly source: FilterSource,
    private readonly now: () => number,
  ) {
    this.filter = compiled.text;
    this.values = new RowValues(compiled, source);
    this.plan = compiled.plan && planAnswers(compiled.plan, source);
  }

  get count(): number {
    return this.plan === undefined ? this.examined : this.rows.count;
  }

  advance(milliseconds: number): boolean {
    const { table } = this.source.index;
    if (this.plan === undefined || this.stopped !== undefined) {
      this.examined = table.count;
      return false;
    }
    try {
      return this.look(this.plan, this.now() + milliseconds);
    } catch (error) {
      if (!(error instanceof PatternStopped)) throw error;
      const { message, start, end } = error.problem;
      this.stopped = { message, ...this.compiled.placeOf(start, end) };
      this.examined = table.count;
      return false;
    }
  }

  private look(plan: PlanAnswers, deadline: number): boolean {
    const { table } = this.source.index;
    while (this.examined < table.count) {
      if (this.examined >= this.answered) this.answer(plan);
      if (!this.decide(plan, deadline)) return true;
      if (this.now() >= deadline) break;
    }
    return this.examined < table.count;
  }

  frameAt(index: number): number {
    return (this.plan === undefined ? index : this.rows.rowAt(index)) + 1;
  }

  indexOf(number: number): number {
    return this.plan === undefined ? Math.min(number - 1, this.examined) : this.rows.countBelow(number - 1);
  }

  /** Answers the rest of the chunk, as far as it is filled. */
  private answer(plan: PlanAnswers): void {
    const { index } = this.source;
    const { table } = index;
    const first = (this.examined >>> chunkBits) << chunkBits;
    const end = Math.min(table.count, first + chunkLength);
    plan.answer({
      index,
      chunk: table.chunkOf(first),
      first,
      from: this.examined - first,
      to: end - first,
    });
    this.answered = end;
  }

  /** Goes through the rows that have answers, and decodes where they do not tell. False when time was up before the last. */
  private decide(plan: PlanAnswers, deadline: number): boolean {
    const { answers } = plan;
    const { answered, rows } = this;
    const first = (this.examined >>> chunkBits) << chunkBits;
    const fours = inFours(answers);
    let decoded = 0;
    for (let row = this.examined; row < answered; row++) {
      const at = row - first;
      // Four answers at a time where none is but no, which is 0.
      if ((at & 3) === 0 && fours[at >>> 2] === 0 && row + 4 <= answered) {
        row += 3;
        continue;
      }
      if (answers[at] === answer.yes) rows.push(row);
      else if (answers[at] === answer.decode) {
        this.values.moveTo(row);
        if (plan.decide(at, this.values)) rows.push(row);
        if (++decoded % stride === 0 && this.now() >= deadline) {
          this.examined = row + 1;
          return false;
        }
      }
    }
    this.examined = answered;
    return true;
  }
}
