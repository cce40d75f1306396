/** The shapes of a verdict: a stream in plain words, its clauses linked to packets, and its life in one lane. */
import type { FrameNumber } from '../../view';
import type { Party, Statement } from './statements';
import type { StallKind } from './stream-watch';

export type ClauseSeverity = 'plain' | 'good' | 'note' | 'warning' | 'error';

export type ClauseTopic =
  | 'opening'
  | 'name'
  | 'protocol'
  | 'tls'
  | 'http'
  | 'volume'
  | 'loss'
  | 'stall'
  | 'ending'
  | 'bounds';

export type Clause = Statement & { readonly topic: ClauseTopic; readonly severity: ClauseSeverity };

export type PhaseKind =
  | 'name'
  | 'connect'
  | 'tls'
  | 'request'
  | 'server-thinks'
  | 'client-thinks'
  | 'answer'
  | 'data'
  | 'zero-window'
  | 'retransmission'
  | 'close';

/** One stretch of the timeline. Times are nanoseconds since the first phase began. */
export interface Phase {
  readonly kind: PhaseKind;
  readonly from: number;
  readonly to: number;
  readonly firstFrame: FrameNumber;
  readonly lastFrame: FrameNumber;
}

export interface Verdict {
  readonly stream: number;
  readonly client: string;
  readonly server: string;
  readonly packets: number;
  readonly clauses: readonly Clause[];
  /** In order of time; where there are too many, the longest. */
  readonly timeline: readonly Phase[];
}

/** Kinds of what can be wrong with a stream. */
export type ProblemKind =
  | 'no-answer'
  | 'refused'
  | 'reset'
  | 'retransmission'
  | 'zero-window'
  | 'server-thinks'
  | 'client-thinks'
  | 'loss'
  | 'not-captured';

/** The worst that was found on a stream. Times are nanoseconds. */
export type ProblemFinding =
  | { readonly kind: 'refused' }
  | { readonly kind: 'no-answer'; readonly tries: number; readonly waited: number }
  | { readonly kind: 'reset'; readonly by: Party; readonly afterOwnClose: boolean }
  | { readonly kind: 'stall'; readonly stall: StallKind; readonly by: Party; readonly length: number }
  | { readonly kind: 'resent'; readonly count: number; readonly segments: number }
  | { readonly kind: 'gaps'; readonly count: number };

/** A stream in the list of problem connections. Times are nanoseconds. */
export interface ProblemStream {
  readonly stream: number;
  readonly client: string;
  readonly server: string;
  readonly packets: number;
  readonly bytes: number;
  readonly duration: number;
  readonly worst: ProblemKind;
  readonly finding: ProblemFinding;
  readonly frame: FrameNumber;
  readonly score: number;
  readonly severity: ClauseSeverity;
}
