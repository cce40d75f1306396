/** What is known of every TCP stream, and where the records of its two directions are. */
import { F64Vector, U8Vector, U16Vector, U32Vector } from '../bytes/vector';
import type { TcpFacts } from '../declare/dissection';
import { windowScaling } from '../declare/tcp-analysis';
import { Changes } from './changes';
import { directionFlag, TcpDirections, word } from './tcp-directions';

/** Bits of what was seen of a stream: those of `tcp.completeness`, and two of our own. */
export const seen = {
  syn: 1,
  synAck: 2,
  ack: 4,
  data: 8,
  fin: 16,
  rst: 32,
  roundTripKnown: 64,
  synTimeKnown: 128,
} as const;

/** Streams are numbered from 0 and opened in that order. A direction is stream × 2, plus 1 from the second endpoint to the first. */
export class TcpStreams {
  readonly directions = new TcpDirections();
  readonly changes = new Changes();
  readonly seen = new U8Vector();
  /** When the last SYN came (nanoseconds since the capture's first packet); once the first ACK came, the time between them. */
  readonly handshakes = new F64Vector();
  /** Record + 1 of each direction; 0 before it is needed. */
  private readonly records = new U32Vector();
  private readonly serverPorts = new U16Vector();
  /** Which direction of a stream sent the first FIN: 0 none yet, 1 the first endpoint's, 2 the second's. */
  private readonly closers = new U8Vector();

  open(stream: number): void {
    while (this.seen.length <= stream) {
      this.seen.push(0);
      this.serverPorts.push(0);
      this.closers.push(0);
      this.handshakes.push(0);
      this.records.push(0);
      this.records.push(0);
    }
  }

  /** The record of a direction, opened when it is needed first. */
  recordFor(direction: number): number {
    const known = this.records.get(direction);
    if (known !== 0) return known - 1;
    const record = this.directions.open();
    this.records.set(direction, record + 1);
    return record;
  }

  /** Whether a SYN with this sequence number begins a new connection on the endpoints of a stream. RFC 9293 section 3.4.1. */
  reopens(stream: number, forward: boolean, sequence: number): boolean {
    const record = this.recordOf(stream, forward);
    if (record < 0) return false;
    const page = this.directions.pageOf(record);
    const at = this.directions.placeOf(record);
    return (page[at + word.flags] & directionFlag.baseKnown) !== 0 && page[at + word.base] !== sequence;
  }

  /** Fills in what held of a stream at a packet, as later passes need it. */
  recall(stream: number, forward: boolean, facts: TcpFacts, frame: number): void {
    facts.windowShift = this.valueAt(stream, forward, word.shift, frame, windowScaling.unknown);
    facts.sequenceBase = facts.hasLength ? this.valueAt(stream, forward, word.base, frame, 0) : 0;
    facts.acknowledgementBase = facts.hasLength ? this.valueAt(stream, !forward, word.base, frame, 0) : 0;
  }

  /** A SYN was sent: the clock of the handshake runs until the first plain ACK. Returns what to add to `seen`. */
  beginHandshake(stream: number, time: number): number {
    if ((this.seen.get(stream) & seen.roundTripKnown) !== 0) return 0;
    this.handshakes.set(stream, time);
    return seen.synTimeKnown;
  }

  /** A plain ACK came. A time of nothing counts as none. */
  endHandshake(stream: number, time: number): number {
    if ((this.seen.get(stream) & (seen.synTimeKnown | seen.roundTripKnown)) !== seen.synTimeKnown) return 0;
    const roundTrip = time - this.handshakes.get(stream);
    if (roundTrip === 0) return 0;
    this.handshakes.set(stream, roundTrip);
    return seen.roundTripKnown;
  }

  noteCloser(direction: number): void {
    const stream = direction >>> 1;
    if (this.closers.get(stream) === 0) this.closers.set(stream, (direction & 1) + 1);
  }

  /** Whether this direction sent its FIN before the other one did. RFC 9293 section 3.6. */
  closesFirst(stream: number, forward: boolean): boolean {
    return stream >= 0 && stream < this.closers.length && this.closers.get(stream) === (forward ? 1 : 2);
  }

  /** The port that a SYN was sent to; 0 when none was seen. */
  serverPortOf(stream: number): number {
    return stream >= 0 && stream < this.serverPorts.length ? this.serverPorts.get(stream) : 0;
  }

  noteServerPort(stream: number, port: number): void {
    this.serverPorts.set(stream, port);
  }

  /** Bits of `tcp.completeness`. */
  completenessOf(stream: number): number {
    return stream >= 0 && stream < this.seen.length ? this.seen.get(stream) & 0x3f : 0;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return (
      this.directions.bytes +
      this.changes.bytes +
      this.seen.bytes +
      this.handshakes.bytes +
      this.records.bytes +
      this.serverPorts.bytes +
      this.closers.bytes
    );
  }

  private recordOf(stream: number, forward: boolean): number {
    const direction = stream * 2 + (forward ? 0 : 1);
    return direction < 0 || direction >= this.records.length ? -1 : this.records.get(direction) - 1;
  }

  private valueAt(stream: number, forward: boolean, key: number, frame: number, otherwise: number): number {
    const record = this.recordOf(stream, forward);
    if (record < 0) return otherwise;
    return (
      this.changes.before(stream * 2 + (forward ? 0 : 1), frame, key) ??
      this.directions.pageOf(record)[this.directions.placeOf(record) + key]
    );
  }
}
