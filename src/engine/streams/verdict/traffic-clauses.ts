/** Tells how much was sent, what was lost, and who kept whom waiting. */
import type { Findings, StreamFacts } from './stream-facts';
import { type Stall, type StallKind, stallThreshold } from './stream-watch';
import type { Clause, ClausePart, ClauseSeverity } from './verdict-view';
import { clause, count, packet, packets, plural, say, share, size, strong, time } from './words';

/** Shares of segments sent again from which on it is a note, and a warning. */
const notedLoss = 0.001;
const warnedLoss = 0.01;
/** Stalls that are told one by one. */
const toldStalls = 5;
/** A stall from here on is a warning: nanoseconds. */
const longStall = 1_000_000_000;

export function volumeClause({ dataOf, client, packets: all }: StreamFacts): Clause {
  const sent = (side: number): string => `${size(dataOf[side].bytes)} in ${plural(dataOf[side].segments, 'segment')}`;
  const nothing = dataOf[0].bytes + dataOf[1].bytes === 0;
  return clause(
    'volume',
    'plain',
    nothing
      ? say`No data was sent in its ${plural(all, 'packet')}.`
      : say`The client sent ${strong(sent(client))}, the server ${strong(sent(1 - client))}; ${plural(all, 'packet')} in all.`,
  );
}

export function lossClauses(facts: StreamFacts): Clause[] {
  const { retransmissions, outOfOrder, unseenAcknowledged, notCaptured, dataOf } = facts;
  const segments = dataOf[0].segments + dataOf[1].segments + facts.syns.length;
  const clauses: Clause[] = [];
  if (retransmissions.count > 0) clauses.push(retransmissionClause(facts, segments));
  if (outOfOrder.count > 0)
    clauses.push(
      clause('loss', 'plain', say`${plural(outOfOrder.count, 'segment')} came out of order (${frames(outOfOrder)}).`),
    );
  const unseen = unseenAcknowledged.count;
  if (unseen > 0 || notCaptured.count > 0)
    clauses.push(
      clause(
        'loss',
        'note',
        unseen > 0
          ? say`Segments were acknowledged that are not in the capture (${frames(unseenAcknowledged)}): the capture missed them, the network did not.`
          : say`${plural(notCaptured.count, 'time')} a segment is missing before another one (${frames(notCaptured)}): it was lost before it came here, or the capture missed it.`,
      ),
    );
  if (clauses.length === 0 && dataOf[0].segments + dataOf[1].segments > 0)
    clauses.push(clause('loss', 'good', say`Nothing was lost or sent twice.`));
  return clauses;
}

const frames = ({ count: total, frames: first }: Findings): ClausePart[] => packets(first, total);

function retransmissionClause({ retransmissions, fast, spurious }: StreamFacts, segments: number): Clause {
  const ratio = segments === 0 ? 1 : retransmissions.count / segments;
  const severity: ClauseSeverity = ratio >= warnedLoss ? 'warning' : ratio >= notedLoss ? 'note' : 'plain';
  const kinds = [
    ...(fast.count > 0 ? [`${count(fast.count)} after duplicate ACKs`] : []),
    ...(spurious.count > 0 ? [`${count(spurious.count)} needlessly: the original had arrived`] : []),
  ];
  return clause(
    'loss',
    severity,
    say`${strong(plural(retransmissions.count, 'packet'))} of ${count(segments)} with data or SYN ${retransmissions.count === 1 ? 'was' : 'were'} sent again (${frames(retransmissions)}, ${share(retransmissions.count, Math.max(segments, retransmissions.count))})${kinds.length > 0 ? `, ${kinds.join(', ')}` : ''}.`,
  );
}

/** Probes whether the other side is still there. RFC 9293, section 3.8.4. */
export function keepAliveClauses({ keepAlives, keepAliveAnswers }: StreamFacts): Clause[] {
  if (keepAlives.count === 0) return [];
  const unanswered = keepAlives.count - keepAliveAnswers.count;
  return [
    clause(
      'stall',
      unanswered > 0 ? 'note' : 'plain',
      say`While nothing was said, ${plural(keepAlives.count, 'keep-alive')} asked whether the other side is still there (${frames(keepAlives)}): ${
        unanswered <= 0
          ? 'it was'
          : unanswered === keepAlives.count
            ? 'no answer came'
            : `${count(unanswered)} got no answer`
      }.`,
    ),
  ];
}

const idleKinds: readonly StallKind[] = ['closing'];

/** The longest stalls, and what all of a kind come to. */
export function stallClauses(
  facts: StreamFacts,
  isSynFrame: (frame: number) => boolean,
  /** The protocol, where either side of it speaks unasked. */
  unasked: string | undefined,
): Clause[] {
  const stalls = facts.stalls.filter(({ kind, toFrame }) => !idleKinds.includes(kind) && !isSynFrame(toFrame));
  const longest = stalls.toSorted((one, other) => lengthOf(other) - lengthOf(one)).slice(0, toldStalls);
  const told = longest.toSorted((one, other) => one.from - other.from);
  const clauses = told.map((stall) => stallClause(stall, facts, unasked));
  if (stalls.length > told.length) {
    const total = stalls.reduce((sum, stall) => sum + lengthOf(stall), 0);
    clauses.push(
      clause(
        'stall',
        'note',
        say`These are the longest of ${plural(stalls.length, 'silence')} that come to ${strong(time(total))} together.`,
      ),
    );
  }
  for (const side of [0, 1] as const)
    if (facts.stillZero[side] > 0)
      clauses.push(
        clause(
          'stall',
          'warning',
          say`The ${who(side, facts)}’s window has been ${strong('zero')} since ${packet(facts.stillZero[side])}: its program does not read.`,
        ),
      );
  if (stalls.length > 0)
    clauses.push(clause('bounds', 'plain', say`A silence counts from ${time(stallThreshold)} on.`));
  return clauses;
}

const lengthOf = ({ from, to }: Stall): number => to - from;
const who = (side: number, { client }: StreamFacts): string => (side === client ? 'client' : 'server');

/** What of a silence is the way, where it is enough to matter. */
function ofTheWay({ from, to, way }: Stall): string {
  return way * 10 < to - from ? '' : `, of which the way there and back takes ${time(way)}`;
}

function stallClause(stall: Stall, facts: StreamFacts, unasked: string | undefined): Clause {
  const side = who(stall.side, facts);
  const other = side === 'client' ? 'server' : 'client';
  const long = strong(time(lengthOf(stall)));
  const from = packet(stall.fromFrame);
  const to = packet(stall.toFrame);
  const severity: ClauseSeverity = lengthOf(stall) >= longStall ? 'warning' : 'note';
  const way = ofTheWay(stall);
  switch (stall.kind) {
    case 'greeting':
      return side === 'server'
        ? clause('stall', severity, say`The server spoke first, and took ${long} for it (${from} to ${to})${way}.`)
        : clause('stall', 'plain', say`The client sent nothing for ${long} after it had opened (${from} to ${to}).`);
    case 'thinking':
      if (unasked !== undefined)
        return clause(
          'stall',
          'plain',
          say`Nothing was said for ${long}, until the ${side} spoke (${from} to ${to}): in ${unasked} either side speaks when it likes.`,
        );
      return side === 'server'
        ? clause(
            'stall',
            severity,
            say`The server had all it was sent at ${from} and was silent for ${long}, until ${to}${way}: it was thinking, the network was not slow.`,
          )
        : clause(
            'stall',
            'plain',
            say`The client waited ${long} before it went on (${from} to ${to}): nothing kept it waiting here.`,
          );
    case 'pausing':
      return clause(
        'stall',
        side === 'server' ? severity : 'plain',
        say`The ${side} paused for ${long} in the middle of sending (${from} to ${to})${way}: it had no more to send yet.`,
      );
    case 'acknowledging':
      return clause(
        'stall',
        severity,
        say`The ${side} took ${long} to acknowledge what the ${other} had sent (${from} to ${to})${way}.`,
      );
    case 'retransmission':
      return clause(
        'stall',
        severity,
        say`The ${side} waited ${long} for an acknowledgement and sent again (${from} to ${to}): a segment or its acknowledgement was lost.`,
      );
    case 'zero-window':
      return clause(
        'stall',
        severity,
        say`The ${side}’s window was zero for ${long} (${from} to ${to}): its program did not read, and the ${other} had to wait.`,
      );
    case 'window-full':
      return clause(
        'stall',
        severity,
        say`The ${side} could not send for ${long} (${from} to ${to}): the ${other}’s window was full, its program did not read fast enough.`,
      );
    case 'closing':
      return clause('stall', 'plain', say`Nothing was said for ${long} before the close (${from} to ${to}).`);
    default:
      return stall.kind satisfies never;
  }
}
