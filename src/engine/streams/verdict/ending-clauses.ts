/** Tells how a connection ended. RFC 9293, sections 3.5.2 and 3.6. */
import { tcpFlag } from '../../declare/tcp-analysis';
import { clause } from './clause';
import { partyOf, type StreamFacts } from './stream-facts';
import type { WatchedPacket } from './stream-watch';
import type { Clause } from './verdict-view';

/** A connection without a packet for so long before the capture's end is called idle: nanoseconds. */
const idleAfter = 60_000_000_000;
/** A reset so long after the other side's last packet is no answer to it: nanoseconds. */
const unprovokedAfter = 1_000_000_000;

/** `end` is the time of the capture's last packet. Empty where the opening already told how it failed. */
export function endingClauses(facts: StreamFacts, end: number): Clause[] {
  const { reset, fins, last } = facts;
  const refused = facts.synAck === undefined && facts.syns.length > 0 && facts.dataOf[1 - facts.client].segments === 0;
  if (reset !== undefined) return refused && reset.side !== facts.client ? [] : [resetClause(facts, reset)];
  const [one, other] = [fins[0], fins[1]].filter((fin) => fin !== undefined).toSorted((a, b) => a.frame - b.frame);
  if (one !== undefined && other !== undefined)
    return [
      clause('ending', 'good', 'closed', {
        first: partyOf(one.side, facts),
        fin: one.frame,
        otherFin: other.frame,
        idle: idleBefore(facts),
      }),
    ];
  if (one !== undefined)
    return [clause('ending', 'note', 'halfClosed', { by: partyOf(one.side, facts), fin: one.frame })];
  if (refused) return [];
  const quiet = end - last.time;
  return [
    quiet >= idleAfter
      ? clause('ending', 'plain', 'idle', { last: last.frame, quiet })
      : clause('ending', 'plain', 'stillOpen', { last: last.frame }),
  ];
}

/** A long silence before the close. */
function idleBefore({ stalls }: StreamFacts): number | undefined {
  const silence = stalls.findLast(({ kind }) => kind === 'closing');
  return silence && silence.to - silence.from;
}

function resetClause(facts: StreamFacts, { side, frame: reset, time }: WatchedPacket): Clause {
  const by = partyOf(side, facts);
  const own = facts.fins[side];
  const theirs = facts.fins[1 - side];
  const { beforeReset: answered } = facts;
  // Both had said all they had to say: some programs end that way.
  if (theirs !== undefined && own !== undefined)
    return clause('ending', 'note', 'resetAfterClose', { by, fin: Math.min(own.frame, theirs.frame), reset });
  if (answered === undefined) return clause('ending', 'error', 'resetAlone', { by, reset });
  if (own !== undefined && answered.length > 0 && answered.frame > own.frame)
    return clause('ending', 'error', 'resetForLateData', { by, fin: own.frame, data: answered.frame, reset });
  const late = time - answered.time;
  const lastOwn = facts.dataOf[side].last;
  const afterOwnData = lastOwn !== undefined && lastOwn.frame > answered.frame;
  if (afterOwnData || late >= unprovokedAfter)
    return clause('ending', 'error', 'resetUnprovoked', { by, reset, after: answered.frame, late });
  return clause('ending', 'error', provokedBy(answered), { by, reset, answered: answered.frame });
}

function provokedBy({ flags, length }: WatchedPacket) {
  if ((flags & tcpFlag.fin) !== 0) return 'resetForFin';
  if ((flags & tcpFlag.syn) !== 0) return 'resetForSyn';
  return length > 0 ? 'resetForData' : 'resetForAcknowledgement';
}
