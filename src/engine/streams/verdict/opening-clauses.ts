/** Tells who opened a connection, by which name, and whether the handshake completed. RFC 9293, section 3.5. */
import { visible } from '../../bytes/visible';
import { clause } from './clause';
import type { NameLookup } from './name-lookup';
import { isServerUnseen, type StreamFacts } from './stream-facts';
import type { Clause } from './verdict-view';

/** A handshake slower than this is worth a word: nanoseconds. */
const slowHandshake = 500_000_000;

/** Nanoseconds that an answer to a SYN may take before it is missed: then it is sent again. RFC 6298, section 2.1. */
export const patience = 1_000_000_000;

export function nameClause(lookup: NameLookup | undefined, took: number | undefined): Clause[] {
  if (lookup === undefined || lookup.name === '') return [];
  const { questionFrame: question, answerFrame: answer } = lookup;
  const name = visible(lookup.name);
  return [
    took === undefined
      ? clause('name', 'plain', 'nameRemembered', { name, answer })
      : clause('name', 'plain', 'nameAsked', { name, question, answer, took }),
  ];
}

/** `copies` are packets that the capture took a second time; `end` is the time of its last packet. */
export function openingClauses(facts: StreamFacts, copies: ReadonlySet<number>, end: number): Clause[] {
  const { syns, synAck, first } = facts;
  const client = facts.names[facts.client];
  const server = facts.names[1 - facts.client];
  const [syn] = syns;
  if (syn !== undefined)
    return [
      clause('opening', 'plain', 'opened', { client, server, syn: syn.frame }),
      ...repeatedSyns(facts, copies),
      answerClause(facts, end),
    ];
  if (synAck !== undefined)
    return [clause('opening', 'note', 'synNotCaptured', { client, server, answer: synAck.frame })];
  const because = facts.equalPorts ? 'spoke-first' : 'port';
  const [ofClient, ofServer] = [facts.client, 1 - facts.client].map((side) => facts.dataOf[side].packets);
  return [
    clause('opening', 'note', 'startsInMiddle', { client, first: first.frame, because }),
    ...(ofClient > 0 && ofServer > 0
      ? []
      : [clause('opening', 'note', 'onlyOf', { side: ofClient > 0 ? 'client' : 'server' })]),
  ];
}

function repeatedSyns({ syns: all, synAck, last }: StreamFacts, copies: ReadonlySet<number>): Clause[] {
  const syns = all.filter(({ frame }) => !copies.has(frame));
  if (syns.length < 2) return [];
  const over = (synAck?.time ?? last.time) - syns[0].time;
  const found = { count: syns.length, frames: syns.map(({ frame }) => frame) };
  return [clause('opening', 'warning', 'synRepeated', { syns: found, over })];
}

function answerClause(facts: StreamFacts, end: number): Clause {
  const { syns, synAck, handshakeAck, reset, client, names } = facts;
  const asked = syns[syns.length - 1].time;
  if (synAck !== undefined && handshakeAck !== undefined) {
    const took = handshakeAck.time - asked;
    return clause('opening', took >= slowHandshake ? 'warning' : 'good', 'handshake', {
      took,
      answer: synAck.frame,
      completed: handshakeAck.frame,
    });
  }
  if (synAck !== undefined)
    return clause('opening', 'warning', 'neverCompleted', { answer: synAck.frame, after: synAck.time - asked });
  if (reset !== undefined && reset.side !== client)
    return clause('opening', 'error', 'refused', {
      server: names[1 - client],
      reset: reset.frame,
      after: reset.time - asked,
    });
  if (!isServerUnseen(facts)) return clause('opening', 'note', 'answerNotCaptured', {});
  const waited = end - asked;
  if (waited < patience && syns.length === 1) return clause('opening', 'note', 'notYetAnswered', { waited });
  return clause('opening', 'error', facts.packets === syns.length ? 'neverAnswered' : 'oneDirection', {});
}
