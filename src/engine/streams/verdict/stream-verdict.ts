/** The verdict on one TCP stream: everything that can be said of it in plain words. */
import type { EngineHost } from '../../host';
import { manyStacks } from '../../index/stack-columns';
import { fatalAlert } from '../../protocols/names/tls';
import { streamExchanges } from '../exchanges/stream-exchanges';
import type { PacketSource } from '../packet-source';
import { clause } from './clause';
import { copiedPackets } from './copied-packets';
import { endingClauses } from './ending-clauses';
import { type HttpStep, httpClauses, httpSteps } from './http-clauses';
import { type NameLookup, nameLookup } from './name-lookup';
import { nameClause, openingClauses } from './opening-clauses';
import { firstEnd, isServerUnseen, maximumRows, partyOf, type StreamFacts, streamFacts } from './stream-facts';
import { timelineOf } from './timeline';
import { tlsClauses } from './tls-clauses';
import { type TlsHandshake, tlsHandshake } from './tls-handshake';
import { cutClauses, keepAliveClauses, lossClauses, stallClauses, volumeClause } from './traffic-clauses';
import type { Clause, Verdict } from './verdict-view';

/** Works in steps, each short enough for one slice; gives undefined where there is no such stream. */
export function* streamVerdict(
  source: PacketSource,
  host: EngineHost,
  stream: number,
): Generator<void, Verdict | undefined> {
  const { index } = source;
  const { table } = index;
  const facts = yield* streamFacts(index, stream);
  if (facts === undefined) return undefined;
  const start = table.timeOf(0);
  const timeOf = (frame: number): number => Number(table.timeOf(frame - 1) - start);
  yield;
  const protocols = protocolsOf(source, facts);
  const tls = protocols.has('tls') ? yield* tlsHandshake(source, facts.rows) : undefined;
  const http = protocols.has('http') && tls === undefined ? yield* stepsOf(source, facts) : [];
  yield;
  const copies = yield* copiedPackets(source, facts);
  const name = lookupOf(source, facts);
  const asked =
    name === undefined || name.questionFrame === 0 ? undefined : timeOf(name.answerFrame) - timeOf(name.questionFrame);
  const end = firstEnd(facts);
  const answers = new Set(http.map(({ responseFirst }) => responseFirst));
  const synFrames = new Set(facts.syns.map(({ frame }) => frame));
  const clauses: Clause[] = [
    ...nameClause(name, asked),
    ...openingClauses(facts, copies.frames, timeOf(table.count)),
    ...protocolClause(protocols, tls, http),
    ...(tls === undefined ? [] : tlsClauses(tls, { facts, host, timeOf: (frame) => table.timeOf(frame - 1) })),
    ...httpClauses(http, timeOf, isServerUnseen(facts), end && { by: partyOf(end.side, facts), frame: end.frame }),
    volumeClause(facts),
    ...lossClauses(facts, copies),
    ...cutClauses(facts),
    ...stallClauses(
      facts,
      (frame) => synFrames.has(frame),
      unaskedIn(protocols),
      (frame) => answers.has(frame),
    ),
    ...keepAliveClauses(facts),
    ...endingClauses(
      facts,
      timeOf(table.count),
      tls?.alerts.find(({ level }) => level === fatalAlert),
    ),
    ...(facts.rows.length >= maximumRows ? [clause('bounds', 'note', 'bounded', { packets: maximumRows })] : []),
  ];
  return {
    stream,
    client: facts.names[facts.client],
    server: facts.names[1 - facts.client],
    packets: facts.packets,
    clauses,
    timeline: timelineOf(facts, name, tls, http, timeOf),
  };
}

/** Names of all protocols above TCP that its packets carry. */
function protocolsOf({ index }: PacketSource, facts: StreamFacts): Map<string, string> {
  const found = new Map<string, string>();
  const seen = new Set<number>();
  for (const row of facts.rows) {
    const number = index.table.stackOf(row);
    if (number === manyStacks || seen.has(number)) continue;
    seen.add(number);
    const stack = index.stacks.protocols(index.stackColumns.stacks[number]);
    for (const { id, title } of stack.slice(stack.findLastIndex((protocol) => protocol.id === 'tcp') + 1))
      found.set(id, title);
  }
  return found;
}

/** Protocols that are named. */
const namedProtocols = 4;

/** What is no protocol that one would name. */
const unnamed = new Set(['data', 'data-text-lines', 'media', 'frame', 'json', 'xml', 'png', 'image-gif', 'image-jfif']);

function protocolClause(
  protocols: ReadonlyMap<string, string>,
  tls: TlsHandshake | undefined,
  http: readonly HttpStep[],
): Clause[] {
  const titles = [...protocols].filter(([id]) => !unnamed.has(id)).map(([, title]) => title);
  if (titles.length === 0) return protocols.size === 0 ? [] : [clause('protocol', 'plain', 'unrecognised', {})];
  if (tls !== undefined) return [clause('protocol', 'plain', 'encrypted', {})];
  return http.length > 0
    ? []
    : [clause('protocol', 'plain', 'carries', { protocols: titles.slice(0, namedProtocols) })];
}

/** In these, what one side says is often no answer to the other, so a silence is nobody's delay. */
const speakingUnasked = ['bgp', 'irc', 'mqtt', 'telnet', 'ssh', 'websocket', 'http2', 'bittorrent', 'rdp'];

function unaskedIn(protocols: ReadonlyMap<string, string>): string | undefined {
  const found = speakingUnasked.find((id) => protocols.has(id));
  return found === undefined ? undefined : protocols.get(found);
}

function* stepsOf(source: PacketSource, facts: StreamFacts): Generator<void, HttpStep[]> {
  return httpSteps(yield* streamExchanges(source, facts.conversation, facts.rows));
}

function lookupOf(source: PacketSource, facts: StreamFacts): NameLookup | undefined {
  if (!facts.clientKnown) return undefined;
  const { conversations } = source.index.memory;
  return nameLookup(source, facts.first.frame - 1, conversations.addressOf(facts.conversation, facts.client === 0));
}
