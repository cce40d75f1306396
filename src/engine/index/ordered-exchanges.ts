/** Exchanges of connections on which the responses come in the order of the requests, as those of HTTP do. RFC 9112, section 9.3. */

import { NumberRows } from '../bytes/number-rows';
import type { OrderedExchange } from '../declare/memory';
import { KeptBytes } from './kept-bytes';
import type { ReadFrame, TimeOf } from './memory';

/** Words of a row. Exchanges are named by their rows counted from 1: 0 stands for none. */
const word = {
  request: 0,
  response: 1,
  note: 2,
  number: 3,
  previous: 4,
  next: 5,
  first: 6,
  total: 7,
  acknowledgement: 8,
  place: 9,
  length: 10,
} as const;

/** Where a connection stands in the first pass: its last exchange, the oldest that waits for its response, and what was answered. */
export class ConnectionEnd {
  last = 0;
  waiting = 0;
  /** The sequence number behind the last response; NaN where it is not known. */
  answered = Number.NaN;
}

/** Waiting requests that are looked at for the one that a response behind a gap answers. */
const maximumSteps = 64;

/** The bytes that ask: where they are in memory, where in their packet they lie, -1 where they do not, and what their packet acknowledges. */
interface Asking {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
  readonly place: number;
  readonly acknowledgement: number;
}

/**
 * One row an exchange; those of a connection hang together in both directions.
 *
 *   request  response  note  number  previous  next  first exchange  total, in the first  acknowledgement  place  length
 *
 * `place` tells where the bytes that asked lie in the packet, counted from 1; below 0, they are kept under the negated number.
 */
export class OrderedExchanges {
  private readonly rows = new NumberRows(Object.keys(word).length);
  private readonly kept = new KeptBytes();

  constructor(
    private readonly timeOf: TimeOf,
    private readonly readFrame: ReadFrame,
  ) {}

  /** A request in packet `frame` begins an exchange. */
  ask(connection: ConnectionEnd, frame: number, note: number, asking: Asking): number {
    const { rows } = this;
    const { bytes, start, length, place } = asking;
    const row = this.append(connection);
    rows.set(row, word.request, frame);
    rows.set(row, word.note, note);
    rows.set(row, word.place, place >= 0 ? place + 1 : -this.kept.add(bytes.subarray(start, start + length)));
    rows.set(row, word.length, length);
    rows.set(row, word.acknowledgement, asking.acknowledgement);
    if (connection.waiting === 0) connection.waiting = row + 1;
    return row + 1;
  }

  /**
   * A response of `length` bytes in packet `frame` ends the oldest exchange that waits for one; without any, one whose request was not
   * seen. `sequence` is the number of its first byte, NaN where that is not known.
   */
  answer(connection: ConnectionEnd, frame: number, sequence: number, length: number): number {
    const follows = Number.isNaN(sequence) || connection.answered === sequence;
    const asked = follows ? connection.waiting : this.askedAt(connection.waiting, sequence);
    const row = asked === 0 ? this.append(connection) : asked - 1;
    connection.answered = Number.isNaN(sequence) ? sequence : (sequence + length) | 0;
    connection.waiting = this.rows.get(row, word.next);
    this.rows.set(row, word.response, frame);
    return row + 1;
  }

  /**
   * Of the exchanges from `oldest` on the first whose request was sent when everything before `sequence` had arrived: the responses to
   * those before it are missing. The oldest where there is none.
   */
  private askedAt(oldest: number, sequence: number): number {
    for (let exchange = oldest, steps = 0; exchange !== 0 && steps < maximumSteps; steps++) {
      if (this.rows.get(exchange - 1, word.acknowledgement) === sequence) return exchange;
      exchange = this.rows.get(exchange - 1, word.next);
    }
    return oldest;
  }

  /** The note of the request that waits for the next response; 0 without one. */
  waitingNote({ waiting }: ConnectionEnd): number {
    return waiting === 0 ? 0 : this.rows.get(waiting - 1, word.note);
  }

  /** Undefined for 0. */
  get(exchange: number): OrderedExchange | undefined {
    return exchange === 0 ? undefined : new KnownExchange(this, exchange - 1);
  }

  /** For `KnownExchange`: a word of a row. */
  wordOf(row: number, index: number): number {
    return this.rows.get(row, index);
  }

  /** For `KnownExchange`: nanoseconds between two packets. */
  between(request: number, response: number): bigint {
    return this.timeOf(response) - this.timeOf(request);
  }

  /** For `KnownExchange`: the bytes that asked. */
  askedOf(row: number): Uint8Array | undefined {
    const place = this.rows.get(row, word.place);
    if (place <= 0) return this.kept.get(-place);
    const found = this.readFrame(this.rows.get(row, word.request));
    if (found === undefined) return undefined;
    const from = found.start + place - 1;
    return found.bytes.slice(from, from + this.rows.get(row, word.length));
  }

  private append(connection: ConnectionEnd): number {
    const { rows } = this;
    const row = rows.add();
    const { last } = connection;
    const first = last === 0 ? row : rows.get(last - 1, word.first);
    const number = last === 0 ? 1 : rows.get(last - 1, word.number) + 1;
    if (last !== 0) rows.set(last - 1, word.next, row + 1);
    rows.set(row, word.number, number);
    rows.set(row, word.previous, last);
    rows.set(row, word.first, first);
    rows.set(first, word.total, number);
    connection.last = row + 1;
    return row;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.rows.bytes + this.kept.bytes;
  }
}

/** An exchange that looks things up when asked: the first pass asks for next to nothing. */
class KnownExchange implements OrderedExchange {
  constructor(
    private readonly exchanges: OrderedExchanges,
    private readonly row: number,
  ) {}

  get request(): number {
    return this.word(word.request);
  }

  get response(): number {
    return this.word(word.response);
  }

  get note(): number {
    return this.word(word.note);
  }

  get number(): number {
    return this.word(word.number);
  }

  get total(): number {
    return this.exchanges.wordOf(this.word(word.first), word.total);
  }

  get elapsed(): bigint {
    const { request, response } = this;
    return request === 0 || response === 0 ? 0n : this.exchanges.between(request, response);
  }

  get previous(): OrderedExchange | undefined {
    return this.other(word.previous);
  }

  get next(): OrderedExchange | undefined {
    return this.other(word.next);
  }

  get asked(): Uint8Array | undefined {
    return this.exchanges.askedOf(this.row);
  }

  private word(index: number): number {
    return this.exchanges.wordOf(this.row, index);
  }

  private other(index: number): OrderedExchange | undefined {
    return this.exchanges.get(this.word(index));
  }
}
