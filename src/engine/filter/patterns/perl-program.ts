/** Turns the parts of a regular expression into instructions for the search. */
import { type CodeTest, canBeEmpty, type Edge, fixedLength, type PatternNode, PatternProblem } from './perl-syntax';

/** Instructions of one program. */
const maximumInstructions = 5000;

export type Instruction =
  | { readonly do: 'one'; readonly test: CodeTest }
  | { readonly do: 'edge'; readonly edge: Edge }
  /** Goes on at `first`, and at `second` when that comes to nothing. */
  | { readonly do: 'split'; readonly first: number; readonly second: number }
  | { readonly do: 'jump'; readonly to: number }
  /** Remembers the place: of a group's begin and end, or of where a repetition began. */
  | { readonly do: 'keep'; readonly slot: number }
  /** Nothing was matched since the place was remembered. */
  | { readonly do: 'progress'; readonly slot: number }
  | { readonly do: 'look'; readonly ways: readonly Way[]; readonly negative: boolean }
  | { readonly do: 'atomic'; readonly program: Program }
  | { readonly do: 'again'; readonly group: number; readonly folded: boolean }
  | { readonly do: 'done' };

/** One thing that is looked for, so many characters further back. */
export interface Way {
  readonly program: Program;
  readonly back: number;
}

export interface Program {
  readonly instructions: readonly Instruction[];
  /** Counts the programs of a pattern, from 0. */
  readonly number: number;
}

export interface PerlProgram {
  readonly program: Program;
  readonly programs: number;
  /** Places to remember; 0 where nothing asks for what a group matched. */
  readonly slots: number;
  /** Instructions of all programs. */
  readonly size: number;
}

/** @throws PatternProblem for a pattern that becomes too large */
export function programFor(node: PatternNode, groups: number, refersBack: boolean): PerlProgram {
  const maker = new ProgramMaker(refersBack, 2 * (groups + 1));
  const program = maker.make(node);
  return { program, programs: maker.programs, slots: refersBack ? maker.slots : 0, size: maker.size };
}

class ProgramMaker {
  programs = 0;
  size = 0;
  private instructions: Instruction[] = [];

  constructor(
    private readonly refersBack: boolean,
    public slots: number,
  ) {}

  make(node: PatternNode): Program {
    const number = this.programs++;
    const outer = this.instructions;
    this.instructions = [];
    this.write(node);
    this.put({ do: 'done' });
    const { instructions } = this;
    this.instructions = outer;
    return { instructions, number };
  }

  private put(instruction: Instruction): number {
    if (++this.size > maximumInstructions) throw new PatternProblem('it becomes too large with all its repetitions');
    return this.instructions.push(instruction) - 1;
  }

  private write(node: PatternNode): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'one':
        this.put({ do: 'one', test: node.test });
        return;
      case 'edge':
        this.put({ do: 'edge', edge: node.edge });
        return;
      case 'sequence':
        for (const part of node.parts) this.write(part);
        return;
      case 'alternatives':
        this.alternatives(node.parts);
        return;
      case 'group':
        this.group(node.of, node.number);
        return;
      case 'repeat':
        this.repeat(node);
        return;
      case 'atomic':
        this.put({ do: 'atomic', program: this.make(node.of) });
        return;
      case 'look':
        this.look(node);
        return;
      case 'again':
        this.put({ do: 'again', group: node.group, folded: node.folded });
        return;
      default:
        node satisfies never;
    }
  }

  private alternatives(parts: readonly PatternNode[]): void {
    const ends: number[] = [];
    parts.forEach((part, index) => {
      if (index === parts.length - 1) {
        this.write(part);
        return;
      }
      const split = this.put({ do: 'jump', to: 0 });
      this.write(part);
      ends.push(this.put({ do: 'jump', to: 0 }));
      this.instructions[split] = { do: 'split', first: split + 1, second: this.instructions.length };
    });
    for (const end of ends) this.instructions[end] = { do: 'jump', to: this.instructions.length };
  }

  private group(of: PatternNode, number: number): void {
    if (this.refersBack) this.put({ do: 'keep', slot: 2 * number });
    this.write(of);
    if (this.refersBack) this.put({ do: 'keep', slot: 2 * number + 1 });
  }

  private look({ of, behind, negative }: PatternNode & { kind: 'look' }): void {
    const parts = behind && of.kind === 'alternatives' ? of.parts : [of];
    const ways = parts.map((part) => ({ program: this.make(part), back: behind ? fixedLength(part)! : 0 }));
    this.put({ do: 'look', ways, negative });
  }

  private repeat({ of, least, most, greed }: PatternNode & { kind: 'repeat' }): void {
    if (greed === 'possessive') {
      this.put({ do: 'atomic', program: this.make({ kind: 'repeat', of, least, most, greed: 'greedy' }) });
      return;
    }
    for (let i = 0; i < least; i++) this.write(of);
    if (most === Number.POSITIVE_INFINITY) this.loop(of, greed === 'lazy');
    else this.optional(of, most - least, greed === 'lazy');
  }

  private loop(of: PatternNode, lazy: boolean): void {
    // Where nothing is remembered a place that was tried once is not tried again, which ends loops that match nothing.
    const slot = this.refersBack && canBeEmpty(of) ? this.slots++ : undefined;
    const split = this.put({ do: 'jump', to: 0 });
    if (slot !== undefined) this.put({ do: 'keep', slot });
    this.write(of);
    if (slot !== undefined) this.put({ do: 'progress', slot });
    this.put({ do: 'jump', to: split });
    this.instructions[split] = splitTo(split + 1, this.instructions.length, lazy);
  }

  private optional(of: PatternNode, times: number, lazy: boolean): void {
    const splits: number[] = [];
    for (let i = 0; i < times; i++) {
      splits.push(this.put({ do: 'jump', to: 0 }));
      this.write(of);
    }
    for (const split of splits) this.instructions[split] = splitTo(split + 1, this.instructions.length, lazy);
  }
}

const splitTo = (inside: number, behind: number, lazy: boolean): Instruction =>
  lazy ? { do: 'split', first: behind, second: inside } : { do: 'split', first: inside, second: behind };
