/** A connection's life in one lane: name lookup, handshake, TLS, requests, waits, answers, close. */
import { delivery } from './failed-answers';
import { dueFrom, type HttpStep } from './http-clauses';
import type { NameLookup } from './name-lookup';
import { firstEnd, type StreamFacts } from './stream-facts';
import { stallThreshold } from './stream-watch';
import type { TlsHandshake } from './tls-handshake';
import type { Phase, PhaseKind } from './verdict-view';

/** Phases of one timeline; where there are more, the longest are kept. */
const maximumPhases = 24;

/** A lookup longer ago than this, in nanoseconds, is no part of the connection's life: its answer was remembered. */
const longestSince = 2_000_000_000;

/** `timeOf` gives the time of a packet in nanoseconds. */
export function timelineOf(
  facts: StreamFacts,
  name: NameLookup | undefined,
  tls: TlsHandshake | undefined,
  http: readonly HttpStep[],
  timeOf: (frame: number) => number,
): Phase[] {
  const phases: Phase[] = [];
  const add = (kind: PhaseKind, firstFrame: number, lastFrame: number): void => {
    if (firstFrame > 0 && lastFrame > 0)
      phases.push({
        kind,
        from: timeOf(firstFrame),
        to: Math.max(timeOf(firstFrame), timeOf(lastFrame)),
        firstFrame,
        lastFrame,
      });
  };
  if (name !== undefined && timeOf(facts.first.frame) - timeOf(name.answerFrame) <= longestSince)
    add('name', name.questionFrame || name.answerFrame, name.answerFrame);
  addOpening(facts, add);
  if (tls?.clientHello !== undefined)
    add('tls', tls.clientHello.frame, Math.max(tls.clientHello.frame, ...tls.encryptedFrom));
  if (http.length > 0) addExchanges(http, facts, add);
  else addData(facts, tls, add);
  const syns = new Set(facts.syns.map(({ frame }) => frame));
  for (const stall of facts.stalls) {
    if (syns.has(stall.toFrame)) continue;
    if (stall.kind === 'zero-window' || stall.kind === 'window-full')
      add('zero-window', stall.fromFrame, stall.toFrame);
    else if (stall.kind === 'retransmission') add('retransmission', stall.fromFrame, stall.toFrame);
    else if ((stall.kind === 'thinking' || stall.kind === 'greeting') && http.length === 0)
      add(stall.side === facts.client ? 'client-thinks' : 'server-thinks', stall.fromFrame, stall.toFrame);
  }
  addUnanswered(facts, http, timeOf, add);
  addClose(facts, add);
  return laidOut(phases);
}

type Add = (kind: PhaseKind, firstFrame: number, lastFrame: number) => void;

function addOpening({ syns, synAck, handshakeAck, reset }: StreamFacts, add: Add): void {
  const begin = syns[0] ?? synAck;
  if (begin === undefined) return;
  const end = handshakeAck ?? synAck ?? reset ?? syns.at(-1)!;
  add('connect', begin.frame, end.frame);
}

/** The server cannot think before it has the request: not before the last time that this was sent, nor before its turn. */
function addExchanges(http: readonly HttpStep[], { stalls, client }: StreamFacts, add: Add): void {
  const again = stalls.filter(({ kind, side }) => kind === 'retransmission' && side === client);
  for (const [index, step] of http.entries()) {
    const due = dueFrom(http, index);
    const sent = again.findLast(({ toFrame }) => toFrame > due && toFrame < step.responseFirst);
    add('request', step.requestFirst, step.requestLast);
    add('server-thinks', step.requestLast && (sent?.toFrame ?? due), step.responseFirst);
    add('answer', step.responseFirst, step.responseLast);
  }
}

/** From what the client said last until the end of the connection, where the server said nothing to it. */
function addUnanswered(
  facts: StreamFacts,
  http: readonly HttpStep[],
  timeOf: (frame: number) => number,
  add: Add,
): void {
  const [client, server] = [facts.dataOf[facts.client], facts.dataOf[1 - facts.client]];
  const question = client.last;
  if (question === undefined || facts.dataOf[1 - facts.client].packets === 0) return;
  const asked = http.length > 0 ? http.at(-1)!.status === 0 : server.segments === 0 && client.bytes <= delivery;
  const end = firstEnd(facts)?.frame ?? facts.last.frame;
  if (asked && end > question.frame && timeOf(end) - timeOf(question.frame) >= stallThreshold)
    add('no-answer', question.frame, end);
}

/** Without HTTP, what is sent behind the handshakes is data. */
function addData({ firstData, lastData }: StreamFacts, tls: TlsHandshake | undefined, add: Add): void {
  if (firstData === undefined || lastData === undefined) return;
  const behindTls = tls?.clientHello === undefined ? 0 : Math.max(...tls.encryptedFrom);
  if (tls?.clientHello !== undefined && behindTls === 0) return;
  const first = Math.max(firstData.frame, behindTls);
  if (first <= lastData.frame) add('data', first, lastData.frame);
}

function addClose({ fins, reset, last }: StreamFacts, add: Add): void {
  const ends = [fins[0]?.frame, fins[1]?.frame, reset?.frame].filter((frame) => frame !== undefined);
  if (ends.length > 0) add('close', Math.min(...ends), Math.max(last.frame, ...ends));
}

/** Times from the first phase on, in order of time. */
function laidOut(phases: readonly Phase[]): Phase[] {
  const kept =
    phases.length <= maximumPhases
      ? phases
      : phases.toSorted((one, other) => other.to - other.from - (one.to - one.from)).slice(0, maximumPhases);
  const start = kept.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY);
  return kept
    .map((phase) => ({ ...phase, from: phase.from - start, to: phase.to - start }))
    .sort((one, other) => one.from - other.from || one.to - other.to);
}
