/** Requests and the responses to them: a row each, found by packet through the notes. */

import { U32Vector } from '../bytes/vector';
import type { Exchange } from '../declare/memory';
import type { TimeOf } from './memory';

/** Unanswered requests beyond which the oldest are forgotten. */
const maximumOpen = 1 << 16;

export class Exchanges {
  private readonly requests = new U32Vector();
  private readonly responses = new U32Vector();
  private readonly notes = new U32Vector();
  /** Rows of unanswered requests by conversation, scope and key, oldest first. */
  private readonly open = new Map<string, number[]>();

  constructor(private readonly timeOf: TimeOf) {}

  /** A request in packet `frame`; gives its row. */
  begin(conversation: number, scope: string, key: number | string, frame: number, note: number): number {
    const row = this.requests.push(frame);
    this.responses.push(0);
    this.notes.push(note);
    const name = `${conversation}/${scope}/${key}`;
    const rows = this.open.get(name);
    if (rows !== undefined) rows.push(row);
    else {
      if (this.open.size >= maximumOpen) this.open.delete(this.open.keys().next().value!);
      this.open.set(name, [row]);
    }
    return row;
  }

  /** A response in packet `frame`; gives the row of its request, -1 when none is known. */
  finish(conversation: number, scope: string, key: number | string, frame: number): number {
    const name = `${conversation}/${scope}/${key}`;
    const rows = this.open.get(name);
    if (rows === undefined) return -1;
    const row = rows.shift()!;
    if (rows.length === 0) this.open.delete(name);
    this.responses.set(row, frame);
    return row;
  }

  get(row: number): Exchange {
    const request = this.requests.get(row);
    const response = this.responses.get(row);
    return {
      request,
      response,
      note: this.notes.get(row),
      elapsed: response === 0 ? 0n : this.timeOf(response) - this.timeOf(request),
    };
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.requests.bytes + this.responses.bytes + this.notes.bytes;
  }
}
