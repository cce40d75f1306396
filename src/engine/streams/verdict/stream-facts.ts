/** Gathers what the packet table knows of one TCP stream. */
import { conversationKind } from '../../declare/memory';
import { sentAgain, tcpAnalysis, tcpFlag } from '../../declare/tcp-analysis';
import type { CaptureIndex } from '../../index/index-pass';
import { chunkBits, chunkLength, type PacketTable, packetBit, tooWide } from '../../index/packet-table';
import { endpointText } from '../endpoint-text';
import type { Findings, Party } from './statements';
import { type Side, type Stall, StreamWatch, type WatchedPacket } from './stream-watch';

/** Packets of a stream beyond which a verdict looks no further. */
export const maximumRows = 8_000_000;
const maximumStalls = 100_000;
const analysisShift = 12;
/** Rows looked at in one step, a power of 2. */
const stride = 16_384;

export interface StreamFacts {
  readonly stream: number;
  readonly conversation: number;
  /** Which side is the client: the one that sent the SYN, or else the one with the higher port. */
  readonly client: Side;
  /** Whether that is known and not guessed. */
  readonly clientKnown: boolean;
  /** Where it is guessed: both ports are equal, and the one who spoke first is taken. */
  readonly equalPorts: boolean;
  readonly names: readonly [string, string];
  readonly packets: number;
  /** Its rows in the packet table, at most `maximumRows`. */
  readonly rows: Uint32Array;
  readonly syns: readonly WatchedPacket[];
  readonly synAck?: WatchedPacket;
  /** The first packet of the client behind the SYN+ACK that acknowledges it. */
  readonly handshakeAck?: WatchedPacket;
  readonly firstData?: WatchedPacket;
  readonly lastData?: WatchedPacket;
  readonly first: WatchedPacket;
  readonly last: WatchedPacket;
  /** Data by side: first and last segment. */
  readonly dataOf: readonly [DataFacts, DataFacts];
  readonly fins: readonly [WatchedPacket | undefined, WatchedPacket | undefined];
  readonly reset?: WatchedPacket;
  /** The last packet of the other side before the reset. */
  readonly beforeReset?: WatchedPacket;
  /** Whether the reset acknowledges all of that packet. */
  readonly resetAcknowledges: boolean;
  readonly stalls: readonly Stall[];
  readonly retransmissions: Findings;
  readonly fast: Findings;
  readonly spurious: Findings;
  readonly outOfOrder: Findings;
  readonly notCaptured: Findings;
  readonly unseenAcknowledged: Findings;
  readonly windowFull: Findings;
  readonly keepAlives: Findings;
  /** Of the keep-alives, those that the other side said something after. */
  readonly keepAlivesAnswered: number;
  /** Packets that take up sequence numbers: with data, SYN or FIN. */
  readonly numbered: number;
  /** Resets of the side that reset first. */
  readonly resets: Findings;
  /** Packets that the capture kept only the beginning of. */
  readonly cut: Findings;
  /** Windows that are zero when the stream ends, by side: since which packet. */
  readonly stillZero: readonly [number, number];
  readonly watch: StreamWatch;
}

export interface DataFacts {
  readonly bytes: number;
  readonly segments: number;
  readonly packets: number;
  readonly first?: WatchedPacket;
  readonly last?: WatchedPacket;
  /** The last one that was not sent again. */
  readonly lastNew?: WatchedPacket;
}

export const partyOf = (side: number, { client }: Pick<StreamFacts, 'client'>): Party =>
  side === client ? 'client' : 'server';

/** The first FIN or reset. */
export const firstEnd = ({ fins, reset }: Pick<StreamFacts, 'fins' | 'reset'>): WatchedPacket | undefined =>
  [...fins, reset].reduce(
    (first, end) => (first !== undefined && !(end && end.frame < first.frame) ? first : end),
    undefined,
  );

/** Whether the capture holds no packet of the server's. */
export const isServerUnseen = ({ dataOf, client }: Pick<StreamFacts, 'dataOf' | 'client'>): boolean =>
  dataOf[1 - client].packets === 0;

/** Packets of a finding that are named; the others are counted. */
export const namedFrames = 8;

class Counter {
  count = 0;
  readonly frames: number[] = [];

  add(frame: number): void {
    this.count++;
    if (this.frames.length < namedFrames) this.frames.push(frame);
  }
}

/** Gives a row's TCP columns; `undefined` for what is no packet of this conversation. Times count from the capture's first packet. */
export function watchedPacket(table: PacketTable, row: number, start: bigint): WatchedPacket {
  const chunk = table.chunks[row >>> chunkBits];
  const at = row & (chunkLength - 1);
  return {
    frame: row + 1,
    side: (chunk.flags[at] & packetBit.backward) === 0 ? 0 : 1,
    time: Number(chunk.time[at] - start),
    flags: chunk.tcp[at] & 0xfff,
    analysis: chunk.tcp[at] >>> analysisShift,
    length: chunk.length[at] === tooWide ? tooWide : chunk.length[at],
  };
}

/** Shorter frames may have been cut of nothing but the padding that Ethernet needs. */
const shortestFrame = 64;

function isCut(table: PacketTable, row: number): boolean {
  const original = table.originalOf(row);
  return original > shortestFrame && table.capturedOf(row) < original;
}

/** Rows of a conversation in order, from its first packet on, at most `maximumRows`. Each step is a piece of work for one slice. */
export function* rowsOf(index: CaptureIndex, conversation: number): Generator<void, Uint32Array> {
  const { table, memory } = index;
  let rows = new Uint32Array(64);
  let length = 0;
  for (
    let row = memory.conversations.firstFrameOf(conversation) - 1;
    row < table.count && length < maximumRows;
    row++
  ) {
    const chunk = table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    if ((row & (stride - 1)) === 0) yield;
    if (chunk.conversation[at] !== conversation || (chunk.flags[at] & packetBit.tcp) === 0) continue;
    if (length === rows.length) {
      const larger = new Uint32Array(length * 2);
      larger.set(rows);
      rows = larger;
    }
    rows[length++] = row;
  }
  return rows.subarray(0, length);
}

/** Gathers in steps; undefined where there is no such stream. */
export function* streamFacts(index: CaptureIndex, stream: number): Generator<void, StreamFacts | undefined> {
  const conversation = index.memory.conversations.rowOf(conversationKind.tcp, stream);
  return conversation < 0 ? undefined : yield* new Gathering(index, stream, conversation).facts();
}

class Gathering {
  private readonly syns: WatchedPacket[] = [];
  private synAck: WatchedPacket | undefined;
  private handshakeAck: WatchedPacket | undefined;
  private first: WatchedPacket | undefined;
  private last: WatchedPacket | undefined;
  private firstData: WatchedPacket | undefined;
  private lastData: WatchedPacket | undefined;
  private readonly sides = [new SideData(), new SideData()] as const;
  private readonly fins: [WatchedPacket | undefined, WatchedPacket | undefined] = [undefined, undefined];
  private reset: WatchedPacket | undefined;
  private beforeReset: WatchedPacket | undefined;
  private readonly lastOf: [WatchedPacket | undefined, WatchedPacket | undefined] = [undefined, undefined];
  private readonly stalls: Stall[] = [];
  private readonly counters = {
    retransmissions: new Counter(),
    fast: new Counter(),
    spurious: new Counter(),
    outOfOrder: new Counter(),
    notCaptured: new Counter(),
    unseenAcknowledged: new Counter(),
    windowFull: new Counter(),
    keepAlives: new Counter(),
    resets: new Counter(),
    cut: new Counter(),
  };
  private packets = 0;
  private numbered = 0;
  private keepAlivesAnswered = 0;
  /** The side whose keep-alive waits for an answer, -1 for none. */
  private probing = -1;

  constructor(
    private readonly index: CaptureIndex,
    private readonly stream: number,
    private readonly conversation: number,
  ) {}

  *facts(): Generator<void, StreamFacts | undefined> {
    const watch = new StreamWatch((_, stall) => {
      if (this.stalls.length < maximumStalls) this.stalls.push(stall);
    });
    const start = this.index.table.timeOf(0);
    const rows = yield* rowsOf(this.index, this.conversation);
    for (const row of rows) {
      if ((++this.packets & (stride - 1)) === 0) yield;
      const packet = watchedPacket(this.index.table, row, start);
      if (packet.length > 0 && isCut(this.index.table, row)) this.counters.cut.add(packet.frame);
      watch.feed(0, packet);
      this.take(packet, watch.get(0, 'zeroSince', (1 - packet.side) as Side) >= 0);
    }
    return this.first === undefined ? undefined : this.result(watch, this.first, rows);
  }

  /** While the other side's window is zero, what looks like a keep-alive asks whether it still is: Linux probes so. */
  private take(packet: WatchedPacket, isWindowZero: boolean): void {
    const { flags, side, length } = packet;
    const analysis = isWindowZero ? packet.analysis & ~tcpAnalysis.keepAlive : packet.analysis;
    this.first ??= packet;
    this.last = packet;
    this.takeFlags(packet);
    for (const [bit, counter] of this.findings) if ((analysis & bit) !== 0) counter.add(packet.frame);
    this.takeKeepAlive(packet, (analysis & tcpAnalysis.keepAlive) !== 0);
    if (length > 0 || (flags & (tcpFlag.syn | tcpFlag.fin)) !== 0) this.numbered++;
    const data = this.sides[side];
    data.packets++;
    const probe = (packet.analysis & (tcpAnalysis.keepAlive | tcpAnalysis.zeroWindowProbe)) !== 0;
    if (length > 0 && !probe && (flags & tcpFlag.rst) === 0) {
      this.firstData ??= packet;
      this.lastData = packet;
      data.take(packet);
    }
    this.lastOf[side] = packet;
  }

  /** Any packet but a reset answers it. Behind a FIN, what looks like a keep-alive is an old acknowledgement that came late. */
  private takeKeepAlive({ side, flags, frame }: WatchedPacket, isKeepAlive: boolean): void {
    if (isKeepAlive && this.fins[side] === undefined) {
      this.counters.keepAlives.add(frame);
      this.probing = side;
    } else if (this.probing === 1 - side) {
      if ((flags & tcpFlag.rst) === 0) this.keepAlivesAnswered++;
      this.probing = -1;
    }
  }

  private takeFlags(packet: WatchedPacket): void {
    const { flags, side } = packet;
    if ((flags & tcpFlag.syn) !== 0) {
      if ((flags & tcpFlag.ack) === 0) {
        if (this.synAck === undefined) this.syns.push(packet);
      } else this.synAck ??= packet;
    } else if (this.synAck !== undefined && side !== this.synAck.side && (flags & tcpFlag.rst) === 0)
      this.handshakeAck ??= packet;
    if ((flags & tcpFlag.fin) !== 0) this.fins[side] ??= packet;
    if ((flags & tcpFlag.rst) === 0) return;
    if (this.reset === undefined) {
      this.reset = packet;
      this.beforeReset = this.lastOf[1 - side];
    }
    if (this.reset.side === side) this.counters.resets.add(packet.frame);
  }

  private resetAcknowledges(): boolean {
    const { reset, beforeReset: answered } = this;
    if (reset === undefined || answered === undefined || (reset.flags & tcpFlag.ack) === 0) return false;
    const { table } = this.index;
    const end = table.sequenceOf(answered.frame - 1) + answered.length;
    return ((table.acknowledgementOf(reset.frame - 1) - end) | 0) >= 0;
  }

  private readonly findings: readonly (readonly [bit: number, counter: Counter])[] = [
    [sentAgain, this.counters.retransmissions],
    [tcpAnalysis.fastRetransmission, this.counters.fast],
    [tcpAnalysis.spuriousRetransmission, this.counters.spurious],
    [tcpAnalysis.outOfOrder, this.counters.outOfOrder],
    [tcpAnalysis.lostSegment, this.counters.notCaptured],
    [tcpAnalysis.acknowledgedLostSegment, this.counters.unseenAcknowledged],
    [tcpAnalysis.windowFull, this.counters.windowFull],
  ];

  private result(watch: StreamWatch, first: WatchedPacket, rows: Uint32Array): StreamFacts {
    const { conversations } = this.index.memory;
    const known = this.syns[0] ?? this.synAck;
    const [port, otherPort] = [false, true].map((second) => conversations.portOf(this.conversation, second));
    const lower = port < otherPort;
    const client: Side =
      known === undefined ? (lower ? 1 : 0) : this.syns.length > 0 ? known.side : ((1 - known.side) as Side);
    const zero = (side: Side): number => (watch.get(0, 'zeroSince', side) < 0 ? 0 : watch.get(0, 'zeroFrame', side));
    return {
      stream: this.stream,
      conversation: this.conversation,
      client,
      clientKnown: known !== undefined,
      equalPorts: port === otherPort,
      names: [
        endpointText(conversations, this.conversation, false),
        endpointText(conversations, this.conversation, true),
      ],
      packets: this.packets,
      rows,
      syns: this.syns,
      synAck: this.synAck,
      handshakeAck: this.handshakeAck,
      firstData: this.firstData,
      lastData: this.lastData,
      first,
      last: this.last ?? first,
      dataOf: this.sides,
      fins: this.fins,
      reset: this.reset,
      beforeReset: this.beforeReset,
      resetAcknowledges: this.resetAcknowledges(),
      stalls: this.stalls,
      ...this.counters,
      keepAlivesAnswered: this.keepAlivesAnswered,
      numbered: this.numbered,
      stillZero: [zero(0), zero(1)],
      watch,
    };
  }
}

class SideData {
  bytes = 0;
  segments = 0;
  packets = 0;
  first: WatchedPacket | undefined;
  last: WatchedPacket | undefined;
  lastNew: WatchedPacket | undefined;

  take(packet: WatchedPacket): void {
    this.segments++;
    this.bytes += packet.length;
    this.first ??= packet;
    this.last = packet;
    if ((packet.analysis & sentAgain) === 0) this.lastNew = packet;
  }
}
