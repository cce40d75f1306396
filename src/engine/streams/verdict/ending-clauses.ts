/** Tells how a connection ended. RFC 9293, sections 3.5.2 and 3.6. */
import { tcpAnalysis, tcpFlag } from '../../declare/tcp-analysis';
import { clause } from './clause';
import { partyOf, type StreamFacts } from './stream-facts';
import type { WatchedPacket } from './stream-watch';
import type { Clause } from './verdict-view';

/** A connection without a packet for so long before the capture's end is called idle: nanoseconds. */
const idleAfter = 60_000_000_000;
/** A reset so long after the other side's last packet is no answer to it: nanoseconds. */
const unprovokedAfter = 1_000_000_000;
/** So few bytes after a close are at most a protocol's farewell, such as an alert of TLS. */
const farewell = 64;

/** A fatal alert of TLS: whose, and in which packet. */
export interface BreakingOff {
  readonly side: number;
  readonly frame: number;
}

/** `end` is the time of the capture's last packet. Empty where the opening already told how it failed. */
export function endingClauses(facts: StreamFacts, end: number, alert: BreakingOff | undefined): Clause[] {
  const { reset, fins, last } = facts;
  const refused = facts.synAck === undefined && facts.syns.length > 0 && facts.dataOf[1 - facts.client].segments === 0;
  if (reset !== undefined)
    return refused && reset.side !== facts.client
      ? []
      : [resetClause(facts, reset, alert), ...furtherResets(facts, reset)];
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

/** Resets of one connection from which on it is worth a word how many there are. */
const manyResets = 5;

function furtherResets({ resets, client }: StreamFacts, { side }: WatchedPacket): Clause[] {
  if (resets.count < manyResets) return [];
  return [clause('ending', 'note', 'resetsRepeated', { by: partyOf(side, { client }), resets })];
}

function resetClause(
  facts: StreamFacts,
  { side, frame: reset, time, flags }: WatchedPacket,
  alert: BreakingOff | undefined,
): Clause {
  const by = partyOf(side, facts);
  const own = facts.fins[side];
  const theirs = facts.fins[1 - side];
  const { beforeReset: answered } = facts;
  const late = facts.dataOf[1 - side].lastNew;
  if (own !== undefined && late !== undefined && late.frame > own.frame && late.frame < reset)
    return clause('ending', late.length <= farewell ? 'note' : 'warning', 'resetForLateData', {
      by,
      fin: own.frame,
      data: late.frame,
      reset,
    });
  // Both had said all they had to say: some programs end that way.
  if (theirs !== undefined && own !== undefined)
    return clause('ending', 'note', 'resetAfterClose', { by, fin: Math.min(own.frame, theirs.frame), reset });
  if (answered === undefined) return clause('ending', 'error', 'resetAlone', { by, reset });
  if (own !== undefined && own.frame > answered.frame)
    return clause('ending', 'note', 'resetAfterOwnFin', { by, fin: own.frame, reset });
  if (alert !== undefined && alert.side === side && alert.frame < reset)
    return clause('ending', 'note', 'resetAfterAlert', { by, alert: alert.frame, reset });
  const silence = time - answered.time;
  const lastOwn = facts.dataOf[side].last;
  const afterOwnData = lastOwn !== undefined && lastOwn.frame > answered.frame;
  if (afterOwnData || silence >= unprovokedAfter)
    return clause('ending', 'error', 'resetUnprovoked', { by, reset, after: answered.frame, late: silence });
  const values = { by, reset, answered: answered.frame };
  if ((answered.flags & tcpFlag.fin) !== 0)
    return clause('ending', 'note', 'resetForFin', { ...values, unknown: (flags & tcpFlag.ack) === 0 });
  if ((answered.flags & tcpFlag.syn) !== 0) return clause('ending', 'error', 'resetForSyn', values);
  if ((answered.analysis & tcpAnalysis.keepAlive) !== 0) return clause('ending', 'error', 'resetForKeepAlive', values);
  if (answered.length === 0) return clause('ending', 'error', 'resetForAcknowledgement', { ...values, late: silence });
  return clause('ending', 'error', 'resetForData', { ...values, late: silence, received: facts.resetAcknowledges });
}
