/** One HTTP connection while it is read: both directions, and which response answers which request. */
import { tcpFlag } from '../../declare/tcp-analysis';
import type { PacketTable } from '../../index/packet-table';
import { OrderedDirection } from '../ordered-direction';
import type { SegmentPayloads } from '../packet-source';
import type { ExchangeTable } from './exchange-table';
import { type Framing, framingOf, type MessageHead } from './message-head';
import { MessageParser, type MessageReceiver } from './message-parser';
import { messageFlag } from './message-table';

/** A request that waits for its response. */
interface Waiting {
  readonly exchange: number;
  readonly message: number;
  readonly method: string;
  /** What its sender had received then: an acknowledgement number. */
  readonly received: number;
}

/** Requests of one side that wait, oldest first. */
class Queue {
  private waiting: Waiting[] = [];
  private first = 0;

  get length(): number {
    return this.waiting.length - this.first;
  }

  push(waiting: Waiting): void {
    this.waiting.push(waiting);
  }

  at(index: number): Waiting | undefined {
    return this.waiting[this.first + index];
  }

  shift(): Waiting | undefined {
    const found = this.waiting[this.first];
    if (found === undefined) return undefined;
    this.first++;
    if (this.first > 1024 && this.first * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.first);
      this.first = 0;
    }
    return found;
  }
}

/** What one direction is read with. */
class Side {
  readonly order = new OrderedDirection();
  readonly queue = new Queue();
  /** Sequence number at which its messages were last lost from sight. */
  lostAt = 0;
  finished = false;
  /** Sequence number of the FIN, -1 before it. */
  finAt = -1;

  constructor(readonly parser: MessageParser) {}

  /** Ends the direction once all before its FIN is there. */
  closeIfDue(): void {
    if (this.finished || this.finAt < 0 || this.order.isWaiting || ((this.finAt - this.order.next) | 0) > 0) return;
    this.finished = true;
    this.parser.close(false);
  }

  /** The FIN is acknowledged: what is missing before it was received, and is not in the capture. */
  closeIfReceived(acknowledged: number): void {
    if (this.finished || this.finAt < 0 || this.order.isWaiting || ((acknowledged - this.finAt) | 0) <= 0) return;
    const missing = (this.finAt - this.order.next) | 0;
    if (missing > 0 && this.order.next >= 0) this.parser.gap(missing);
    this.finished = true;
    this.parser.close(false);
  }
}

export class Connection {
  private readonly sides: readonly [Side, Side];
  private tunnel = false;

  constructor(
    conversation: number,
    private readonly packets: PacketTable,
    payloads: SegmentPayloads,
    private readonly exchanges: ExchangeTable,
  ) {
    const sequenceOf = (row: number): number => this.sequenceOf(row);
    const side = (backward: boolean): Side =>
      new Side(
        new MessageParser(
          exchanges.messages,
          payloads,
          this.receiver(backward),
          conversation,
          backward ? messageFlag.backward : 0,
          sequenceOf,
        ),
      );
    this.sides = [side(false), side(true)];
  }

  /** The sequence number of a row's first byte of payload. */
  private sequenceOf(row: number): number {
    const isSyn = (this.packets.tcpFlagsOf(row) & tcpFlag.syn) !== 0;
    return (this.packets.sequenceOf(row) + (isSyn ? 1 : 0)) >>> 0;
  }

  get isClosed(): boolean {
    return this.tunnel || this.sides.every(({ finished }) => finished);
  }

  /** A packet of the connection. `length` is that of its payload in bytes. */
  packet(row: number, backward: boolean, length: number): void {
    const { packets } = this;
    const side = this.sides[backward ? 1 : 0];
    const other = this.sides[backward ? 0 : 1];
    const flags = packets.tcpFlagsOf(row);
    if ((flags & tcpFlag.syn) !== 0 && side.order.next < 0) side.order.begin(packets.sequenceOf(row));
    if ((flags & tcpFlag.ack) !== 0) {
      other.order.acknowledge(packets.acknowledgementOf(row));
      if (other.order.isWaiting) other.order.decide(packets.timeOf(row), other.parser);
      other.closeIfReceived(packets.acknowledgementOf(row));
    }
    if ((flags & tcpFlag.rst) !== 0) {
      this.finish(true);
      return;
    }
    if (length > 0) side.order.feed(row, this.sequenceOf(row), length, packets.timeOf(row), side.parser);
    if (side.order.isWaiting) side.order.decide(packets.timeOf(row), side.parser);
    if (side.order.next < 0) side.order.next = this.sequenceOf(row);
    if ((flags & tcpFlag.fin) !== 0) side.finAt = (this.sequenceOf(row) + length) >>> 0;
    side.closeIfDue();
  }

  /** No more packets will come. */
  finish(reset: boolean): void {
    for (const side of this.sides) {
      side.order.finish(side.parser);
      side.parser.close(reset);
      if (reset) side.finished = true;
    }
  }

  /** Delivers what waits for bytes that are not in the capture. */
  settle(): void {
    for (const side of this.sides) {
      side.order.finish(side.parser);
      side.closeIfDue();
    }
  }

  private receiver(backward: boolean): MessageReceiver {
    const own = backward ? 1 : 0;
    return {
      head: (message, head) => this.head(own, message, head),
      ended: () => undefined,
      lost: () => {
        this.sides[own].lostAt = this.sides[own].order.next;
      },
      found: (sequence) => this.found(own, sequence),
    };
  }

  /**
   * Messages are seen again, from `sequence` on. Requests whose answers were lost from sight stay unanswered: their sender had
   * received such an answer when it sent the next one.
   */
  private found(own: number, sequence: number): void {
    const { lostAt } = this.sides[own];
    const { queue } = this.sides[1 - own];
    for (let next = queue.at(1); next !== undefined; next = queue.at(1)) {
      const afterLoss = ((next.received - lostAt) | 0) > 0 && ((sequence - next.received) | 0) >= 0;
      if (!afterLoss) return;
      queue.shift();
    }
  }

  private head(own: number, message: number, head: MessageHead): Framing {
    return head.kind === 'request' ? this.request(own, message, head) : this.response(own, message, head);
  }

  private request(own: number, message: number, head: MessageHead): Framing {
    const exchange = this.exchanges.request(message, head);
    if (this.sides[own].queue.length > 0) this.exchanges.messages.mark(message, messageFlag.pipelined);
    const received = this.packets.acknowledgementOf(this.exchanges.messages.firstFrames.get(message) - 1);
    this.sides[own].queue.push({ exchange, message, method: head.method, received });
    return framingOf(head, '');
  }

  private response(own: number, message: number, head: MessageHead): Framing {
    const { exchanges } = this;
    const { queue } = this.sides[1 - own];
    if (head.status >= 100 && head.status < 200 && head.status !== 101) {
      exchanges.informational(message, head, queue.at(0)?.exchange ?? -1);
      return { kind: 'none' };
    }
    const asked = queue.shift();
    exchanges.response(message, head, asked?.exchange ?? -1);
    const framing = framingOf(head, asked?.method ?? '');
    if (framing.kind === 'tunnel') {
      this.tunnel = true;
      this.sides[1 - own].parser.handOver();
    }
    return framing;
  }
}
