/** A stretch of a stream that is laid out, in runs: what one side said without a break, and gaps between. */
import type { StreamPart, StreamStretch } from '../../../shared/packed-stream';

/** A stretch may hold some bytes before and behind those whose lines are wanted. */
export interface LaidOutStretch extends StreamStretch {
  /** Positions of the first byte of which lines are wanted and behind the last one. */
  readonly first: number;
  readonly end: number;
  /** Whether the stream ends there. */
  readonly last: boolean;
  gapText(part: StreamPart): string;
}

/** `start` and `end` count the bytes of the stretch. */
export type Run =
  | {
      readonly kind: 'data';
      readonly server: boolean;
      readonly start: number;
      end: number;
      readonly parts: { readonly part: StreamPart; readonly start: number }[];
    }
  | { readonly kind: 'gap'; readonly part: StreamPart; readonly position: number };

/** The runs that reach into the wanted positions. */
export function runsOf({ from, parts, first, end, last }: LaidOutStretch): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const part of parts) {
    if (part.kind !== 'data') {
      const position = from + at;
      if (position >= first && (position < end || (last && position === end)))
        runs.push({ kind: 'gap', part, position });
      else runs.push({ kind: 'gap', part, position: -1 });
      continue;
    }
    const before = runs.at(-1);
    if (before?.kind === 'data' && before.server === part.server) {
      before.parts.push({ part, start: at });
      before.end += part.length;
    } else
      runs.push({ kind: 'data', server: part.server, start: at, end: at + part.length, parts: [{ part, start: at }] });
    at += part.length;
  }
  return runs.filter((run) =>
    run.kind === 'gap' ? run.position >= 0 : from + run.end > first && from + run.start < end,
  );
}
