/** The shapes of a verdict: a stream in plain words, its clauses linked to packets, and its life in one lane. */
import type { FrameNumber } from '../../view';

/** A piece of a sentence: words, words that matter, or a packet to go to. */
export type ClausePart =
  | { readonly kind: 'text' | 'strong'; readonly text: string }
  | { readonly kind: 'packet'; readonly frame: FrameNumber };

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

export interface Clause {
  readonly topic: ClauseTopic;
  readonly severity: ClauseSeverity;
  readonly parts: readonly ClausePart[];
}

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

/** Kinds of what can be wrong with a stream, worst first when they last equally long. */
export const problemKinds = [
  'no-answer',
  'refused',
  'reset',
  'retransmission',
  'zero-window',
  'server-thinks',
  'client-thinks',
  'loss',
  'not-captured',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** A stream in the list of problem connections. Times are nanoseconds. */
export interface ProblemStream {
  readonly stream: number;
  readonly client: string;
  readonly server: string;
  readonly packets: number;
  readonly bytes: number;
  readonly duration: number;
  readonly worst: ProblemKind;
  /** The same in a sentence. */
  readonly finding: string;
  readonly frame: FrameNumber;
  readonly score: number;
  readonly severity: ClauseSeverity;
}
