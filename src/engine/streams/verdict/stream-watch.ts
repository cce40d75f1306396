/** Watches TCP streams packet by packet from the columns of the index: what was sent, lost, waited for, and by whom. */
import { sentAgain, tcpAnalysis, tcpFlag } from '../../declare/tcp-analysis';

/** A silence at least this long, in nanoseconds, counts as a stall. */
export const stallThreshold = 200_000_000;
/** A silence before a retransmission counts earlier: no sender waits less than this for an acknowledgement on purpose. RFC 6298. */
export const timeoutThreshold = 150_000_000;

/**
 * - `greeting`: the side spoke first, and let the other one wait for that.
 * - `thinking`: the side had been sent something, and let it wait.
 * - `pausing`: the side stopped in the middle of what it was sending.
 * - `acknowledging`: the side let data go without acknowledgement.
 * - `retransmission`: the side waited for an acknowledgement that did not come, and sent again.
 * - `zero-window`: the side had no room for more data: its program did not read.
 * - `window-full`: the side had sent all that the other one had room for.
 * - `closing`: nothing was left to say, until the side closed.
 */
export type StallKind =
  | 'greeting'
  | 'thinking'
  | 'pausing'
  | 'acknowledging'
  | 'retransmission'
  | 'zero-window'
  | 'window-full'
  | 'closing';

/** Sides of a stream: 0 sent its first packet. */
export type Side = 0 | 1;

export interface Stall {
  readonly kind: StallKind;
  readonly side: Side;
  /** Nanoseconds since the capture's first packet. */
  readonly from: number;
  readonly to: number;
  readonly fromFrame: number;
  readonly toFrame: number;
  /** Nanoseconds of it that the way to the side and back takes: where the other side was seen before it. */
  readonly way: number;
}

/** A packet's columns. */
export interface WatchedPacket {
  readonly frame: number;
  readonly side: Side;
  /** Nanoseconds since the capture's first packet. */
  readonly time: number;
  readonly flags: number;
  readonly analysis: number;
  readonly length: number;
}

/** Places of a stream's numbers in its row. */
const place = {
  packets: 0,
  firstTime: 1,
  lastTime: 2,
  lastFrame: 3,
  /** 0 none, else the side that sent data last, plus 1. */
  lastDataSide: 4,
  /** Since when each side's window is zero, -1 while it is not, and from which packet on. */
  zeroSince: 5,
  zeroFrame: 7,
  bytes: 9,
  dataSegments: 11,
  resent: 13,
  /** 1: SYN, 2: SYN+ACK, 4: RST, 8: FIN of side 0, 16: FIN of side 1, 32: anything with data or a plain ACK after the SYN+ACK. */
  marks: 15,
  resetFrame: 16,
  firstFrame: 17,
  notCaptured: 18,
  firstResent: 19,
  finSide: 20,
  resetSide: 21,
  /** The side of the last packet. */
  lastSide: 22,
  /** When the last SYN and the SYN+ACK were seen, -1 before. */
  synTime: 23,
  synAckTime: 24,
  /** From the place of the capture to each side and back, as the handshake shows it; 0 while unknown. */
  way: 25,
  /** Whether each side's last data filled the other one's window. */
  full: 27,
  /** The last packet with new data, and the first FIN or reset; 0 for none. */
  dataFrame: 29,
  endFrame: 30,
} as const;
const rowLength = 31;

export const streamMark = { syn: 1, synAck: 2, reset: 4, finFirst: 8, finSecond: 16, established: 32 } as const;

/** Neither side says anything new with these. */
const probing =
  tcpAnalysis.keepAlive |
  tcpAnalysis.keepAliveAcknowledgement |
  tcpAnalysis.zeroWindowProbe |
  tcpAnalysis.zeroWindowProbeAcknowledgement;

export class StreamWatch {
  private pages: Float64Array[] = [];
  private rows = 0;

  /** `onStall` is told of every silence that lasted. */
  constructor(private readonly onStall: (stream: number, stall: Stall) => void) {}

  get count(): number {
    return this.rows;
  }

  /** One number of a stream; `side` where there is one for each. */
  get(stream: number, key: keyof typeof place, side: Side = 0): number {
    return this.pages[stream >>> 10][(stream & 1023) * rowLength + place[key] + side];
  }

  has(stream: number, mark: number): boolean {
    return (this.get(stream, 'marks') & mark) !== 0;
  }

  /** The next packet of a stream, in capture order. */
  feed(stream: number, packet: WatchedPacket): void {
    while (this.rows <= stream) this.open();
    const page = this.pages[stream >>> 10];
    const at = (stream & 1023) * rowLength;
    const { side, time, frame } = packet;
    if (page[at + place.packets]++ === 0) {
      page[at + place.firstTime] = page[at + place.lastTime] = time;
      page[at + place.firstFrame] = page[at + place.lastFrame] = frame;
    }
    const isProbe = (packet.analysis & probing) !== 0;
    if (!isProbe) this.watchSilence(stream, page, at, packet);
    this.watchWindow(stream, page, at, packet);
    this.watchHandshake(page, at, packet);
    this.tally(page, at, packet);
    if (isProbe) return;
    page[at + place.lastTime] = time;
    page[at + place.lastFrame] = frame;
    page[at + place.lastSide] = side;
    const again = (packet.analysis & (sentAgain | tcpAnalysis.outOfOrder)) !== 0;
    if (packet.length === 0 || again) return;
    page[at + place.lastDataSide] = side + 1;
    page[at + place.dataFrame] = frame;
  }

  private open(): void {
    if ((this.rows & 1023) === 0) this.pages.push(new Float64Array(1024 * rowLength));
    const at = (this.rows & 1023) * rowLength;
    const page = this.pages[this.rows >>> 10];
    page[at + place.zeroSince] = page[at + place.zeroSince + 1] = -1;
    page[at + place.finSide] = page[at + place.resetSide] = -1;
    page[at + place.synTime] = page[at + place.synAckTime] = -1;
    this.rows++;
  }

  private watchWindow(stream: number, page: Float64Array, at: number, packet: WatchedPacket): void {
    const { side, analysis, flags, time, frame } = packet;
    const since = page[at + place.zeroSince + side];
    const isZero = (analysis & (tcpAnalysis.zeroWindow | tcpAnalysis.zeroWindowProbeAcknowledgement)) !== 0;
    if (isZero && since < 0 && (flags & (tcpFlag.rst | tcpFlag.fin | tcpFlag.syn)) === 0) {
      page[at + place.zeroSince + side] = time;
      page[at + place.zeroFrame + side] = frame;
    } else if (!isZero && since >= 0 && (analysis & tcpAnalysis.zeroWindowProbe) === 0) {
      page[at + place.zeroSince + side] = -1;
      this.onStall(stream, {
        kind: 'zero-window',
        side,
        from: since,
        to: time,
        fromFrame: page[at + place.zeroFrame + side],
        toFrame: frame,
        way: 0,
      });
    }
  }

  private watchHandshake(page: Float64Array, at: number, { side, flags, time }: WatchedPacket): void {
    const syn = page[at + place.synTime];
    const synAck = page[at + place.synAckTime];
    if ((flags & tcpFlag.syn) === 0) {
      if (synAck >= 0 && page[at + place.way + side] === 0) page[at + place.way + side] = time - synAck;
    } else if ((flags & tcpFlag.ack) === 0) page[at + place.synTime] = time;
    else if (synAck < 0) {
      page[at + place.synAckTime] = time;
      if (syn >= 0) page[at + place.way + side] = time - syn;
    }
  }

  private tally(page: Float64Array, at: number, { side, flags, analysis, length, frame }: WatchedPacket): void {
    let marks = page[at + place.marks];
    if ((flags & tcpFlag.syn) !== 0) marks |= (flags & tcpFlag.ack) !== 0 ? streamMark.synAck : streamMark.syn;
    else if ((flags & tcpFlag.rst) === 0) marks |= streamMark.established;
    if ((flags & tcpFlag.fin) !== 0) {
      if (page[at + place.finSide] < 0) page[at + place.finSide] = side;
      marks |= side === 0 ? streamMark.finFirst : streamMark.finSecond;
    }
    if ((flags & tcpFlag.rst) !== 0 && (marks & streamMark.reset) === 0) {
      marks |= streamMark.reset;
      page[at + place.resetFrame] = frame;
      page[at + place.resetSide] = side;
    }
    if ((flags & (tcpFlag.fin | tcpFlag.rst)) !== 0 && page[at + place.endFrame] === 0)
      page[at + place.endFrame] = frame;
    page[at + place.marks] = marks;
    if ((analysis & (tcpAnalysis.lostSegment | tcpAnalysis.acknowledgedLostSegment)) !== 0)
      page[at + place.notCaptured]++;
    if (length === 0 || (analysis & (tcpAnalysis.keepAlive | tcpAnalysis.zeroWindowProbe)) !== 0) return;
    page[at + place.full + side] = (analysis & tcpAnalysis.windowFull) === 0 ? 0 : 1;
    page[at + place.dataSegments + side]++;
    page[at + place.bytes + side] += length;
    if ((analysis & sentAgain) === 0) return;
    if (page[at + place.resent + side]++ === 0 && page[at + place.firstResent] === 0)
      page[at + place.firstResent] = frame;
  }

  private watchSilence(stream: number, page: Float64Array, at: number, packet: WatchedPacket): void {
    const from = page[at + place.lastTime];
    const silence = packet.time - from;
    if (silence < timeoutThreshold || page[at + place.packets] === 1) return;
    const opened = (page[at + place.marks] & (streamMark.syn | streamMark.synAck)) !== 0;
    const full = page[at + place.full + packet.side] === 1;
    const kind = silenceKind(packet, page[at + place.lastDataSide] - 1, opened, full);
    // Behind a packet of the other side, nothing can come sooner than the network carries it there and back.
    const way = page[at + place.lastSide] === packet.side ? 0 : page[at + place.way + packet.side];
    if (kind === undefined || (kind !== 'retransmission' && silence - way < stallThreshold)) return;
    // While one side cannot take anything, that is what the other one waits for.
    if (page[at + place.zeroSince] >= 0 || page[at + place.zeroSince + 1] >= 0) return;
    this.onStall(stream, {
      kind,
      side: packet.side,
      from,
      to: packet.time,
      fromFrame: page[at + place.lastFrame],
      toFrame: packet.frame,
      way: kind === 'retransmission' ? 0 : way,
    });
  }

  /** Memory in bytes. */
  get bytesHeld(): number {
    return this.pages.length * 1024 * rowLength * 8;
  }
}

/** Why it was silent before a packet; `lastData` is the side that sent data last, -1 for none; `opened` tells whether the first was seen. */
function silenceKind(
  { side, flags, analysis, length }: WatchedPacket,
  lastData: number,
  opened: boolean,
  full: boolean,
): StallKind | undefined {
  if ((analysis & sentAgain) !== 0) return 'retransmission';
  if ((flags & tcpFlag.syn) !== 0) return undefined;
  if (length > 0 && lastData < 0) return opened ? 'greeting' : undefined;
  if (length > 0) return lastData !== side ? 'thinking' : full ? 'window-full' : 'pausing';
  if ((flags & (tcpFlag.fin | tcpFlag.rst)) !== 0) return 'closing';
  return lastData === 1 - side ? 'acknowledging' : undefined;
}
