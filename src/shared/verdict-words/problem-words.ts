/** What is wrong with a stream, in a sentence. */
import type { ProblemFinding } from '../../engine/streams/verdict/verdict-view';
import { statusWords } from './http-words';
import { count, plural, share, time } from './quantities';

export function problemWords(finding: ProblemFinding): string {
  switch (finding.kind) {
    case 'refused':
      return 'Refused: a SYN was answered by a reset';
    case 'no-answer':
      return `No answer to ${plural(finding.tries, 'SYN')}${finding.waited > 0 ? ` over ${time(finding.waited)}` : ''}`;
    case 'server-error':
      return finding.count === 1
        ? `A request was answered by ${statusWords(finding.status)}`
        : `${count(finding.count)} requests were answered by errors of the server, the first by ${statusWords(finding.status)}`;
    case 'tls-failed':
      return `The ${finding.by} broke TLS off: ${finding.alert.name ?? `alert ${finding.alert.number}`}`;
    case 'unanswered':
      return unansweredWords(finding);
    case 'reset':
      return `Reset by the ${finding.by}${resetWords(finding)}`;
    case 'stall':
      return `${stallWords[finding.stall](finding.by, time(finding.length))}${
        finding.count === 1 ? '' : `; ${count(finding.count)} silences come to ${time(finding.total)}`
      }`;
    case 'resent':
      return `${count(finding.count)} of ${plural(finding.segments, 'segment')} sent again (${share(finding.count, finding.segments)})`;
    case 'gaps':
      return `${plural(finding.count, 'gap')}: segments lost before they came here, or missed by the capture`;
    default:
      return finding satisfies never;
  }
}

function unansweredWords({ waited, end, reset }: Extract<ProblemFinding, { kind: 'unanswered' }>): string {
  if (end === undefined) return `The server has not answered for ${time(waited)}, up to the end of the capture`;
  const ended = reset ? 'reset' : 'closed';
  return end === 'server'
    ? `The server ${ended} the connection ${time(waited)} after a question, without an answer`
    : `The server did not answer for ${time(waited)}, then the client ${ended} the connection`;
}

function resetWords({ by, closed }: Extract<ProblemFinding, { kind: 'reset' }>): string {
  if (closed === undefined) return '';
  return closed === by ? ' after its own close' : ` in answer to the ${closed}’s close`;
}

type Stalled = Extract<ProblemFinding, { kind: 'stall' }>;

const stallWords: Readonly<Record<Stalled['stall'], (by: Stalled['by'], length: string) => string>> = {
  greeting: (by, length) => `The ${by} took ${length} for its first words`,
  thinking: (by, length) => `The ${by} was silent for ${length} with a question to answer`,
  pausing: (by, length) => `The ${by} paused for ${length} while sending`,
  acknowledging: (by, length) => `The ${by} took ${length} to acknowledge`,
  retransmission: (by, length) => `The ${by} waited ${length} for an acknowledgement and sent again`,
  'zero-window': (by, length) => `The ${by}’s window was zero for ${length}: it did not read`,
  'window-full': (by, length) => `The ${by} could not send for ${length}: the other side’s window was full`,
  closing: (_, length) => `Nothing was said for ${length} before the close`,
};
