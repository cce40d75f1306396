/** Finds streams whose packets came through while their applications failed: a server's errors, TLS broken off, questions never answered. */
import { tcpFlag } from '../../declare/tcp-analysis';
import type { CaptureIndex } from '../../index/index-pass';
import { statusNames } from '../../protocols/names/http-status';
import { alertNames } from '../../protocols/names/tls';
import type { FailureNotes, Failures } from './failure-notes';
import { type Finding, weight } from './finding';
import { patience } from './opening-clauses';
import { partyOf, watchedPacket } from './stream-facts';
import { type Side, type StreamWatch, stallThreshold, streamMark } from './stream-watch';

/** Bytes from which on what the client alone sent is a delivery rather than a question. */
export const delivery = 65_536;

export function tlsFailed(failures: Failures | undefined, client: Side): Finding | undefined {
  if (failures === undefined || failures.alertFrame === 0) return undefined;
  const { alert: number, alertFrame: frame, alertSide } = failures;
  const by = partyOf(alertSide, { client });
  return {
    worst: 'tls-failed',
    score: weight.tlsFailed,
    frame,
    severity: 'error',
    finding: { kind: 'tls-failed', by, alert: { number, name: alertNames[number] } },
  };
}

export function serverError(failures: Failures | undefined): Finding | undefined {
  if (failures === undefined || failures.statusCount === 0) return undefined;
  const { status: number, statusFrame: frame, statusCount: count } = failures;
  return {
    worst: 'server-error',
    score: weight.serverError,
    frame,
    severity: 'error',
    finding: { kind: 'server-error', status: { number, name: statusNames[number] }, count },
  };
}

/** The client spoke last, and the connection ended, or the capture did. */
export function unanswered(
  { table }: CaptureIndex,
  watch: StreamWatch,
  failures: FailureNotes,
  stream: number,
  client: Side,
): Finding | undefined {
  const question = watch.get(stream, 'dataFrame');
  if (question === 0 || watch.get(stream, 'lastDataSide') - 1 !== client) return undefined;
  if (!isQuestion(watch, failures, stream, table.stackOf(question - 1), client)) return undefined;
  const end = watch.get(stream, 'endFrame');
  const waited = Number(table.timeOf((end || table.count) - 1) - table.timeOf(question - 1));
  const last = end === 0 ? undefined : watchedPacket(table, end - 1, 0n);
  const by = last && partyOf(last.side, { client });
  const reset = last !== undefined && (last.flags & tcpFlag.rst) !== 0;
  const least = by === 'server' ? 0 : by === 'client' ? stallThreshold : patience;
  if (waited < least) return undefined;
  return {
    worst: reset ? 'reset' : 'no-answer',
    score: weight.unanswered + waited,
    frame: question,
    severity: 'error',
    finding: { kind: 'unanswered', waited, end: by, reset },
  };
}

/** Whether the client's last word waits for an answer: a request of HTTP does, and of other protocols the first thing said. */
function isQuestion(watch: StreamWatch, failures: FailureNotes, stream: number, stack: number, client: Side): boolean {
  // A capture of one direction knows of no answers.
  if (!watch.has(stream, streamMark.synAck) || !watch.has(stream, streamMark.established)) return false;
  const isTls = failures.carries(stack, 'tls');
  if (failures.carries(stack, 'http') && !isTls && !failures.carries(stack, 'websocket')) return true;
  if (watch.get(stream, 'dataSegments', (1 - client) as Side) > 0 || watch.get(stream, 'bytes', client) > delivery)
    return false;
  return isTls || watch.get(stream, 'endFrame') > 0;
}
