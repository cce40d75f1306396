/** What is wrong with a stream, and how much it counts. */
import type { ClauseSeverity, ProblemFinding, ProblemKind } from './verdict-view';

export interface Finding {
  readonly worst: ProblemKind;
  readonly finding: ProblemFinding;
  readonly frame: number;
  /** Nanoseconds that it cost, or counts like. */
  readonly score: number;
  readonly severity: ClauseSeverity;
}

const gravity = ['plain', 'good', 'note', 'warning', 'error'] as const satisfies readonly ClauseSeverity[];

/** The gravest severity of several findings. */
export const gravest = (findings: readonly Finding[]): ClauseSeverity =>
  gravity[Math.max(...findings.map(({ severity }) => gravity.indexOf(severity)))];

/** Nanoseconds that failures without a length count like. */
export const weight = {
  noAnswer: 30e9,
  tlsFailed: 10e9,
  refused: 10e9,
  serverError: 6e9,
  reset: 5e9,
  unanswered: 5e9,
  loss: 20e9,
  notCaptured: 0.1e9,
} as const;
