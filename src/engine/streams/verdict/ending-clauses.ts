/** Tells how a connection ended. RFC 9293, sections 3.5.2 and 3.6. */
import { tcpFlag } from '../../declare/tcp-analysis';
import type { StreamFacts } from './stream-facts';
import type { WatchedPacket } from './stream-watch';
import type { Clause, ClausePart } from './verdict-view';
import { clause, packet, say, strong, time } from './words';

/** A connection without a packet for so long before the capture's end is called idle: nanoseconds. */
const idleAfter = 60_000_000_000;

/** `end` is the time of the capture's last packet. Empty where the opening already told how it failed. */
export function endingClauses(facts: StreamFacts, end: number): Clause[] {
  const { reset, fins } = facts;
  const refused = facts.synAck === undefined && facts.syns.length > 0 && facts.dataOf[1 - facts.client].segments === 0;
  if (reset !== undefined) return refused && reset.side !== facts.client ? [] : [resetClause(facts, reset)];
  const [one, other] = [fins[0], fins[1]].filter((fin) => fin !== undefined).toSorted((a, b) => a.frame - b.frame);
  if (one !== undefined && other !== undefined)
    return [
      clause(
        'ending',
        'good',
        say`Closed by the ${strong(who(one, facts))} (FIN ${packet(one.frame)}), then by the ${who(other, facts)} (${packet(other.frame)}).${before(facts)}`,
      ),
    ];
  if (one !== undefined)
    return [
      clause(
        'ending',
        'note',
        say`The ${strong(who(one, facts))} closed its side (FIN ${packet(one.frame)}); the other side did not, as far as the capture goes: half closed.`,
      ),
    ];
  if (refused) return [];
  const quiet = end - facts.last.time;
  return [
    clause(
      'ending',
      'plain',
      quiet >= idleAfter
        ? say`Neither side closed it; its last packet (${packet(facts.last.frame)}) came ${strong(time(quiet))} before the end of the capture: idle, or gone.`
        : say`Still ${strong('open')} at the end of the capture; its last packet is ${packet(facts.last.frame)}.`,
    ),
  ];
}

/** A long silence before the close. */
function before({ stalls }: StreamFacts): ClausePart[] {
  const silence = stalls.findLast(({ kind }) => kind === 'closing');
  return silence === undefined ? [] : say` It had been idle for ${time(silence.to - silence.from)} before.`;
}

const who = ({ side }: { readonly side: number }, { client }: StreamFacts): string =>
  side === client ? 'client' : 'server';

function resetClause(facts: StreamFacts, reset: WatchedPacket): Clause {
  const side = who(reset, facts);
  const own = facts.fins[reset.side];
  const theirs = facts.fins[1 - reset.side];
  const { beforeReset: answered } = facts;
  const begin = say`The ${strong(side)} ${strong('reset')} the connection (${packet(reset.frame)})`;
  // Both had said all they had to say: some programs end that way.
  if (theirs !== undefined && own !== undefined)
    return clause(
      'ending',
      'note',
      say`Closed by both sides (FIN ${packet(Math.min(own.frame, theirs.frame))}), then reset by the ${side} (${packet(reset.frame)}): a late farewell, nothing was lost.`,
    );
  if (own !== undefined && answered !== undefined && answered.length > 0 && answered.frame > own.frame)
    return clause(
      'ending',
      'error',
      say`${begin} in answer to data (${packet(answered.frame)}) that came after its own close (FIN ${packet(own.frame)}): its program was gone already.`,
    );
  return clause('ending', 'error', say`${begin}${answerTo(facts, reset, answered, side)}`);
}

function answerTo(
  facts: StreamFacts,
  reset: WatchedPacket,
  answered: WatchedPacket | undefined,
  side: string,
): ClausePart[] {
  const other = side === 'client' ? 'server' : 'client';
  if (answered === undefined) return say`; nothing of the ${other} is in the capture.`;
  const late = reset.time - answered.time;
  const lastOwn = facts.dataOf[reset.side].last;
  const afterOwnData = lastOwn !== undefined && lastOwn.frame > answered.frame;
  if (afterOwnData || late >= 1_000_000_000)
    return say` by itself, ${time(late)} after the last packet of the ${other} (${packet(answered.frame)}): its program broke off, it timed out, or a device in between ended it.`;
  if ((answered.flags & tcpFlag.fin) !== 0) return say` in answer to the ${other}’s FIN (${packet(answered.frame)}).`;
  if ((answered.flags & tcpFlag.syn) !== 0)
    return say` in answer to ${packet(answered.frame)}, while it was being opened.`;
  if (answered.length > 0)
    return say` in answer to data (${packet(answered.frame)}): its program had closed without reading it, or refused what it was sent.`;
  return say` right after an acknowledgement (${packet(answered.frame)}): its program broke off.`;
}
