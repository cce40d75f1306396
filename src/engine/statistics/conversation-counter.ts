/** Counts the conversations of a layer over the packets of a view: plain packets by their columns, the others by decoding. */
import { addressKind } from '../declare/dissection';
import { type ConversationKind, conversationKind } from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import { ValueSink } from '../decode/value-sink';
import { StackAnswers } from '../filter/columns/stack-answers';
import type { FilterSource } from '../filter/compiled-filter';
import { chunkLength, noConversation, packetBit } from '../index/packet-table';
import type { PacketView } from '../view';
import { addressText, type ConversationLayer, ConversationPairs, type End } from './conversation-pairs';

/** Packets of which columns tell but a part. */
const notPlain = packetBit.nested | packetBit.truncated | packetBit.malformed;
/** Packets between two looks at the clock. */
const stride = 256;

type Network = 'eth' | 'wlan' | 'ip' | 'ipv6';
/** Fields of the sender's and the receiver's address. */
const networks: Readonly<Record<Network, readonly [source: string, destination: string]>> = {
  eth: ['eth.src', 'eth.dst'],
  wlan: ['wlan.sa', 'wlan.da'],
  ip: ['ip.src', 'ip.dst'],
  ipv6: ['ipv6.src', 'ipv6.dst'],
};
const transports: Readonly<Partial<Record<ConversationLayer, ConversationKind>>> = {
  tcp: conversationKind.tcp,
  udp: conversationKind.udp,
  sctp: conversationKind.sctp,
};
/** Layers whose conversations are streams: the same ends can have several, one after the other. */
const streamed: ReadonlySet<ConversationLayer> = new Set(['tcp', 'udp']);
const portFields: Readonly<Partial<Record<ConversationLayer, readonly [string, string]>>> = {
  tcp: ['tcp.srcport', 'tcp.dstport'],
  udp: ['udp.srcport', 'udp.dstport'],
  sctp: ['sctp.srcport', 'sctp.dstport'],
};

export class ConversationCounter {
  readonly pairs = new ConversationPairs();
  /** Packets of the view that are counted. */
  private counted = 0;
  private readonly sink: ValueSink;
  /** Whether a stack has the layer at all. */
  private readonly stacks: StackAnswers;
  private readonly slots: ReadonlyMap<string, number>;
  /** What `ConversationPairs.find` gave for a row of the conversation table and its first endpoint, plus 1; 0 where it was not asked. */
  private known = new Uint32Array(0);

  constructor(
    private readonly layer: ConversationLayer,
    private readonly view: PacketView,
    private readonly source: FilterSource,
    private readonly now: () => number,
  ) {
    const names = [
      ...Object.values(networks).flat(),
      ...(portFields[layer] ?? []),
      ...(streamed.has(layer) ? [`${layer}.stream`] : []),
    ];
    const fields = names.flatMap((name) => source.index.catalogue.field(name).slice(0, 1));
    this.sink = new ValueSink(source.index.catalogue, fields);
    this.stacks = new StackAnswers(source.index, (protocols) => (protocols.some(({ id }) => id === layer) ? 1 : 0));
    this.slots = new Map(fields.map(({ id }, slot) => [id, slot]));
  }

  /** Counts for about so many milliseconds. True while there is more. */
  advance(milliseconds: number): boolean {
    const deadline = this.now() + milliseconds;
    while (this.counted < this.view.count) {
      this.countRow(this.view.frameAt(this.counted++) - 1);
      if (this.counted % stride === 0 && this.now() >= deadline) break;
    }
    return this.counted < this.view.count;
  }

  private countRow(row: number): void {
    const { table } = this.source.index;
    const chunk = table.chunkOf(row);
    const at = row & (chunkLength - 1);
    if ((chunk.flags[at] & packetBit.ignored) !== 0) return;
    const conversation = chunk.conversation[at];
    const isPlain = (chunk.flags[at] & notPlain) === 0;
    if (isPlain && conversation !== noConversation && this.concerns(conversation))
      this.countConversation(row, conversation, (chunk.flags[at] & packetBit.backward) !== 0);
    else if (!isPlain || this.stacks.table[chunk.stack[at]] !== 0) this.countByDecoding(row);
  }

  /** Whether the row of the conversation table tells this layer's ends. */
  private concerns(conversation: number): boolean {
    if (this.layer === 'eth' || this.layer === 'wlan') return false;
    const { conversations } = this.source.index.memory;
    const kind = transports[this.layer];
    if (kind !== undefined) return conversations.kindOf(conversation) === kind;
    return conversations.addressKindOf(conversation) === (this.layer === 'ip' ? addressKind.ipv4 : addressKind.ipv6);
  }

  private countConversation(row: number, conversation: number, backward: boolean): void {
    const { table, memory } = this.source.index;
    if (this.known.length <= conversation) {
      const grown = new Uint32Array(Math.max(1024, memory.conversations.count * 2));
      grown.set(this.known);
      this.known = grown;
    }
    const time = this.timeOf(row);
    if (this.known[conversation] === 0) {
      const [first, second] = [this.endOf(conversation, false), this.endOf(conversation, true)];
      const stream = streamed.has(this.layer) ? memory.conversations.streamOf(conversation) : -1;
      const found = backward
        ? this.pairs.find(second, first, stream, row + 1, time)
        : this.pairs.find(first, second, stream, row + 1, time);
      this.known[conversation] = (backward && !this.pairs.isLoop(found) ? found ^ 1 : found) + 1;
    }
    const number = this.known[conversation] - 1;
    // Who speaks with himself only sends.
    this.pairs.add(backward && !this.pairs.isLoop(number) ? number ^ 1 : number, table.originalOf(row), time);
  }

  private endOf(conversation: number, second: boolean): End {
    const { conversations } = this.source.index.memory;
    const bytes = conversations.addressOf(conversation, second);
    const isIpv4 = conversations.addressKindOf(conversation) === addressKind.ipv4;
    const value = isIpv4 ? new DataView(bytes.buffer).getUint32(0) : bytes;
    return {
      address: addressText(isIpv4 ? 'ip' : 'ipv6', value),
      port: this.layer in transports ? conversations.portOf(conversation, second) : -1,
    };
  }

  /** Nanoseconds from the capture's first packet. */
  private timeOf(row: number): bigint {
    const { table } = this.source.index;
    return table.timeOf(row) - table.timeOf(0);
  }

  /** Counts every layer of the packet that is meant, but for those that an ICMP error quotes. */
  private countByDecoding(row: number): void {
    this.sink.reset();
    const dissection = this.source.walk(row, this.sink, false);
    const place = new Map<string, number>();
    let network: readonly [End, End] | undefined;
    for (const entry of this.source.index.stacks.entries(dissection.stack)) {
      if (entry === 'quote') break;
      if (entry === 'segments') continue;
      const nth = place.get(entry.id) ?? 0;
      place.set(entry.id, nth + 1);
      if (isNetwork(entry)) {
        network = this.ends(entry.id, nth) ?? network;
        if (entry.id === this.layer && network !== undefined) this.countEnds(row, network, -1);
      } else if (entry.id === this.layer && network !== undefined) this.countTransport(row, network, nth);
    }
  }

  private ends(layer: Network, nth: number): readonly [End, End] | undefined {
    const [source, destination] = networks[layer].map((field) => this.value(field, nth));
    if (source === undefined || destination === undefined) return undefined;
    return [
      { address: addressText(layer, source), port: -1 },
      { address: addressText(layer, destination), port: -1 },
    ];
  }

  private countTransport(row: number, [from, to]: readonly [End, End], nth: number): void {
    const [sourceField, destinationField] = portFields[this.layer]!;
    const [source, destination] = [this.value(sourceField, nth), this.value(destinationField, nth)];
    if (source === undefined || destination === undefined) return;
    const stream = Number(this.value(`${this.layer}.stream`, nth) ?? -1);
    this.countEnds(
      row,
      [
        { ...from, port: Number(source) },
        { ...to, port: Number(destination) },
      ],
      stream,
    );
  }

  private countEnds(row: number, [from, to]: readonly [End, End], stream: number): void {
    const time = this.timeOf(row);
    const number = this.pairs.find(from, to, stream, row + 1, time);
    this.pairs.add(number, this.source.index.table.originalOf(row), time);
  }

  private value(name: string, nth: number) {
    return this.sink.values[this.slots.get(name) ?? -1]?.[nth]?.value;
  }
}

const isNetwork = (protocol: Protocol): protocol is Protocol & { readonly id: Network } =>
  Object.hasOwn(networks, protocol.id);
