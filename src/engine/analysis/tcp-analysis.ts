/**
 * Analyses TCP streams packet by packet: retransmissions, lost and disordered segments, duplicate acknowledgements, windows, keep-alives.
 * The rules are those of the chapter "TCP Analysis" of Wireshark's User's Guide, as version 4.0 applies them.
 */
import type { TcpFacts } from '../declare/dissection';
import { tcpAnalysis, tcpFlag, windowScaling } from '../declare/tcp-analysis';
import type { PacketFindings } from './packet-findings';
import { directionFlag, moment, word } from './tcp-directions';
import { seen, TcpStreams } from './tcp-streams';
import { maximumUnacknowledged, Unacknowledged } from './unacknowledged';

const twentyMilliseconds = 20_000_000;
const threeMilliseconds = 3_000_000;
/** More than this is no flight but a sign of numbers that do not fit together. */
const maximumFlight = 2_000_000_000;
const notPlain = tcpFlag.syn | tcpFlag.fin | tcpFlag.rst;
const countsAsByte = tcpFlag.syn | tcpFlag.fin;

/** The analysis of all TCP streams of a capture. Streams are numbered from 0, opened in that order. */
export class TcpAnalysis {
  readonly streams = new TcpStreams();
  private readonly segments = new Unacknowledged();

  // The packet at hand: its own direction's record, and the other one's.
  private own: Int32Array = new Int32Array(0);
  private at = 0;
  private other: Int32Array = this.own;
  private otherAt = 0;
  private ownTimes: Float64Array = new Float64Array(0);
  private timeAt = 0;
  private stream = 0;
  private direction = 0;
  private frame = 0;
  private time = 0;
  private sequence = 0;
  private acknowledgement = 0;
  private length = 0;
  private flags = 0;
  private window = 0;
  private found = 0;
  private duplicateNumber = 0;
  private duplicateOf = 0;

  /** With `details`, what is not kept for every packet is written there too. */
  constructor(private readonly details?: PacketFindings) {}

  /**
   * Analyses the segment in `facts` and fills in what was found out. `reused` says that the stream was opened on the endpoints of an
   * older one.
   */
  enter(stream: number, forward: boolean, facts: TcpFacts, frame: number, reused: boolean): void {
    this.streams.open(stream);
    if (!facts.hasLength) {
      this.streams.recall(stream, forward, facts, frame);
      return;
    }
    this.select(stream, forward);
    this.frame = frame;
    this.time = facts.time;
    this.sequence = facts.sequence;
    this.acknowledgement = facts.acknowledgement;
    this.length = facts.length;
    this.flags = facts.flags;
    this.window = facts.window;
    this.found = reused ? tcpAnalysis.reusedPorts : 0;
    this.duplicateNumber = 0;
    this.duplicateOf = 0;
    this.reconsiderSyn();
    this.learnBases();
    if ((facts.flags & tcpFlag.ack) !== 0) this.other[this.otherAt + word.flags] &= ~directionFlag.flightUnknown;
    this.findInOwnDirection();
    this.findLostAcknowledged();
    if (facts.length > 0 || (facts.flags & countsAsByte) !== 0) this.findRepeated();
    this.advance();
    this.acknowledge();
    if (this.details !== undefined) this.measureFlight(this.details);
    this.follow();
    facts.analysis = this.found;
    facts.duplicateNumber = this.duplicateNumber;
    facts.duplicateOf = this.duplicateOf;
    facts.sequenceBase = this.own[this.at + word.base];
    facts.acknowledgementBase = this.other[this.otherAt + word.base];
    facts.windowShift = this.own[this.at + word.shift];
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.streams.bytes + this.segments.bytes;
  }

  /** A SYN of this direction offered window scaling by `shift`, or did not. Both sides must, or neither scales. RFC 7323 section 2.2. */
  offerWindowShift(stream: number, forward: boolean, shift: number, acknowledges: boolean, frame: number): void {
    this.select(stream, forward);
    this.frame = frame;
    const own = shift === windowScaling.unknown ? this.own[this.at + word.shift] : shift;
    const theirs = this.other[this.otherAt + word.shift];
    if (own === windowScaling.unknown) {
      this.setOwn(word.shift, windowScaling.unused, directionFlag.spokeAgain);
      if ((this.other[this.otherAt + word.flags] & directionFlag.spoke) !== 0)
        this.streams.changes.add(this.direction ^ 1, frame, word.shift, theirs);
      this.other[this.otherAt + word.shift] = windowScaling.unused;
      return;
    }
    const neither = acknowledges && theirs === windowScaling.unused;
    this.setOwn(word.shift, neither ? windowScaling.unused : own, directionFlag.spokeAgain);
  }

  /** Sets a word that later passes ask for. Where `flag` tells of earlier packets, they go on seeing the old value. */
  private setOwn(key: number, value: number, flag: number): void {
    const { own, at } = this;
    if (own[at + key] === value) return;
    if ((own[at + word.flags] & flag) !== 0) this.streams.changes.add(this.direction, this.frame, key, own[at + key]);
    own[at + key] = value;
  }

  private select(stream: number, forward: boolean): void {
    const { directions } = this.streams;
    const own = this.streams.recordFor(stream * 2 + (forward ? 0 : 1));
    const other = this.streams.recordFor(stream * 2 + (forward ? 1 : 0));
    this.stream = stream;
    this.direction = stream * 2 + (forward ? 0 : 1);
    this.own = directions.pageOf(own);
    this.at = directions.placeOf(own);
    this.ownTimes = directions.timesOf(own);
    this.timeAt = directions.timePlaceOf(own);
    this.other = directions.pageOf(other);
    this.otherAt = directions.placeOf(other);
    this.otherTimes = directions.timesOf(other);
    this.otherTimeAt = directions.timePlaceOf(other);
  }
  private otherTimes: Float64Array = this.ownTimes;
  private otherTimeAt = 0;

  /** A SYN/ACK with another sequence number answers a SYN that reused the ports: the direction starts anew. */
  private reconsiderSyn(): void {
    const { own, at } = this;
    // A SYN sent again begins the numbers of this direction anew, where a stray segment had moved them ahead.
    if (
      (this.flags & (tcpFlag.syn | tcpFlag.ack)) === tcpFlag.syn &&
      (own[at + word.flags] & directionFlag.baseKnown) !== 0
    )
      own[at + word.next] = own[at + word.expected];
    if (
      (this.flags & (tcpFlag.syn | tcpFlag.ack)) === (tcpFlag.syn | tcpFlag.ack) &&
      (own[at + word.flags] & directionFlag.baseKnown) !== 0 &&
      own[at + word.base] !== this.sequence
    ) {
      this.setOwn(word.base, this.sequence, directionFlag.baseKnown);
      this.found |= tcpAnalysis.reusedPorts;
    }
  }

  /** Relative numbers begin with 0 at a SYN; where none was seen, the first byte is number 1. */
  private learnBases(): void {
    const { own, at, other, otherAt } = this;
    if ((own[at + word.flags] & directionFlag.baseKnown) === 0) {
      own[at + word.flags] |= directionFlag.baseKnown;
      own[at + word.base] = (this.flags & tcpFlag.syn) !== 0 ? this.sequence : (this.sequence - 1) | 0;
    }
    if ((other[otherAt + word.flags] & directionFlag.baseKnown) === 0 && (this.flags & tcpFlag.ack) !== 0) {
      other[otherAt + word.flags] |= directionFlag.baseKnown;
      other[otherAt + word.base] = (this.acknowledgement - 1) | 0;
    }
  }

  /** What follows from this direction's last segment, and from the window that the other side offered. */
  private findInOwnDirection(): void {
    const { own, at, other, otherAt, sequence, acknowledgement, length, flags, window } = this;
    const next = own[at + word.next];
    if (length === 1 && sequence === next && other[otherAt + word.window] === 0) {
      this.found |= tcpAnalysis.zeroWindowProbe;
      this.endRepeats();
      return;
    }
    const plain = (flags & notPlain) === 0;
    if (window === 0 && plain) this.found |= tcpAnalysis.zeroWindow;
    if (next !== 0 && ((sequence - next) | 0) > 0 && (flags & tcpFlag.rst) === 0) {
      this.found |= tcpAnalysis.lostSegment;
      own[at + word.flags] |= directionFlag.flightUnknown;
    }
    if (plain) {
      if (length <= 1 && sequence === ((next - 1) | 0)) this.found |= tcpAnalysis.keepAlive;
      if (length > 0) this.findWindowFull();
      else if (sequence === next && acknowledgement === own[at + word.ack]) this.findInRepetition();
    }
    this.endRepeats();
  }

  /** The segment reaches to the very end of the window that the other side offered. */
  private findWindowFull(): void {
    const { other, otherAt } = this;
    const shift = other[otherAt + word.shift];
    if (shift === windowScaling.unknown) return;
    const scale = shift < 0 || (other[otherAt + word.flags] & directionFlag.beforeFirstAck) !== 0 ? 0 : shift;
    const scaled = scale < 32 ? other[otherAt + word.window] << scale : 0;
    const edge = (other[otherAt + word.ack] + scaled) | 0;
    if (((this.sequence + this.length) | 0) === edge) this.found |= tcpAnalysis.windowFull;
  }

  /** An empty segment that repeats sequence and acknowledgement number of the last one. */
  private findInRepetition(): void {
    const { own, at, other, otherAt, window } = this;
    if (window !== own[at + word.window]) {
      if (window !== 0) this.found |= tcpAnalysis.windowUpdate;
      return;
    }
    const answered = other[otherAt + word.findings];
    if (window === 0) {
      if ((answered & tcpAnalysis.zeroWindowProbe) !== 0) this.found |= tcpAnalysis.zeroWindowProbeAcknowledgement;
      return;
    }
    if ((answered & tcpAnalysis.keepAlive) !== 0) {
      this.found |= tcpAnalysis.keepAliveAcknowledgement;
      return;
    }
    own[at + word.repeats] = own[at + word.repeats] < 0 ? 1 : own[at + word.repeats] + 1;
    this.found |= tcpAnalysis.duplicateAcknowledgement;
    this.duplicateNumber = own[at + word.repeats];
    this.duplicateOf = own[at + word.original];
  }

  private endRepeats(): void {
    const { own, at } = this;
    if (this.acknowledgement === own[at + word.ack]) return;
    own[at + word.original] = this.frame;
    own[at + word.repeats] = 0;
  }

  /** Acknowledges more than was seen of the other direction. Told once for each gap. */
  private findLostAcknowledged(): void {
    const { other, otherAt } = this;
    const expected = other[otherAt + word.expected];
    if (expected === 0 || ((this.acknowledgement - expected) | 0) <= 0 || (this.flags & tcpFlag.ack) === 0) return;
    if (this.details !== undefined) this.details.analysed = true;
    const next = other[otherAt + word.next];
    if (((expected - next) | 0) < 0) {
      other[otherAt + word.expected] = next;
      this.found |= tcpAnalysis.acknowledgedLostSegment;
      return;
    }
    if (other[otherAt + word.repeats] === 0) this.found |= tcpAnalysis.acknowledgedLostSegment;
    other[otherAt + word.repeats] = -1;
  }

  /** Tells apart the segments that do not advance the sequence number. */
  private findRepeated(): void {
    if ((this.found & tcpAnalysis.keepAlive) !== 0) return;
    const { own, at, other, otherAt, sequence, length } = this;
    const next = own[at + word.next];
    const acknowledged = other[otherAt + word.ack];
    // A segment that begins one byte back with more than that byte carries new data behind what probed a closed window.
    const behind = next !== 0 && ((sequence - next) | 0) < 0 && !(length > 1 && ((next - 1) | 0) === sequence);
    if (length > 0 && acknowledged !== 0 && ((sequence + length - acknowledged) | 0) <= 0) {
      this.found |= tcpAnalysis.spuriousRetransmission;
      return;
    }
    if (!behind) return;
    if (
      // An acknowledgement of something unseen leaves a count that passes for many.
      other[otherAt + word.repeats] >>> 0 >= 2 &&
      acknowledged === sequence &&
      within(this.time - this.otherTimes[this.otherTimeAt + moment.last], twentyMilliseconds)
    ) {
      this.found |= tcpAnalysis.fastRetransmission;
      return;
    }
    const closes = ((sequence + length + ((this.flags & countsAsByte) !== 0 ? 1 : 0)) | 0) === next;
    if (within(this.time - this.ownTimes[this.timeAt + moment.next], this.disorderLimit()) && !closes) {
      this.found |= tcpAnalysis.outOfOrder;
      return;
    }
    this.found |= tcpAnalysis.retransmission;
    if (this.details !== undefined) this.measureTimeout(this.details);
  }

  /** A segment that comes later than a round trip behind the one that overtook it was sent again, not disordered. */
  private disorderLimit(): number {
    const { streams, stream } = this;
    return (streams.seen.get(stream) & seen.roundTripKnown) !== 0 ? streams.handshakes.get(stream) : threeMilliseconds;
  }

  private advance(): void {
    const { own, at, sequence, length, flags, found } = this;
    const counted = (flags & countsAsByte) !== 0 ? 1 : 0;
    let next = (sequence + length) | 0;
    if ((length > 0 || counted === 1) && own[at + word.count] < maximumUnacknowledged) {
      next = (next + counted) | 0;
      this.noteUnacknowledged(next);
    }
    const before = own[at + word.next];
    if ((found & tcpAnalysis.zeroWindowProbe) === 0) {
      if (before === 0 || ((next - before) | 0) > 0) {
        own[at + word.next] = next;
        own[at + word.nextFrame] = this.frame;
        this.ownTimes[this.timeAt + moment.next] = this.time;
      }
      const expected = own[at + word.expected];
      if (expected === 0 || expected === sequence) own[at + word.expected] = own[at + word.next];
    }
    own[at + word.window] = this.window;
    own[at + word.ack] = this.acknowledgement;
    this.ownTimes[this.timeAt + moment.last] = this.time;
    own[at + word.findings] = found;
  }

  private noteUnacknowledged(next: number): void {
    const { own, at, segments } = this;
    const node = segments.add(this.sequence, next, this.frame, this.time);
    const newest = own[at + word.newest];
    if (newest === 0) own[at + word.oldest] = node;
    else {
      segments.later[newest] = node;
      if (((this.sequence - segments.next[newest]) | 0) < 0) own[at + word.flags] |= directionFlag.disordered;
    }
    own[at + word.newest] = node;
    own[at + word.count]++;
  }

  /** Drops what this segment acknowledges. Lists in order are looked at only as far as they are acknowledged. */
  private acknowledge(): void {
    const { other, otherAt, segments, acknowledgement } = this;
    const disordered = (other[otherAt + word.flags] & directionFlag.disordered) !== 0;
    let before = 0;
    for (let node = other[otherAt + word.oldest]; node !== 0; ) {
      const later = segments.later[node];
      const remaining = (segments.next[node] - acknowledgement) | 0;
      if (remaining > 0) {
        if (((acknowledgement - segments.sequence[node]) | 0) > 0) segments.sequence[node] = acknowledgement;
        if (!disordered) break;
        before = node;
      } else {
        if (remaining === 0 && this.details !== undefined && this.details.acknowledgedFrame === 0)
          this.details.acknowledgedFrame = segments.frame[node];
        if (before === 0) other[otherAt + word.oldest] = later;
        else segments.later[before] = later;
        if (later === 0) other[otherAt + word.newest] = before;
        other[otherAt + word.count]--;
        segments.release(node);
      }
      node = later;
    }
    if (other[otherAt + word.oldest] === 0) other[otherAt + word.flags] &= ~directionFlag.disordered;
  }

  /** What is remembered of the stream behind the packet. */
  private follow(): void {
    const { own, at, flags, stream, streams } = this;
    own[at + word.flags] |=
      (own[at + word.flags] & directionFlag.spoke) === 0 ? directionFlag.spoke : directionFlag.spokeAgain;
    const before = streams.seen.get(stream);
    let state = before;
    const kind = flags & (tcpFlag.syn | tcpFlag.ack);
    if (kind === tcpFlag.ack) {
      own[at + word.flags] &= ~directionFlag.beforeFirstAck;
      state |= (this.length > 0 ? seen.data : seen.ack) | streams.endHandshake(stream, this.time);
    } else if (kind === tcpFlag.syn) {
      own[at + word.flags] |= directionFlag.beforeFirstAck;
      if (before === 0) state |= this.length > 0 ? seen.syn | seen.data : seen.syn;
      state |= streams.beginHandshake(stream, this.time);
    } else if (kind !== 0) {
      own[at + word.flags] |= directionFlag.beforeFirstAck;
      state |= seen.synAck;
    }
    if ((flags & tcpFlag.fin) !== 0) {
      if ((flags & tcpFlag.ack) !== 0) state |= seen.fin;
      streams.noteCloser(this.direction);
    }
    if ((flags & tcpFlag.rst) !== 0) state |= seen.rst;
    if (state !== before) streams.seen.set(stream, state);
    if (this.details === undefined) return;
    const known = (state & seen.roundTripKnown) !== 0;
    this.details.follow(stream, this.frame, kind === tcpFlag.syn, known);
  }

  /** The packet from which a retransmission's delay is counted: the eldest unacknowledged one, or the last that went ahead. */
  private measureTimeout(details: PacketFindings): void {
    const { own, at } = this;
    const oldest = own[at + word.oldest];
    details.retransmissionFrame = oldest === 0 ? own[at + word.nextFrame] : this.segments.frame[oldest];
  }

  private measureFlight(details: PacketFindings): void {
    const { own, at, segments, flags, length } = this;
    if (length === 0 || own[at + word.oldest] === 0 || (own[at + word.flags] & directionFlag.flightUnknown) !== 0)
      return;
    const ordered = (own[at + word.flags] & directionFlag.disordered) === 0;
    const flight = segments.span(own[at + word.oldest], own[at + word.newest], own[at + word.base], ordered);
    details.bytesInFlight = flight > 0 && flight < maximumFlight ? flight - ((flags & countsAsByte) !== 0 ? 1 : 0) : 0;
    details.analysed = true;
    const pushedLast = (own[at + word.flags] & directionFlag.pushedLast) !== 0;
    own[at + word.pushed] = (pushedLast ? 0 : own[at + word.pushed]) + length;
    if ((flags & tcpFlag.psh) !== 0) own[at + word.flags] |= directionFlag.pushedLast;
    else own[at + word.flags] &= ~directionFlag.pushedLast;
    details.pushBytesSent = own[at + word.pushed];
  }
}

/** Time that runs backwards is no short time. */
const within = (elapsed: number, limit: number): boolean => elapsed >= 0 && elapsed < limit;
