/**
 * Searches text for a Perl-compatible regular expression with what no linear engine has: looking around, references, atomic groups.
 * A place in text and pattern that led to nothing is not tried twice, so that repetitions inside of repetitions take no longer than others;
 * where a reference makes that impossible, and in all cases after so many steps, the search gives up.
 */
import { parsePerl } from './perl-parse';
import { type Program, programFor } from './perl-program';
import { isWord, otherCase } from './perl-sets';
import type { Edge } from './perl-syntax';

/** Steps of one search, and of one that keeps what groups matched: some 50 milliseconds. */
const maximumSteps = 2_000_000;
const maximumKeepingSteps = 500_000;
/** Places in text and pattern that are remembered as tried; what is longer is cut. */
const maximumPlaces = 1 << 26;

export interface PerlSearch {
  /** Whether the pattern is somewhere in the text; undefined where the search gave up. */
  find(text: string): boolean | undefined;
}

/** @throws PatternProblem */
export function perlSearch(pattern: string): PerlSearch {
  const { node, groups, refersBack } = parsePerl(pattern);
  const { program, programs, slots, size } = programFor(node, groups, refersBack);
  const [first] = program.instructions;
  const begins = first.do === 'edge' && first.edge === 'begin';
  const longest = slots > 0 ? Number.POSITIVE_INFINITY : Math.floor(maximumPlaces / size);
  return {
    find(whole) {
      const text = whole.length > longest ? whole.slice(0, longest) : whole;
      const run = new PerlRun(text, programs, slots);
      const last = begins ? 0 : text.length;
      for (let at = 0; at <= last; at++) {
        if (first.do === 'one' && (at === text.length || !first.test(text.charCodeAt(at)))) continue;
        if (run.matchAt(program, at) >= 0) return true;
        if (run.gaveUp) return undefined;
      }
      return false;
    },
  };
}

const nowhere = -1;

class PerlRun {
  private steps: number;
  /** What groups matched: where they begin and end. A new array for every change, since states share it. */
  private kept: readonly number[];
  /** For each program a bit for each instruction and place. */
  private readonly tried: (Uint32Array | undefined)[];

  constructor(
    private readonly text: string,
    programs: number,
    private readonly slots: number,
  ) {
    this.kept = Array<number>(slots).fill(nowhere);
    this.tried = Array<undefined>(programs).fill(undefined);
    this.steps = slots === 0 ? maximumSteps : maximumKeepingSteps;
  }

  get gaveUp(): boolean {
    return this.steps <= 0;
  }

  /** Where the match that begins at `start` ends, or -1. */
  matchAt(program: Program, start: number): number {
    const { instructions } = program;
    const { text } = this;
    const remembers = this.slots === 0;
    const tried = remembers ? this.triedOf(program) : undefined;
    /** States to go on with: instruction, place, and what is kept in them. */
    const states: number[] = [0, start];
    const keeps: (readonly number[])[] = [this.kept];
    const touched: number[] = [];
    while (states.length > 0) {
      let at = states.pop()!;
      let next = states.pop()!;
      let kept = keeps.pop()!;
      for (;;) {
        if (--this.steps <= 0) return nowhere;
        const instruction = instructions[next];
        if (instruction.do === 'done') {
          this.kept = kept;
          if (tried !== undefined) forget(tried, touched);
          return at;
        }
        if (instruction.do === 'one') {
          if (at >= text.length || !instruction.test(text.charCodeAt(at))) break;
          at++;
          next++;
          continue;
        }
        if (tried !== undefined) {
          const place = at * instructions.length + next;
          const bit = 1 << (place & 31);
          if ((tried[place >>> 5] & bit) !== 0) break;
          tried[place >>> 5] |= bit;
          touched.push(place);
        }
        if (instruction.do === 'split') {
          states.push(instruction.second, at);
          keeps.push(kept);
          next = instruction.first;
          continue;
        }
        if (instruction.do === 'jump') {
          next = instruction.to;
          continue;
        }
        if (instruction.do === 'keep') {
          kept = kept.with(instruction.slot, at);
          next++;
          continue;
        }
        this.kept = kept;
        const end = this.pass(instruction, at);
        if (end < 0) break;
        kept = this.kept;
        at = end;
        next++;
      }
    }
    return nowhere;
  }

  /** Behind an instruction that moves on by more than a character or not at all, or -1. */
  private pass(
    instruction: Exclude<Program['instructions'][number], { do: 'one' | 'split' | 'jump' | 'keep' | 'done' }>,
    at: number,
  ): number {
    switch (instruction.do) {
      case 'edge':
        return isEdge(instruction.edge, this.text, at) ? at : nowhere;
      case 'progress':
        return this.kept[instruction.slot] === at ? nowhere : at;
      case 'atomic':
        return this.matchAt(instruction.program, at);
      case 'look': {
        const before = this.kept;
        const found = instruction.ways.some(({ program, back }) => at >= back && this.matchAt(program, at - back) >= 0);
        if (instruction.negative) this.kept = before;
        return found === instruction.negative ? nowhere : at;
      }
      case 'again':
        return this.again(instruction.group, instruction.folded, at);
      default:
        return instruction satisfies never;
    }
  }

  private again(group: number, folded: boolean, at: number): number {
    const [begin, end] = [this.kept[2 * group], this.kept[2 * group + 1]];
    if (begin < 0 || end < begin) return nowhere;
    for (let i = begin, j = at; i < end; i++, j++) {
      const [a, b] = [this.text.charCodeAt(i), this.text.charCodeAt(j)];
      if (a !== b && !(folded && otherCase(a) === b)) return nowhere;
    }
    this.steps -= end - begin;
    return at + end - begin;
  }

  private triedOf({ instructions, number }: Program): Uint32Array {
    this.tried[number] ??= new Uint32Array(((this.text.length + 1) * instructions.length + 31) >>> 5);
    return this.tried[number];
  }
}

/** What was tried on the way to a match may match again. */
function forget(tried: Uint32Array, places: readonly number[]): void {
  for (const place of places) tried[place >>> 5] &= ~(1 << (place & 31));
}

function isEdge(edge: Edge, text: string, at: number): boolean {
  switch (edge) {
    case 'begin':
      return at === 0;
    case 'line begin':
      return at === 0 || (text[at - 1] === '\n' && at < text.length);
    case 'end':
      return at === text.length;
    case 'last line end':
      return at === text.length || (at === text.length - 1 && text[at] === '\n');
    case 'line end':
      return at === text.length || text[at] === '\n';
    case 'word edge':
    case 'no word edge': {
      const before = at > 0 && isWord(text.charCodeAt(at - 1));
      const behind = at < text.length && isWord(text.charCodeAt(at));
      return (before !== behind) === (edge === 'word edge');
    }
    default:
      return edge satisfies never;
  }
}
