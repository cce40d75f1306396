/** The shapes of a verdict: a stream in plain words, its clauses linked to packets, and its life in one lane. */
import type { FrameNumber } from '../../view';
import type { Party, Registered, Statement } from './statements';
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
  | 'no-answer'
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
  | 'server-error'
  | 'tls-failed'
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
  /** Failures that the server answered requests with: the first status, and how many there are. */
  | { readonly kind: 'server-error'; readonly status: Registered; readonly count: number }
  /** A fatal alert that can be read. */
  | { readonly kind: 'tls-failed'; readonly by: Party; readonly alert: Registered }
  /** What the client said was never answered, until one of them ended the connection, or the capture did. */
  | {
      readonly kind: 'unanswered';
      readonly waited: number;
      readonly end: Party | undefined;
      readonly reset: boolean;
    }
  | { readonly kind: 'no-answer'; readonly tries: number; readonly waited: number }
  /** `closed`: who had closed before. */
  | { readonly kind: 'reset'; readonly by: Party; readonly closed: Party | undefined }
  | {
      readonly kind: 'stall';
      readonly stall: StallKind;
      readonly by: Party;
      readonly length: number;
      readonly count: number;
      readonly total: number;
    }
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
