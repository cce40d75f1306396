/** How regularly the packets of an RTP stream come: jitter, gaps and what is odd, as Wireshark reckons. RFC 3550, section 6.4.1. */
import type { PayloadType } from './payload-types';

export interface RtpPacket {
  readonly frame: number;
  /** Since the capture's first packet. */
  readonly milliseconds: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly type: number;
  readonly payload: PayloadType;
  /** Of the datagram with its headers down to IP. */
  readonly bytes: number;
}

/** What is odd about a packet; the first that holds is told. */
export type Oddity = 'sequence' | 'payload-type' | 'timestamp' | 'marker-missing';

export interface AnalysedPacket {
  readonly packet: RtpPacket;
  /** Since the packet before it. */
  readonly delta: number;
  readonly jitter: number;
  /** How much earlier than by its timestamp it came. */
  readonly skew: number;
  /** Thousands of bits in the second that ends with it. */
  readonly bandwidth: number;
  readonly oddity?: Oddity;
  /** It begins a burst: its timestamp may jump. */
  readonly marked: boolean;
  readonly event: boolean;
}

const comfortNoise: ReadonlySet<number> = new Set([13, 19]);
const telephoneEvent = 'telephone-event';
const bandwidthWindow = 1000;

export class StreamAnalysis {
  packets = 0;
  sequenceErrors = 0;
  maximumDelta = 0;
  maximumDeltaFrame = 0;
  maximumJitter = 0;
  meanJitter = 0;
  maximumSkew = 0;
  /** Whether a packet came out of order, was lost or had a timestamp that goes back. */
  problem = false;
  private readonly payloads = new Set<string>();
  private first: RtpPacket | undefined;
  private last: RtpPacket | undefined;
  /** Timestamp of the last packet that is no event, and the type of the last one that is no comfort noise. */
  private timestamp = 0;
  private regularType = -1;
  private jitter = 0;
  private skew = 0;
  /** The highest sequence number so far, and how far it is from the first one. */
  private sequence = 0;
  private span = 0;
  /** Packets of the last second, those from the `oldest`-th on. */
  private window: RtpPacket[] = [];
  private oldest = 0;
  private windowBytes = 0;

  /** In order of appearance. */
  get payloadNames(): string {
    return [...this.payloads].join(', ');
  }

  /** Packets that there would be if none was lost. */
  get expected(): number {
    return this.packets === 0 ? 0 : this.span + 1;
  }

  /** Milliseconds from the first packet to the last. */
  get duration(): number {
    return this.first === undefined || this.last === undefined ? 0 : this.last.milliseconds - this.first.milliseconds;
  }

  add(packet: RtpPacket): AnalysedPacket {
    const { first, last } = this;
    this.payloads.add(packet.payload.name);
    this.packets++;
    const bandwidth = this.bandwidthWith(packet);
    const event = packet.payload.name === telephoneEvent;
    const analysed =
      first === undefined || last === undefined
        ? this.begin(packet, bandwidth, event)
        : this.goOn(packet, first, last, bandwidth, event);
    this.last = packet;
    if (!event) this.timestamp = packet.timestamp;
    if (!comfortNoise.has(packet.type)) this.regularType = packet.type;
    return analysed;
  }

  private begin(packet: RtpPacket, bandwidth: number, event: boolean): AnalysedPacket {
    this.first = packet;
    this.sequence = packet.sequence;
    return { packet, delta: 0, jitter: 0, skew: 0, bandwidth, marked: packet.marker && packet.timestamp > 0, event };
  }

  private goOn(
    packet: RtpPacket,
    first: RtpPacket,
    last: RtpPacket,
    bandwidth: number,
    event: boolean,
  ): AnalysedPacket {
    const delta = packet.milliseconds - last.milliseconds;
    const wrongSequence = this.outOfSequence(packet.sequence);
    const advances = packet.timestamp > this.timestamp;
    const wrongTimestamp = packet.marker && !advances;
    const marked = packet.marker && advances;
    const followsNoise = comfortNoise.has(last.type);
    if (!event) this.reckonJitter(packet, first, delta);
    if (!event && !marked && !wrongTimestamp && !comfortNoise.has(packet.type) && !followsNoise)
      this.reckonRegular(packet, delta);
    if (wrongSequence || wrongTimestamp) this.problem = true;
    const typeChanged = !comfortNoise.has(packet.type) && this.regularType >= 0 && packet.type !== this.regularType;
    const oddity: Oddity | undefined = wrongSequence
      ? 'sequence'
      : typeChanged
        ? 'payload-type'
        : wrongTimestamp
          ? 'timestamp'
          : followsNoise && packet.type !== last.type && !marked
            ? 'marker-missing'
            : undefined;
    const { jitter, skew } = this;
    return { packet, delta, jitter, skew, bandwidth, ...(oddity === undefined ? {} : { oddity }), marked, event };
  }

  private reckonJitter({ timestamp, milliseconds, payload }: RtpPacket, first: RtpPacket, delta: number): void {
    if (payload.clock === 0) return;
    const ticks = payload.clock / 1000;
    const difference = Math.abs(delta - ((timestamp - this.timestamp) | 0) / ticks);
    this.jitter = (15 * this.jitter + difference) / 16;
    this.skew = ((timestamp - first.timestamp) | 0) / ticks - (milliseconds - first.milliseconds);
    if (Math.abs(this.skew) > Math.abs(this.maximumSkew)) this.maximumSkew = this.skew;
  }

  private reckonRegular({ frame, payload }: RtpPacket, delta: number): void {
    if (delta > this.maximumDelta) [this.maximumDelta, this.maximumDeltaFrame] = [delta, frame];
    if (payload.clock === 0) return;
    this.maximumJitter = Math.max(this.maximumJitter, this.jitter);
    const differences = this.packets - 1;
    this.meanJitter = (this.meanJitter * (differences - 1) + this.jitter) / differences;
  }

  /** Whether a number is not the one behind the highest so far. Numbers have 16 bits and wrap. */
  private outOfSequence(sequence: number): boolean {
    const ahead = ((sequence - this.sequence) << 16) >> 16;
    if (ahead > 0) {
      this.sequence = sequence;
      this.span += ahead;
    }
    if (ahead === 1) return false;
    this.sequenceErrors++;
    return true;
  }

  private bandwidthWith(packet: RtpPacket): number {
    this.window.push(packet);
    this.windowBytes += packet.bytes;
    while (this.window[this.oldest].milliseconds + bandwidthWindow < packet.milliseconds)
      this.windowBytes -= this.window[this.oldest++].bytes;
    // All at once and seldom: a second can have a million packets, and to move up behind each would take their square.
    if (this.oldest * 2 > this.window.length) {
      this.window = this.window.slice(this.oldest);
      this.oldest = 0;
    }
    return (this.windowBytes * 8) / 1000;
  }
}
