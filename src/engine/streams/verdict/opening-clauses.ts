/** Tells who opened a connection, by which name, and whether the handshake completed. RFC 9293, section 3.5. */
import { visible } from '../../bytes/visible';
import type { NameLookup } from './name-lookup';
import type { StreamFacts } from './stream-facts';
import type { Clause } from './verdict-view';
import { clause, packet, packets, plural, say, strong, time } from './words';

/** A handshake slower than this is worth a word: nanoseconds. */
const slowHandshake = 500_000_000;

export function nameClause(lookup: NameLookup | undefined, took: number | undefined): Clause[] {
  if (lookup === undefined || lookup.name === '') return [];
  const name = strong(visible(lookup.name));
  if (lookup.questionFrame === 0)
    return [
      clause('name', 'plain', say`The address came from the DNS answer for ${name} (${packet(lookup.answerFrame)}).`),
    ];
  return [
    clause(
      'name',
      'plain',
      say`The address came from DNS: ${name} was asked (${packet(lookup.questionFrame)}) and answered (${packet(lookup.answerFrame)})${took === undefined ? '' : say` in ${strong(time(took))}`}.`,
    ),
  ];
}

export function openingClauses(facts: StreamFacts): Clause[] {
  const { syns, synAck, client, names, first } = facts;
  const [clientName, serverName] = [names[client], names[1 - client]];
  if (syns.length === 0 && synAck === undefined)
    return [
      clause(
        'opening',
        'note',
        say`The capture starts in the middle of this connection (${packet(first.frame)}). ${strong(clientName)} is taken for the client because of its port.`,
      ),
    ];
  if (syns.length === 0)
    return [
      clause(
        'opening',
        'note',
        say`${strong(clientName)} opened the connection to ${serverName}; its SYN is not in the capture, the answer is (${packet(synAck!.frame)}).`,
      ),
    ];
  return [
    clause(
      'opening',
      'plain',
      say`${strong(clientName)} opened the connection to ${serverName} (${packet(syns[0].frame)}).`,
    ),
    ...repeatedSyns(facts),
    ...answerClauses(facts),
  ];
}

function repeatedSyns({ syns, synAck, last }: StreamFacts): Clause[] {
  if (syns.length < 2) return [];
  const until = synAck?.time ?? last.time;
  return [
    clause(
      'opening',
      'warning',
      say`The SYN had to be sent ${strong(plural(syns.length, 'time'))} (${packets(syns.map(({ frame }) => frame))}) over ${time(until - syns[0].time)}.`,
    ),
  ];
}

function answerClauses(facts: StreamFacts): Clause[] {
  const { syns, synAck, handshakeAck, reset, client, names } = facts;
  const server = names[1 - client];
  const lastSyn = syns[syns.length - 1];
  if (synAck !== undefined) {
    if (handshakeAck === undefined)
      return [
        clause(
          'opening',
          'warning',
          say`The server answered (${packet(synAck.frame)}) after ${time(synAck.time - lastSyn.time)}, but the client never completed the handshake.`,
        ),
      ];
    const took = handshakeAck.time - lastSyn.time;
    return [
      clause(
        'opening',
        took >= slowHandshake ? 'warning' : 'good',
        say`The handshake took ${strong(time(took))} (answer ${packet(synAck.frame)}, completed ${packet(handshakeAck.frame)}).`,
      ),
    ];
  }
  if (reset !== undefined && reset.side !== client)
    return [
      clause(
        'opening',
        'error',
        say`${server} ${strong('refused')} it with a reset (${packet(reset.frame)}) after ${time(reset.time - lastSyn.time)}: nothing listens on that port there, or a firewall refuses.`,
      ),
    ];
  const anything = facts.dataOf[1 - client].packets > 0;
  if (anything)
    return [
      clause('opening', 'note', say`The server’s SYN, ACK is not in the capture, though later packets of it are.`),
    ];
  const onlySyns = facts.packets === syns.length;
  return [
    clause(
      'opening',
      'error',
      onlySyns
        ? say`There was ${strong('no answer')}: a firewall drops the packets, the address is wrong, or the way there is broken.`
        : say`Nothing of the server is in the capture: only one direction was captured, or it ${strong('never answered')}.`,
    ),
  ];
}
