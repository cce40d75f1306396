/** The memory of one capture: written by the index pass, asked by every later walk. */

import { TcpAnalysis } from '../analysis/tcp-analysis';
import type { Located } from '../capture-file/packet-window';
import type { Catalogue } from '../declare/catalogue';
import type { Dissection, TcpFacts } from '../declare/dissection';
import type { Layer } from '../declare/layer';
import {
  type ConversationKind,
  type ConversationTimes,
  conversationKind,
  type Exchange,
  type Fragment,
  type FragmentOutcome,
  type Memory,
  type OrderedExchange,
  type RequestRepetition,
  type TcpReassemblyFields,
} from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import { type TcpDetails, tcpAnalysis, tcpFlag } from '../declare/tcp-analysis';
import { Fragments, neverWhole } from '../reassembly/fragments';
import { type PayloadHost, TcpPayloads } from '../reassembly/tcp-payloads';
import { Announcements } from './announcements';
import { Applications } from './applications';
import { ConversationStates } from './conversation-states';
import { Conversations } from './conversations';
import { Exchanges } from './exchanges';
import { KeptBytes } from './kept-bytes';
import { Notes } from './notes';
import { ConnectionEnd, OrderedExchanges } from './ordered-exchanges';

/** Gives the time of a packet in nanoseconds since 1970, for the times between packets. */
export type TimeOf = (frame: number) => bigint;

/** Gives the captured bytes of a packet, from wherever they are kept; they hold until the next call. */
export type ReadFrame = (frame: number) => Located | undefined;

/** Finds out again what is not kept of TCP packets. */
export interface TcpHistory {
  detailsOf(conversation: number, frame: number): TcpDetails | undefined;
}

/** Finds out which packet of a conversation came before another one. */
interface PacketHistory {
  previousFrame(conversation: number, frame: number): number | undefined;
}

export class CaptureMemory implements Memory, PayloadHost {
  readonly conversations = new Conversations();
  readonly notes = new Notes();
  readonly exchanges: Exchanges;
  readonly tcp = new TcpAnalysis();
  readonly payloads: TcpPayloads;
  /** Set by the owner of the packet table. */
  tcpHistory: TcpHistory | undefined;
  packetHistory: PacketHistory | undefined;
  private readonly ordered: OrderedExchanges;
  private readonly kept = new KeptBytes();
  private readonly states = new ConversationStates();
  private readonly announcements = new Announcements();
  private readonly fragments: Fragments;
  private readonly applications: Applications;

  constructor(
    readonly catalogue: Catalogue,
    private readonly timeOf: TimeOf,
    readonly readFrame: ReadFrame,
  ) {
    this.exchanges = new Exchanges(timeOf);
    this.ordered = new OrderedExchanges(timeOf, readFrame);
    this.payloads = new TcpPayloads(this);
    this.fragments = new Fragments(readFrame);
    this.applications = new Applications(catalogue);
  }

  enterConversation(dissection: Dissection, kind: ConversationKind): void {
    let row = this.conversations.find(dissection, kind);
    if (row < 0 && dissection.learning) row = this.open(dissection, kind);
    dissection.conversation = row;
    dissection.stream = row < 0 ? -1 : this.conversations.streamOf(row);
  }

  applicationOf(dissection: Dissection): Protocol | undefined {
    return this.applications.at(dissection.conversation, dissection.frame);
  }

  setApplication(dissection: Dissection, protocol: Protocol, fromNext = false): void {
    if (!dissection.learning || dissection.conversation < 0 || dissection.quoting > 0) return;
    this.applications.set(dissection.conversation, protocol, dissection.frame + (fromNext ? 1 : 0));
  }

  announce(
    dissection: Dissection,
    kind: ConversationKind,
    address: Uint8Array,
    port: number,
    protocol: Protocol,
  ): void {
    if (dissection.learning && dissection.quoting === 0) this.announcements.add(kind, address, port, protocol);
  }

  /** A new conversation, which carries what was announced for one of its endpoints. */
  private open(dissection: Dissection, kind: ConversationKind): number {
    const row = this.conversations.open(dissection, kind);
    const protocol = this.announcements.protocolOf(this.conversations, row);
    if (protocol !== undefined) this.applications.set(row, protocol, dissection.frame);
    return row;
  }

  remember(dissection: Dissection, value: number): number {
    const ordinal = dissection.remembered++;
    if (!dissection.learning) return this.notes.recall(dissection.frame, ordinal);
    if (value !== 0) this.notes.append(dissection.frame, ordinal, value);
    return value;
  }

  keep(dissection: Dissection, make: () => Uint8Array | undefined): Uint8Array | undefined {
    const bytes = dissection.learning ? make() : undefined;
    return this.kept.get(this.remember(dissection, bytes === undefined ? 0 : this.kept.add(bytes)));
  }

  conversationState<T extends object>(dissection: Dissection, key: string, create: () => T): T {
    // What an ICMP error quotes was seen before, or forged: the conversation goes on without it.
    if (dissection.quoting > 0) return create();
    return this.states.get(dissection.conversation, key, create);
  }

  request(
    dissection: Dissection,
    scope: string,
    key: number | string,
    note = 0,
    repetition: RequestRepetition = 'queues',
  ): Exchange {
    // What an ICMP error quotes was asked before.
    if (dissection.quoting > 0) return { request: dissection.frame, response: 0, elapsed: 0n, note };
    const row = this.remember(
      dissection,
      dissection.learning
        ? this.exchanges.begin(dissection.conversation, scope, key, dissection.frame, note, repetition) + 1
        : 0,
    );
    return row === 0 ? { request: dissection.frame, response: 0, elapsed: 0n, note } : this.exchanges.get(row - 1);
  }

  response(dissection: Dissection, scope: string, key: number | string): Exchange | undefined {
    if (dissection.quoting > 0) return undefined;
    const row = this.remember(
      dissection,
      dissection.learning ? this.exchanges.finish(dissection.conversation, scope, key, dissection.frame) + 1 : 0,
    );
    return row === 0 ? undefined : this.exchanges.get(row - 1, dissection.frame);
  }

  orderedRequest(layer: Layer, note: number, at: number, length: number): OrderedExchange {
    const { dissection, bytes } = layer;
    const { frame, learning, quoting } = dissection;
    // What an ICMP error quotes was asked before.
    if (quoting > 0) return { ...unknownExchange, request: frame, note };
    let exchange = 0;
    if (learning) {
      const start = layer.start + at;
      const place = bytes === dissection.frameBytes ? start - dissection.frameStart : -1;
      const { acknowledgement } = dissection.tcp;
      const asking = { bytes, start, length, place, acknowledgement };
      exchange = this.ordered.ask(this.connectionEnd(dissection), frame, note, asking);
    }
    return this.ordered.get(this.remember(dissection, exchange)) ?? { ...unknownExchange, request: frame, note };
  }

  orderedResponse({ dissection, bytes, start }: Layer, at: number, end: number): OrderedExchange {
    if (dissection.quoting > 0) return unknownExchange;
    let exchange = 0;
    if (dissection.learning) {
      const sequence = dissection.sequenceOf(bytes, start + at);
      exchange = this.ordered.answer(this.connectionEnd(dissection), dissection.frame, sequence, end - at);
    }
    return this.ordered.get(this.remember(dissection, exchange)) ?? unknownExchange;
  }

  waitingRequest(dissection: Dissection): number {
    return this.ordered.waitingNote(this.connectionEnd(dissection));
  }

  private connectionEnd(dissection: Dissection): ConnectionEnd {
    return this.conversationState(dissection, 'ordered exchanges', createConnectionEnd);
  }

  fragment(layer: Layer, fragment: Fragment): FragmentOutcome {
    const { dissection } = layer;
    if (dissection.quoting > 0) return neverWhole;
    if (!dissection.learning) return this.fragments.recall(this.readNote(dissection));
    const ordinal = this.reserveNote(dissection);
    const key = `${dissection.addressKind}/${fragment.scope}/${fragment.identification}/${addressKey(dissection)}`;
    const start = layer.start + fragment.at;
    const length = Math.max(0, Math.min(fragment.length, layer.end - start));
    const place = layer.bytes === dissection.frameBytes ? start - dissection.frameStart : -1;
    this.fragments.add(key, dissection.frame, fragment, { bytes: layer.bytes, start, length, place });
    this.writeNote(dissection, ordinal, this.fragments.number);
    return this.fragments.outcome;
  }

  reserveNote(dissection: Dissection): number {
    return dissection.remembered++;
  }

  writeNote({ frame }: Dissection, ordinal: number, value: number): void {
    if (value !== 0) this.notes.append(frame, ordinal, value);
  }

  readNote(dissection: Dissection): number {
    return this.notes.recall(dissection.frame, dissection.remembered++);
  }

  enterTcp(dissection: Dissection, facts: TcpFacts): void {
    this.enterConversation(dissection, conversationKind.tcp);
    facts.stream = dissection.stream;
    const { tcp } = this;
    if (!dissection.learning || dissection.quoting > 0) {
      tcp.streams.recall(dissection.stream, dissection.forward, facts, dissection.frame);
      if (dissection.quoting === 0) unpackFindings(facts, dissection.frame, this.remember(dissection, 0));
      return;
    }
    const reused =
      (facts.flags & (tcpFlag.syn | tcpFlag.ack)) === tcpFlag.syn &&
      tcp.streams.reopens(dissection.stream, dissection.forward, facts.sequence);
    if (reused) {
      dissection.conversation = this.open(dissection, conversationKind.tcp);
      dissection.stream = this.conversations.streamOf(dissection.conversation);
    }
    this.analyseTcp(dissection, facts, reused);
    if ((facts.flags & tcpFlag.syn) !== 0)
      tcp.streams.noteServerPort(
        dissection.stream,
        (facts.flags & tcpFlag.ack) !== 0 ? dissection.sourcePort : dissection.destinationPort,
      );
  }

  /** Analyses a segment of the conversation that the dissection is in, which (`reused`) may have been opened for it just now. */
  private analyseTcp(dissection: Dissection, facts: TcpFacts, reused: boolean): void {
    const { stream, forward, frame } = dissection;
    facts.stream = stream;
    this.setTime(dissection, facts);
    this.tcp.enter(stream, forward, facts, frame, reused);
    this.remember(dissection, facts.analysis === 0 ? 0 : packFindings(facts, frame));
  }

  tcpWindowScale(dissection: Dissection, shift: number, acknowledges: boolean): void {
    if (!dissection.learning) return;
    const { stream, forward, frame } = dissection;
    this.tcp.offerWindowShift(stream, forward, shift, acknowledges, frame);
  }

  tcpPayload(layer: Layer, at: number, field: TcpReassemblyFields): void {
    const { dissection } = layer;
    if (dissection.isFull && dissection.sink?.assembled === undefined) return;
    this.payloads.hand(layer, at, field, this.tcp.streams.serverPortOf(dissection.stream));
  }

  tcpDetails({ conversation, frame }: Dissection): TcpDetails | undefined {
    return conversation < 0 ? undefined : this.tcpHistory?.detailsOf(conversation, frame);
  }

  conversationTimes({ conversation, frame }: Dissection): ConversationTimes | undefined {
    const previous = this.packetHistory?.previousFrame(conversation, frame);
    if (previous === undefined) return undefined;
    const time = this.timeOf(frame);
    return {
      sinceFirst: time - this.timeOf(this.conversations.firstFrameOf(conversation)),
      sincePrevious: previous === 0 ? 0n : time - this.timeOf(previous),
    };
  }

  tcpClosesFirst({ stream, forward }: Dissection): boolean {
    return this.tcp.streams.closesFirst(stream, forward);
  }

  tcpCompleteness({ stream }: Dissection): number {
    return this.tcp.streams.completenessOf(stream);
  }

  /** In a field: a number of this size that is handed over or returned is an object each time. */
  private setTime({ seconds, nanoseconds }: Dissection, facts: TcpFacts): void {
    if (Number.isNaN(this.firstSecond)) this.firstSecond = seconds;
    facts.time = (seconds - this.firstSecond) * 1_000_000_000 + nanoseconds;
  }
  private firstSecond = Number.NaN;
}

const createConnectionEnd = (): ConnectionEnd => new ConnectionEnd();

/** Of what an ICMP error quotes nothing is remembered. */
const unknownExchange: OrderedExchange = {
  request: 0,
  response: 0,
  elapsed: 0n,
  note: 0,
  number: 0,
  total: 0,
  previous: undefined,
  next: undefined,
  asked: undefined,
};

/**
 * The analysis of a packet as one number: 15 bits of findings, 12 of a duplicate acknowledgement's number, 26 of how many packets
 * before this one the original came. What does not fit is cut: a repetition above 4,095 counts as that.
 */
function packFindings({ analysis, duplicateNumber, duplicateOf }: TcpFacts, frame: number): number {
  if ((analysis & tcpAnalysis.duplicateAcknowledgement) === 0) return analysis;
  const number = Math.min(Math.max(duplicateNumber, 0), 0xfff);
  return analysis + number * 2 ** 15 + Math.min(frame - duplicateOf, 0x3ff_ffff) * 2 ** 27;
}

function unpackFindings(facts: TcpFacts, frame: number, packed: number): void {
  facts.analysis = packed % 2 ** 15;
  facts.duplicateNumber = Math.floor(packed / 2 ** 15) % 2 ** 12;
  facts.duplicateOf = facts.duplicateNumber === 0 ? 0 : frame - Math.floor(packed / 2 ** 27);
}

function addressKey({ addressBytes, sourceAt, destinationAt, addressKind }: Dissection): string {
  const length = addressKind === 3 ? 16 : 4;
  return `${addressBytes.subarray(sourceAt, sourceAt + length).join('.')}>${addressBytes.subarray(destinationAt, destinationAt + length).join('.')}`;
}
