/** Which fields the packet table answers, and how: the one place that says so. */
import { addressKind, type PacketProcess } from '../../declare/dissection';
import type { FieldValue } from '../../declare/field';
import { type ConversationKind, conversationKind } from '../../declare/memory';
import { sentAgain, tcpFindings, tcpFlag } from '../../declare/tcp-analysis';
import type { Conversations } from '../../index/conversations';
import type { CaptureIndex } from '../../index/index-pass';
import { packetBit, tooWide } from '../../index/packet-table';
import type { FilterSource } from '../compiled-filter';
import type { Rows } from './answer';

/** A number a row. NaN stands for "decode the packet". */
export interface RowColumn {
  readonly kind: 'row';
  /** Packets with one of these flags are decoded. */
  readonly unless: number;
  /** Packets without all of these flags are decoded. */
  readonly requires?: number;
  load(rows: Rows, values: Float64Array): void;
  /** What `load` has taken from the values. */
  origin?(rows: Rows): bigint;
  /** Whether the column holds for this capture as it is now. */
  usable?(source: FilterSource): boolean;
}

/** Values that a packet has from its conversation and its direction in it. */
export interface ConversationColumn {
  readonly kind: 'conversation';
  readonly unless: number;
  /** Undefined where this conversation does not tell. */
  values(conversations: Conversations, row: number, backward: boolean): readonly FieldValue[] | undefined;
}

/** Ports of the packet's conversation: of its sender, of its receiver, or both. */
export interface PortColumn {
  readonly kind: 'port';
  readonly unless: number;
  readonly of: ConversationKind;
  readonly sides: Sides;
}

/** Values that packets with the same number in `StackColumns` share; undefined where only decoding tells. */
export interface StackColumn {
  readonly kind: 'stack';
  readonly unless: number;
  values(index: CaptureIndex, number: number): readonly FieldValue[] | undefined;
}

/** What bits of the column `tcp` say: a flag, which is 1 when one of them is set and 0 otherwise, or a label, which is then there or not. */
export interface BitColumn {
  readonly kind: 'bits';
  readonly of: 'flag' | 'label';
  readonly unless: number;
  readonly bits: number;
}

/** What no packet without this flag has; those with it are decoded. */
export interface FlagColumn {
  readonly kind: 'flag';
  readonly flag: number;
}

export type Column = RowColumn | ConversationColumn | PortColumn | StackColumn | BitColumn | FlagColumn;

/** More than one network or transport layer, or not all that the headers promise: columns would say too little. */
const unlessPlain = packetBit.nested | packetBit.truncated | packetBit.malformed;

const frameNumbers: RowColumn = {
  kind: 'row',
  unless: 0,
  load({ first, from, to }, values) {
    for (let at = from; at < to; at++) values[at] = first + at + 1;
  },
};

/** The numbers of a column as they stand in the table. */
const lengthColumn = (name: 'original' | 'captured'): RowColumn => ({
  kind: 'row',
  unless: 0,
  load({ chunk, from, to }, values) {
    values.set(chunk[name].subarray(from, to), from);
  },
});

const flagColumn = (bit: number): RowColumn => ({
  kind: 'row',
  unless: 0,
  load({ chunk: { flags }, from, to }, values) {
    for (let at = from; at < to; at++) values[at] = (flags[at] & bit) === 0 ? 0 : 1;
  },
});

type TcpColumnName = 'sequence' | 'acknowledgement' | 'length' | 'window' | 'tcp';

/** Numbers that only packets with a TCP layer have. */
const tcpColumn = (name: TcpColumnName, change?: (values: Float64Array, rows: Rows) => void): RowColumn => ({
  kind: 'row',
  unless: unlessPlain,
  requires: packetBit.tcp,
  load(rows, values) {
    values.set(rows.chunk[name].subarray(rows.from, rows.to), rows.from);
    change?.(values, rows);
  },
});

function withoutAnalysis(values: Float64Array, { from, to }: Rows): void {
  for (let at = from; at < to; at++) values[at] &= 0xfff;
}

function whereItFits(values: Float64Array, { from, to }: Rows): void {
  for (let at = from; at < to; at++) if (values[at] === tooWide) values[at] = Number.NaN;
}

const tcpFlagColumn = (bits: number): BitColumn => ({ kind: 'bits', of: 'flag', unless: unlessPlain, bits });

const analysisShift = 12;
const analysisColumn = (bits: number): BitColumn => ({
  kind: 'bits',
  of: 'label',
  unless: unlessPlain,
  bits: bits << analysisShift,
});

/** Nanoseconds between two times given as halves of 64-bit numbers; NaN where a double would round them. */
function between(words: Int32Array, at: number, high: number, low: number): number {
  const distance = (words[2 * at + 1] - high) * 0x1_0000_0000 + ((words[2 * at] >>> 0) - low);
  return Math.abs(distance) <= Number.MAX_SAFE_INTEGER ? distance : Number.NaN;
}

function sinceFirst({ index, chunk, from, to }: Rows, values: Float64Array): void {
  const first = index.table.chunkOf(0).timeWords;
  const [low, high] = [first[0] >>> 0, first[1]];
  const words = chunk.timeWords;
  for (let at = from; at < to; at++) values[at] = between(words, at, high, low);
}

const hasPlainTimes = ({ index }: FilterSource): boolean => !index.table.hasOddTimes;

const arrival: RowColumn = {
  kind: 'row',
  unless: packetBit.noTime,
  load: sinceFirst,
  origin: ({ index }) => index.table.timeOf(0),
  usable: hasPlainTimes,
};

const sinceStart: RowColumn = {
  kind: 'row',
  unless: 0,
  load: sinceFirst,
  usable: (source) => !source.hasTimeReferences(),
};

const sincePrevious: RowColumn = {
  kind: 'row',
  unless: 0,
  load({ index, chunk, first, from, to }, values) {
    const words = chunk.timeWords;
    for (let at = from; at < to; at++) {
      if (at > 0) values[at] = between(words, at, words[2 * at - 1], words[2 * at - 2] >>> 0);
      else if (first === 0) values[at] = 0;
      else values[at] = Number(index.table.timeOf(first) - index.table.timeOf(first - 1));
    }
  },
};

type Sides = 'source' | 'destination' | 'both';

/** Whether it is the second endpoint of the conversation whose value counts. */
export const isOfSecond = (side: 'source' | 'destination', backward: boolean): boolean =>
  (side === 'source') === backward;

/** Whether the second endpoint's value counts, and the first one's. */
const picks = (sides: Sides, backward: boolean): readonly boolean[] =>
  sides === 'both' ? [false, true] : [isOfSecond(sides, backward)];

const addressColumn = (kind: number, sides: Sides): ConversationColumn => ({
  kind: 'conversation',
  unless: unlessPlain,
  values: (conversations, conversation, backward) =>
    conversations.addressKindOf(conversation) === kind
      ? picks(sides, backward).map((second) => address(conversations.addressOf(conversation, second)))
      : undefined,
});

function address(bytes: Uint8Array): FieldValue {
  return bytes.length === 4 ? ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]) >>> 0 : bytes;
}

const portColumn = (of: ConversationKind, sides: Sides): PortColumn => ({
  kind: 'port',
  unless: unlessPlain,
  of,
  sides,
});

const streamColumn = (kind: ConversationKind): ConversationColumn => ({
  kind: 'conversation',
  unless: unlessPlain,
  values: (conversations, conversation) =>
    conversations.kindOf(conversation) === kind ? [conversations.streamOf(conversation)] : undefined,
});

/** What is known of the processes at a conversation's ends; a packet with options of its own may name one itself. */
const processColumn = (read: (process: PacketProcess) => FieldValue): ConversationColumn => ({
  kind: 'conversation',
  unless: packetBit.options,
  values: (conversations, conversation, backward) => conversations.processesOf(conversation, backward)?.map(read),
});

const stackText = (read: (index: CaptureIndex, number: number) => string): StackColumn => ({
  kind: 'stack',
  unless: packetBit.packed,
  values: (index, number) => [read(index, number)].filter((text) => text !== ''),
});

/** What the layers of `protocol` told packets apart by, under the name of a field. Protocols that only borrow the field say nothing. */
const trait = (protocol: string, name: string, read: (value: string) => FieldValue): StackColumn =>
  traits(protocol, (valuesOf) => valuesOf(name).map(read));

const traits = (
  protocol: string,
  read: (valuesOf: (name: string) => readonly string[]) => readonly FieldValue[],
): StackColumn => ({
  kind: 'stack',
  unless: unlessPlain,
  values({ stackColumns, stacks }, number) {
    const layers = stacks.protocols(stackColumns.stacks[number]);
    if (layers.some(({ borrows }) => borrows.some(({ id }) => id === protocol))) return undefined;
    return read((name) => stackColumns.traitsOf(number, name));
  },
});

/** Columns by the names of fields. */
export const columns: Readonly<Record<string, Column>> = {
  'frame.number': frameNumbers,
  'frame.len': lengthColumn('original'),
  'frame.cap_len': lengthColumn('captured'),
  'frame.time': arrival,
  'frame.time_epoch': arrival,
  'frame.time_relative': sinceStart,
  'frame.time_delta': sincePrevious,
  'frame.marked': flagColumn(packetBit.marked),
  'frame.ignored': flagColumn(packetBit.ignored),
  '_ws.malformed': { kind: 'flag', flag: packetBit.malformed },
  '_ws.short': { kind: 'flag', flag: packetBit.truncated },
  'frame.process.pid': processColumn(({ pid }) => pid),
  'frame.process.name': processColumn(({ name }) => name),
  'frame.protocols': stackText((index, number) => index.stackColumns.protocolsOf(number)),
  '_ws.col.protocol': stackText((index, number) => index.stackColumns.columns[number]),
  'ip.src': addressColumn(addressKind.ipv4, 'source'),
  'ip.dst': addressColumn(addressKind.ipv4, 'destination'),
  'ip.addr': addressColumn(addressKind.ipv4, 'both'),
  'ipv6.src': addressColumn(addressKind.ipv6, 'source'),
  'ipv6.dst': addressColumn(addressKind.ipv6, 'destination'),
  'ipv6.addr': addressColumn(addressKind.ipv6, 'both'),
  'tcp.srcport': portColumn(conversationKind.tcp, 'source'),
  'tcp.dstport': portColumn(conversationKind.tcp, 'destination'),
  'tcp.port': portColumn(conversationKind.tcp, 'both'),
  'tcp.stream': streamColumn(conversationKind.tcp),
  'udp.srcport': portColumn(conversationKind.udp, 'source'),
  'udp.dstport': portColumn(conversationKind.udp, 'destination'),
  'udp.port': portColumn(conversationKind.udp, 'both'),
  'udp.stream': streamColumn(conversationKind.udp),
  // A notification has a method, and is no request.
  'http.request': traits('http', (valuesOf) =>
    valuesOf('http.request.method')
      .slice(valuesOf('http.notification').length)
      .map(() => 1),
  ),
  'http.notification': trait('http', 'http.notification', () => 1),
  'http.request.method': trait('http', 'http.request.method', (value) => value),
  'http.response': trait('http', 'http.response.code', () => 1),
  'http.response.code': trait('http', 'http.response.code', Number),
  'tcp.flags': tcpColumn('tcp', withoutAnalysis),
  'tcp.flags.fin': tcpFlagColumn(tcpFlag.fin),
  'tcp.flags.syn': tcpFlagColumn(tcpFlag.syn),
  'tcp.flags.reset': tcpFlagColumn(tcpFlag.rst),
  'tcp.flags.push': tcpFlagColumn(tcpFlag.psh),
  'tcp.flags.ack': tcpFlagColumn(tcpFlag.ack),
  'tcp.flags.urg': tcpFlagColumn(tcpFlag.urg),
  'tcp.flags.ece': tcpFlagColumn(tcpFlag.ece),
  'tcp.flags.cwr': tcpFlagColumn(tcpFlag.cwr),
  'tcp.flags.ae': tcpFlagColumn(tcpFlag.ae),
  'tcp.len': tcpColumn('length', whereItFits),
  'tcp.seq_raw': tcpColumn('sequence'),
  'tcp.ack_raw': tcpColumn('acknowledgement'),
  'tcp.window_size_value': tcpColumn('window', whereItFits),
  'tcp.analysis.flags': analysisColumn(tcpFindings.reduce((bits, { bit }) => bits | bit, 0)),
  ...Object.fromEntries(tcpFindings.map(({ bit, key }) => [`tcp.analysis.${key}`, analysisColumn(bit)])),
  'tcp.analysis.retransmission': analysisColumn(sentAgain),
};
