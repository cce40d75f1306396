/** Counts what the packet table holds: addresses, ports, stacks of protocols and findings of TCP analysis. Grows with the capture. */
import { ipv4Text, ipv4TextAt, ipv6Text } from '../bytes/address';
import { addressKind } from '../declare/dissection';
import type { Field } from '../declare/field';
import { conversationKind } from '../declare/memory';
import { tcpFindings } from '../declare/tcp-analysis';
import { ValueSink } from '../decode/value-sink';
import type { FilterSource } from '../filter/compiled-filter';
import { chunkBits, chunkLength, noConversation, packetBit } from '../index/packet-table';

/** An endpoint's address. `field` is the filter name that finds it in either direction. */
export interface CountedAddress {
  readonly field: string;
  readonly text: string;
  packets: number;
}

/** Different addresses beyond which new ones are left out. */
const maximumAddresses = 100_000;
/** The bits of TCP analysis stand above the header's flags in the column `tcp`. */
const analysisShift = 12;
/** Rows between two looks at the clock. */
const stride = 2048;
/** Packets of which columns tell but a part: more than one network or transport layer, or not all that the headers promise. */
const notPlain = packetBit.nested | packetBit.truncated | packetBit.malformed;
/** What columns count of plain packets is read from those that are not. */
const countedFields = ['ip.addr', 'ipv6.addr', 'tcp.port', 'udp.port'] as const;

export class ColumnCounts {
  examined = 0;
  /** By field and text. */
  readonly addresses = new Map<string, CountedAddress>();
  /** Packets by port. */
  readonly ports = { tcp: new Uint32Array(0x1_0000), udp: new Uint32Array(0x1_0000) };
  /** Packets by number in `StackColumns`. */
  readonly stacks = new Uint32Array(0x1_0000);
  /** Packets by finding, in the order of `tcpFindings`. */
  readonly findings = new Uint32Array(tcpFindings.length);
  /** Packets of the rows at hand by conversation, and the conversations that have some. */
  private perConversation = new Uint32Array(0);
  private readonly touched: number[] = [];
  private readonly sink: ValueSink;

  constructor(private readonly source: FilterSource) {
    const { catalogue } = source.index;
    this.sink = new ValueSink(
      catalogue,
      countedFields.flatMap((id) => catalogue.field(id)),
    );
  }

  /** Counts more packets until `deadline`. True while there are more. */
  advance(deadline: number, now: () => number): boolean {
    const { table } = this.source.index;
    while (this.examined < table.count) {
      const chunkEnd = ((this.examined >>> chunkBits) + 1) << chunkBits;
      this.countRows(Math.min(table.count, chunkEnd, this.examined + stride));
      if (now() >= deadline) break;
    }
    return this.examined < table.count;
  }

  private countRows(end: number): void {
    const { table, memory } = this.source.index;
    const chunk = table.chunkOf(this.examined);
    if (this.perConversation.length < memory.conversations.count)
      this.perConversation = new Uint32Array(Math.max(1024, memory.conversations.count * 2));
    for (let row = this.examined; row < end; row++) {
      const at = row & (chunkLength - 1);
      this.stacks[chunk.stack[at]]++;
      const analysis = chunk.tcp[at] >>> analysisShift;
      if (analysis !== 0) this.countFindings(analysis);
      if ((chunk.flags[at] & notPlain) !== 0) {
        this.countByDecoding(row);
        continue;
      }
      const conversation = chunk.conversation[at];
      if (conversation === noConversation) continue;
      if (this.perConversation[conversation]++ === 0) this.touched.push(conversation);
    }
    for (const conversation of this.touched) {
      this.countConversation(conversation, this.perConversation[conversation]);
      this.perConversation[conversation] = 0;
    }
    this.touched.length = 0;
    this.examined = end;
  }

  private countFindings(analysis: number): void {
    tcpFindings.forEach(({ bit }, at) => {
      if ((analysis & bit) !== 0) this.findings[at]++;
    });
  }

  private countConversation(row: number, packets: number): void {
    const { conversations } = this.source.index.memory;
    const kind = conversations.kindOf(row);
    const ports =
      kind === conversationKind.tcp ? this.ports.tcp : kind === conversationKind.udp ? this.ports.udp : undefined;
    if (ports !== undefined) {
      const [first, second] = [conversations.portOf(row, false), conversations.portOf(row, true)];
      ports[first] += packets;
      if (second !== first) ports[second] += packets;
    }
    const ofKind = conversations.addressKindOf(row);
    if (ofKind !== addressKind.ipv4 && ofKind !== addressKind.ipv6) return;
    const [field, textOf] =
      ofKind === addressKind.ipv4
        ? (['ip.addr', (bytes: Uint8Array) => ipv4TextAt(bytes, 0)] as const)
        : (['ipv6.addr', (bytes: Uint8Array) => ipv6Text(bytes)] as const);
    const first = textOf(conversations.addressOf(row, false));
    const second = textOf(conversations.addressOf(row, true));
    this.countAddress(field, first, packets);
    if (second !== first) this.countAddress(field, second, packets);
  }

  private countByDecoding(row: number): void {
    this.sink.reset();
    this.source.walk(row, this.sink, false);
    this.sink.values.forEach((occurrences, slot) => {
      const field = this.sink.fields[slot];
      for (const value of new Set(occurrences.map((each) => keyOf(field, each.value))))
        if (field.id === 'tcp.port') this.ports.tcp[Number(value)]++;
        else if (field.id === 'udp.port') this.ports.udp[Number(value)]++;
        else this.countAddress(field.id, String(value), 1);
    });
  }

  private countAddress(field: string, text: string, packets: number): void {
    const key = `${field} ${text}`;
    const known = this.addresses.get(key);
    if (known !== undefined) known.packets += packets;
    else if (this.addresses.size < maximumAddresses) this.addresses.set(key, { field, text, packets });
  }
}

const keyOf = ({ id }: Field, value: unknown): string | number =>
  id === 'ip.addr' ? ipv4Text(value as number) : id === 'ipv6.addr' ? ipv6Text(value as Uint8Array) : Number(value);
