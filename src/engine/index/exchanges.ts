/** Requests and the responses to them: a row each, found by packet through the notes. */

import { U32Vector } from '../bytes/vector';
import type { Exchange, RequestRepetition } from '../declare/memory';
import type { TimeOf } from './memory';

/** Unanswered requests of a scope beyond which the oldest are forgotten. */
const maximumOpen = 1 << 16;

export class Exchanges {
  private readonly requests = new U32Vector();
  private readonly responses = new U32Vector();
  private readonly notes = new U32Vector();
  /** By scope: rows of unanswered requests by conversation and key; where there are several, oldest first. */
  private readonly scopes = new Map<string, Map<number | string, number | number[]>>();
  /** Scopes whose requests stay known when they are answered. */
  private readonly lasting = new Set<string>();

  constructor(private readonly timeOf: TimeOf) {}

  /** A request in packet `frame`; gives its row, or that of the request which it repeats. */
  begin(
    conversation: number,
    scope: string,
    key: number | string,
    frame: number,
    note: number,
    repetition: RequestRepetition,
  ): number {
    let open = this.scopes.get(scope);
    if (open === undefined) {
      open = new Map();
      this.scopes.set(scope, open);
    }
    const name = nameOf(conversation, key);
    const rows = open.get(name);
    if (repetition === 'belongs' && typeof rows === 'number') return rows;
    const row = this.requests.push(frame);
    this.responses.push(0);
    this.notes.push(note);
    if (rows === undefined) {
      if (open.size >= maximumOpen) open.delete(open.keys().next().value!);
      open.set(name, row);
    } else if (repetition === 'replaces') open.set(name, row);
    else if (typeof rows === 'number') open.set(name, [rows, row]);
    else rows.push(row);
    if (repetition === 'belongs') this.lasting.add(scope);
    return row;
  }

  /** A response in packet `frame`; gives the row of its request, -1 when none is known. */
  finish(conversation: number, scope: string, key: number | string, frame: number): number {
    const open = this.scopes.get(scope);
    const name = nameOf(conversation, key);
    const rows = open?.get(name);
    if (open === undefined || rows === undefined) return -1;
    const row = typeof rows === 'number' ? rows : rows.shift()!;
    if (this.lasting.has(scope)) {
      if (this.responses.get(row) === 0) this.responses.set(row, frame);
      return row;
    }
    if (typeof rows === 'number' || rows.length === 0) open.delete(name);
    this.responses.set(row, frame);
    return row;
  }

  /** `elapsed` is the time up to the response, or up to packet `until`. */
  get(row: number, until = this.responses.get(row)): Exchange {
    return new KnownExchange(this.requests.get(row), this.responses.get(row), this.notes.get(row), until, this.timeOf);
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.requests.bytes + this.responses.bytes + this.notes.bytes;
  }
}

/** An exchange that tells its time when asked: the first pass never is, and numbers of that length are objects. */
class KnownExchange implements Exchange {
  constructor(
    readonly request: number,
    readonly response: number,
    readonly note: number,
    private readonly until: number,
    private readonly timeOf: TimeOf,
  ) {}

  get elapsed(): bigint {
    return this.until === 0 ? 0n : this.timeOf(this.until) - this.timeOf(this.request);
  }
}

/** One number where the key has 16 bits, as most have: texts would be built for every request and every answer. */
function nameOf(conversation: number, key: number | string): number | string {
  return typeof key === 'number' && key >= 0 && key <= 0xffff && Number.isInteger(key)
    ? conversation * 0x1_0000 + key
    : `${conversation}/${key}`;
}
