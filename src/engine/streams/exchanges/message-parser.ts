/** Finds the messages in one direction of an HTTP connection while its segments come, reading only what heads and chunk sizes stand in. */
import { behindBreak, hexadecimalAt, lineBreak, skipBlanks } from '../../bytes/lines';
import type { OrderedBytes } from '../ordered-direction';
import type { SegmentPayloads } from '../packet-source';
import { beginsMessage, type Framing, headEnd, type MessageHead, readHead } from './message-head';
import { type MessageTable, messageFlag } from './message-table';

/** What the connection does with the messages that a direction finds. */
export interface MessageReceiver {
  /** A head is there (or what there is of it); gives how the body ends. */
  head(message: number, head: MessageHead): Framing;
  /** A message ended, complete or not. */
  ended(message: number): void;
  /** What follows cannot be told to be messages until a segment begins with one. */
  lost(): void;
  /** The first message behind such a place, which begins at a TCP sequence number. */
  found(sequence: number): void;
}

/** A head, a chunk size or a trailer section longer than this is given up. */
const maximumHead = 1 << 18;
const maximumLine = 1 << 14;
const largestChunk = 2 ** 40;
const noMessage = -1;
const nothing = new Uint8Array(0);

type State =
  | 'idle'
  | 'head'
  | 'length'
  | 'until-close'
  | 'chunk-size'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailer'
  | 'tunnel'
  | 'lost';

export class MessageParser implements OrderedBytes {
  private state: State = 'idle';
  private message = noMessage;
  /** Bytes of the body or chunk that are still to come. */
  private remaining = 0;
  /** The part of a head, a chunk size or a trailer that earlier segments brought. */
  private held: Uint8Array = nothing;
  private heldLength = 0;
  /** Up to where `held` was looked at. */
  private looked = 0;
  private wasLost = false;

  constructor(
    private readonly table: MessageTable,
    private readonly payloads: SegmentPayloads,
    private readonly receiver: MessageReceiver,
    private readonly conversation: number,
    private readonly flags: number,
    private readonly sequenceOf: (row: number) => number,
  ) {}

  /** Whether something is under way that the end of the connection ends. */
  get isOpen(): boolean {
    return this.message !== noMessage;
  }

  deliver(row: number, skip: number, length: number): void {
    let at = skip;
    const end = skip + length;
    if (this.state === 'lost') this.state = 'idle';
    while (at < end) {
      const taken = this.take(row, at, end);
      if (taken <= 0) return;
      at += taken;
    }
  }

  /** Takes some of the payload `[at, end)` of a row and says how much; 0 to leave the rest of the segment. */
  private take(row: number, at: number, end: number): number {
    switch (this.state) {
      case 'tunnel':
      case 'lost':
        return 0;
      case 'length':
      case 'until-close':
      case 'chunk-data':
        return this.takeBody(row, end - at);
      case 'idle':
      case 'head':
      case 'chunk-size':
      case 'chunk-end':
      case 'trailer':
        return this.takeText(row, at, end);
      default:
        return this.state satisfies never;
    }
  }

  private takeBody(row: number, available: number): number {
    const { table, message } = this;
    const taken = this.state === 'until-close' ? available : Math.min(available, this.remaining);
    table.touch(message, row + 1);
    add(table.wireLengths, message, taken);
    add(table.bodyLengths, message, taken);
    this.passBody(taken);
    return taken;
  }

  private passBody(length: number): void {
    if (this.state === 'until-close') return;
    this.remaining -= length;
    if (this.remaining > 0) return;
    if (this.state === 'length') this.complete();
    else this.state = 'chunk-end';
  }

  /** What is read as text: it has to be there. */
  private takeText(row: number, at: number, end: number): number {
    const { payloads } = this;
    payloads.read(row);
    const captured = Math.min(end, payloads.available);
    const from = payloads.start + at;
    const stop = payloads.start + captured;
    const taken = captured > at ? this.takeCaptured(row, payloads.bytes, from, stop, at) : 0;
    // What the capture cut off of the segment is missing like a lost one.
    if (captured < end && at + taken >= captured) {
      this.gap(end - Math.max(captured, at));
      return end - at;
    }
    return taken;
  }

  private takeCaptured(row: number, bytes: Uint8Array, from: number, end: number, at: number): number {
    switch (this.state) {
      case 'idle':
        return this.begin(row, bytes, from, end, at);
      case 'head':
        return this.goOn(row, bytes, from, end);
      case 'chunk-size':
        return this.chunkSize(row, bytes, from, end);
      case 'chunk-end':
        return this.chunkEnd(row, bytes, from, end);
      default:
        return this.trailer(row, bytes, from, end);
    }
  }

  private begin(row: number, bytes: Uint8Array, from: number, end: number, at: number): number {
    // Empty lines before a start line are passed over. RFC 9112, section 2.2.
    let start = from;
    while (start < end && (bytes[start] === 10 || bytes[start] === 13)) start++;
    if (start >= end) return end - from;
    if (beginsMessage(bytes, start, end) === false) {
      this.lose();
      return 0;
    }
    const sequence = (this.sequenceOf(row) + at + start - from) >>> 0;
    this.message = this.table.open(this.conversation, this.flags, row + 1, sequence);
    if (this.wasLost) this.receiver.found(sequence);
    this.wasLost = false;
    this.state = 'head';
    return start - from + this.goOn(row, bytes, start, end);
  }

  private goOn(row: number, bytes: Uint8Array, from: number, end: number): number {
    this.table.touch(this.message, row + 1);
    return this.gather(bytes, from, end, maximumHead, headEnd, (head, start, stop, taken) => {
      this.headDone(row, head, start, stop, true);
      return taken;
    });
  }

  /**
   * Looks for an end in what is held and `[from, end)`. `find` gives the place behind it, or negated and less 1 where to go on.
   */
  private gather(
    bytes: Uint8Array,
    from: number,
    end: number,
    limit: number,
    find: (bytes: Uint8Array, from: number, end: number) => number,
    done: (bytes: Uint8Array, start: number, stop: number, taken: number) => number,
  ): number {
    if (this.heldLength === 0) {
      const stop = find(bytes, from, end);
      if (stop >= 0) return done(bytes, from, stop, stop - from);
      this.looked = -stop - 1 - from;
      this.hold(bytes, from, end);
    } else {
      const before = this.heldLength;
      this.hold(bytes, from, end);
      const stop = find(this.held, this.looked, this.heldLength);
      if (stop >= 0) {
        const { held } = this;
        this.heldLength = 0;
        return done(held, 0, stop, stop - before);
      }
      this.looked = -stop - 1;
    }
    if (this.heldLength > limit) this.giveUp();
    return end - from;
  }

  private hold(bytes: Uint8Array, from: number, end: number): void {
    const length = this.heldLength + end - from;
    if (length > this.held.length) {
      const larger = new Uint8Array(Math.max(1024, length * 2));
      larger.set(this.held.subarray(0, this.heldLength));
      this.held = larger;
    }
    this.held.set(bytes.subarray(from, end), this.heldLength);
    this.heldLength = length;
  }

  private headDone(row: number, bytes: Uint8Array, from: number, end: number, whole: boolean): void {
    const { table, message } = this;
    const head = readHead(bytes, from, end);
    table.headFrames.set(message, row + 1);
    table.headLengths.set(message, end - from);
    add(table.wireLengths, message, end - from);
    if (!whole) table.mark(message, messageFlag.partialHead);
    if (head === undefined) {
      this.lose();
      return;
    }
    const framing = this.receiver.head(message, head);
    if (whole) this.enter(framing);
  }

  private enter(framing: Framing): void {
    const { table, message } = this;
    switch (framing.kind) {
      case 'none':
        this.complete();
        return;
      case 'tunnel':
        table.mark(message, messageFlag.tunnel);
        this.complete();
        this.state = 'tunnel';
        return;
      case 'length':
        this.remaining = framing.length;
        this.state = 'length';
        return;
      case 'chunked':
        table.mark(message, messageFlag.chunked);
        this.state = 'chunk-size';
        return;
      case 'until-close':
        table.mark(message, messageFlag.untilClose);
        this.state = 'until-close';
        return;
      default:
        framing satisfies never;
    }
  }

  private chunkSize(row: number, bytes: Uint8Array, from: number, end: number): number {
    this.table.touch(this.message, row + 1);
    const taken = this.gather(bytes, from, end, maximumLine, lineEnd, (line, start, stop, used) => {
      const size = hexadecimalAt(line, skipBlanks(line, start, stop), stop);
      if (size < 0 || size > largestChunk) {
        this.table.mark(this.message, messageFlag.badChunk);
        this.lose();
      } else if (size === 0) this.state = 'trailer';
      else {
        this.remaining = size;
        this.state = 'chunk-data';
      }
      return used;
    });
    return this.onWire(taken);
  }

  private chunkEnd(row: number, bytes: Uint8Array, from: number, end: number): number {
    this.table.touch(this.message, row + 1);
    if (this.heldLength === 0 && bytes[from] !== 10 && bytes[from] !== 13) {
      this.state = 'chunk-size';
      return this.chunkSize(row, bytes, from, end);
    }
    const taken = this.gather(bytes, from, end, maximumLine, lineEnd, (_line, _start, _stop, used) => {
      this.state = 'chunk-size';
      return used;
    });
    return this.onWire(taken);
  }

  private trailer(row: number, bytes: Uint8Array, from: number, end: number): number {
    this.table.touch(this.message, row + 1);
    let ended = false;
    const taken = this.gather(bytes, from, end, maximumHead, headEnd, (_line, _start, _stop, used) => {
      ended = true;
      return used;
    });
    this.onWire(taken);
    if (ended) this.complete();
    return taken;
  }

  private onWire(length: number): number {
    if (this.message !== noMessage) add(this.table.wireLengths, this.message, length);
    return length;
  }

  gap(length: number): void {
    const { table, message, state } = this;
    const inBody = state === 'length' || state === 'until-close' || state === 'chunk-data';
    if (!inBody) {
      if (state === 'head') this.giveUp();
      else if (state !== 'tunnel') this.lose();
      return;
    }
    const within = state === 'until-close' ? length : Math.min(length, this.remaining);
    for (const list of [table.missing, table.bodyLengths, table.wireLengths]) add(list, message, within);
    this.passBody(within);
    if (within < length) this.lose();
  }

  /** The message under way goes no further: what is there of its head is all that is known of it. */
  private giveUp(): void {
    const { message, state } = this;
    if (state === 'head' && this.heldLength > 0) {
      const length = this.heldLength;
      this.heldLength = 0;
      this.headDone(this.table.lastFrames.get(message) - 1, this.held, 0, length, false);
    }
    this.lose();
  }

  private lose(): void {
    const { message } = this;
    this.message = noMessage;
    this.heldLength = 0;
    if (!this.wasLost) this.receiver.lost();
    this.wasLost = true;
    this.state = 'lost';
    if (message !== noMessage) this.receiver.ended(message);
  }

  private complete(): void {
    const { message } = this;
    this.table.mark(message, messageFlag.complete);
    this.message = noMessage;
    this.heldLength = 0;
    this.state = 'idle';
    this.receiver.ended(message);
  }

  /** The connection belongs to another protocol from here on. */
  handOver(): void {
    if (this.message === noMessage) this.state = 'tunnel';
  }

  /** This direction ends: by FIN, or by a reset of either side. */
  close(reset: boolean): void {
    if (this.message === noMessage) return;
    if (this.state === 'until-close' && !reset) this.complete();
    else {
      if (reset) this.table.mark(this.message, messageFlag.reset);
      this.giveUp();
    }
  }
}

function add(
  list: { get(index: number): number; set(index: number, value: number): void },
  row: number,
  value: number,
) {
  list.set(row, list.get(row) + value);
}

/** The place behind the line that begins at `from`, or where to go on. */
function lineEnd(bytes: Uint8Array, from: number, end: number): number {
  const stop = lineBreak(bytes, from, end);
  const next = stop < 0 ? -1 : behindBreak(bytes, stop, end);
  return next < 0 ? -(stop < 0 ? end : stop) - 1 : next;
}
