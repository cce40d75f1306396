/** How the stages of reading a filter give up: with a sentence and a place in the text. */
import type { FilterProblem } from '../view';

/** Thrown inside of this folder; `compileFilter` gives the problem back as a value. */
export class FilterSyntaxError extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message);
  }
}

/** Thrown while a filter runs, when a value takes its pattern too long; the place is in the text with its macros replaced. */
export class PatternStopped extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message);
  }
}

/** @throws FilterSyntaxError for the text `[start, end)` */
export function fail(message: string, start: number, end: number): never {
  throw new FilterSyntaxError({ message: shortened(message), start, end });
}

/** What was typed is quoted so far that it can be told which part is meant: the place is underlined anyway. */
const shortened = (message: string): string => message.replace(/“([^”]{60})[^”]{10,}”/gu, '“$1…”');
