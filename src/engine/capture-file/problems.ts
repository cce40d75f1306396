/** The sentences that say what is wrong with a capture file, and at which byte. */
import type { HostFileError } from '../host';
import type { CaptureProblem } from '../view';

/** A number as people read it: 40,960. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

export function countOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(value)} ${value === 1 ? singular : plural}`;
}

/** `what` begins at `start` and is `needed` bytes long, but the file ends at `end`. */
export function cutShort(what: string, start: number, needed: number, end: number): CaptureProblem {
  const missing = countOf(start + needed - end, 'more byte');
  const message = `The file was cut in the middle of ${what}: it ends at byte ${grouped(end)}, and ${missing} would be needed.`;
  return { kind: 'truncated', message, offset: end };
}

/** Reading cannot go on at `offset`; `why` is a clause without capital and full stop. */
export function damaged(offset: number, why: string): CaptureProblem {
  return { kind: 'damaged', message: `The file is damaged at byte ${grouped(offset)}: ${why}.`, offset };
}

/** The file is sound, but Sockeye reads no further than `why` says. */
export function beyondLimit(offset: number, why: string): CaptureProblem {
  return { kind: 'limit', message: `Reading stopped at byte ${grouped(offset)}: ${why}.`, offset };
}

/** The problem a host's failure amounts to, at byte `offset` of what could be read. */
export function problemOf(error: HostFileError, offset: number): CaptureProblem {
  const kind = error.kind === 'limit' || error.kind === 'damaged' ? error.kind : 'unreadable';
  return { kind, message: error.message, offset };
}
