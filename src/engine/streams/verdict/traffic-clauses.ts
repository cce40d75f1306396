/** Tells how much was sent, what was lost, and who kept whom waiting. */
import { tcpAnalysis } from '../../declare/tcp-analysis';
import { clause } from './clause';
import type { CopiedPackets } from './copied-packets';
import type { Sent, Silence } from './statements';
import { type DataFacts, partyOf, type StreamFacts } from './stream-facts';
import { type Stall, stallThreshold } from './stream-watch';
import type { Clause, ClauseSeverity } from './verdict-view';

/** Shares of segments sent again from which on it is a note, and a warning. */
const notedLoss = 0.001;
const warnedLoss = 0.01;
/** Stalls that are told one by one. */
const toldStalls = 5;
/** A stall from here on is a warning: nanoseconds. */
const longStall = 1_000_000_000;
/** The way there and back is told where it is at least this share of a silence. */
const notableWay = 0.1;

export function volumeClause({ dataOf, client, packets }: StreamFacts): Clause {
  if (dataOf[0].bytes + dataOf[1].bytes === 0) return clause('volume', 'plain', 'nothingSent', { packets });
  const sent = ({ bytes, segments }: DataFacts): Sent => ({ bytes, segments });
  return clause('volume', 'plain', 'sent', { client: sent(dataOf[client]), server: sent(dataOf[1 - client]), packets });
}

export function lossClauses(facts: StreamFacts, copies: CopiedPackets): Clause[] {
  const { retransmissions, outOfOrder, unseenAcknowledged, notCaptured, numbered } = facts;
  const clauses: Clause[] = [];
  if (retransmissions.count > 0 && !areRepeatedSyns(facts))
    clauses.push(retransmissionClause(facts, copies.frames.size));
  if (copies.first !== undefined)
    clauses.push(
      clause('loss', 'note', 'copied', { count: copies.frames.size, again: retransmissions.count, ...copies.first }),
    );
  if (outOfOrder.count > 0) clauses.push(clause('loss', 'plain', 'outOfOrder', outOfOrder));
  if (unseenAcknowledged.count > 0) clauses.push(clause('loss', 'note', 'acknowledgedUnseen', unseenAcknowledged));
  else if (notCaptured.count > 0) clauses.push(clause('loss', 'note', 'missingBefore', notCaptured));
  if (clauses.length === 0 && retransmissions.count === 0 && numbered > 1)
    clauses.push(clause('loss', 'good', 'nothingLost', {}));
  return clauses;
}

/** Whether nothing was sent again but SYNs, which the opening tells. */
const areRepeatedSyns = ({ retransmissions, syns }: StreamFacts): boolean =>
  retransmissions.count < syns.length &&
  retransmissions.frames.every((again) => syns.some(({ frame }) => frame === again));

function retransmissionClause({ retransmissions, fast, spurious, numbered }: StreamFacts, copies: number): Clause {
  const ratio = (retransmissions.count - copies) / Math.max(1, numbered);
  const severity: ClauseSeverity = ratio >= warnedLoss ? 'warning' : ratio >= notedLoss ? 'note' : 'plain';
  return clause('loss', severity, 'sentAgain', {
    again: retransmissions,
    numbered,
    fast: fast.count,
    needless: spurious.count,
  });
}

/** Packets of which the capture kept only the beginning. */
export function cutClauses({ cut }: StreamFacts): Clause[] {
  return cut.count === 0 ? [] : [clause('bounds', 'note', 'cut', cut)];
}

/** Probes whether the other side is still there. RFC 9293, section 3.8.4. */
export function keepAliveClauses({ keepAlives, keepAlivesAnswered, reset, beforeReset }: StreamFacts): Clause[] {
  if (keepAlives.count === 0) return [];
  const unanswered = Math.max(0, keepAlives.count - keepAlivesAnswered);
  const provoked = beforeReset !== undefined && (beforeReset.analysis & tcpAnalysis.keepAlive) !== 0;
  return [
    clause('stall', unanswered > 0 ? 'note' : 'plain', 'keepAlives', {
      asked: keepAlives,
      unanswered,
      reset: provoked ? reset?.frame : undefined,
    }),
  ];
}

/** The longest stalls, and what all of a kind come to. */
export function stallClauses(
  facts: StreamFacts,
  isSynFrame: (frame: number) => boolean,
  /** The protocol, where either side of it speaks unasked. */
  unasked: string | undefined,
  /** Whether an answer begins with the packet, although its side had spoken last: the request came before the answer ahead of it. */
  beginsAnswer: (frame: number) => boolean,
): Clause[] {
  const stalls = facts.stalls.filter(({ kind, toFrame }) => kind !== 'closing' && !isSynFrame(toFrame));
  const longest = stalls.toSorted((one, other) => lengthOf(other) - lengthOf(one)).slice(0, toldStalls);
  const clauses = longest
    .toSorted((one, other) => one.from - other.from)
    .map((stall) =>
      stall.kind === 'pausing' && beginsAnswer(stall.toFrame) ? { ...stall, kind: 'thinking' as const } : stall,
    )
    .map((stall) => stallClause(stall, facts, unasked));
  if (stalls.length > longest.length) {
    const total = stalls.reduce((sum, stall) => sum + lengthOf(stall), 0);
    clauses.push(clause('stall', 'note', 'silences', { count: stalls.length, total }));
  }
  for (const side of [0, 1] as const)
    if (facts.stillZero[side] > 0 && facts.reset === undefined && facts.fins[side] === undefined)
      clauses.push(
        clause('stall', 'warning', 'stillZero', { side: partyOf(side, facts), since: facts.stillZero[side] }),
      );
  if (stalls.length > 0) clauses.push(clause('bounds', 'plain', 'threshold', { from: stallThreshold }));
  return clauses;
}

const lengthOf = ({ from, to }: Stall): number => to - from;

function stallClause(stall: Stall, facts: StreamFacts, unasked: string | undefined): Clause {
  const length = lengthOf(stall);
  const by = partyOf(stall.side, facts);
  const silence: Silence = {
    by,
    length,
    from: stall.fromFrame,
    to: stall.toFrame,
    way: stall.way < length * notableWay ? 0 : stall.way,
  };
  const costly: ClauseSeverity = length >= longStall ? 'warning' : length >= stallThreshold / 10 ? 'note' : 'plain';
  /** A client may take its time. */
  const ofServer: ClauseSeverity = by === 'server' ? costly : 'plain';
  switch (stall.kind) {
    case 'greeting':
      return clause('stall', ofServer, 'greeted', silence);
    case 'thinking':
      return unasked === undefined
        ? clause('stall', ofServer, 'thought', silence)
        : clause('stall', 'plain', 'spokeUnasked', { ...silence, protocol: unasked });
    case 'pausing':
      return unasked === undefined
        ? clause('stall', ofServer, 'paused', silence)
        : clause('stall', 'plain', 'spokeUnasked', { ...silence, protocol: unasked });
    case 'acknowledging':
      return clause('stall', costly, 'acknowledgedLate', silence);
    case 'retransmission':
      return clause('stall', costly, 'timedOut', silence);
    case 'zero-window':
      return clause('stall', costly, 'windowZero', silence);
    case 'window-full':
      return clause('stall', costly, 'windowFull', silence);
    case 'closing':
      return clause('stall', 'plain', 'quietBeforeClose', silence);
    default:
      return stall.kind satisfies never;
  }
}
