/** What is kept of every HTTP message: a row of fixed width each. */
import { F64Vector, U8Vector, U16Vector, U32Vector } from '../../bytes/vector';

/** Bits of `flags`. */
export const messageFlag = {
  response: 1,
  /** Sent by the second endpoint of the conversation. */
  backward: 2,
  /** Its end was reached. */
  complete: 4,
  chunked: 8,
  /** The body reaches to the end of the connection. */
  untilClose: 16,
  /** The head is not there as a whole: cut by the capture, lost, or too long. */
  partialHead: 32,
  /** The connection was reset before the end. */
  reset: 64,
  /** The connection belongs to another protocol behind this message. */
  tunnel: 128,
  /** What should have been a chunk was none: the body ends there. */
  badChunk: 256,
  /** Sent before the response to an earlier request had begun. */
  pipelined: 512,
} as const;

export class MessageTable {
  readonly conversations = new U32Vector();
  readonly flags = new U16Vector();
  /** The earliest packet with bytes of the message, the packet that completes its head, and the last one. */
  readonly firstFrames = new U32Vector();
  readonly headFrames = new U32Vector();
  readonly lastFrames = new U32Vector();
  /** TCP sequence number of the first byte. */
  readonly sequences = new U32Vector();
  readonly headLengths = new U32Vector();
  /** Bytes of head and body as they were sent, chunk sizes included and missing ones too. */
  readonly wireLengths = new F64Vector();
  /** Bytes of the body without what chunks add, missing ones included; and how many of them are not in the capture. */
  readonly bodyLengths = new F64Vector();
  readonly missing = new F64Vector();
  readonly statuses = new U16Vector();
  /** Numbers in the tracker's lists of words. */
  readonly methods = new U16Vector();
  readonly mediaTypes = new U16Vector();
  readonly codings = new U8Vector();

  get length(): number {
    return this.flags.length;
  }

  /** Opens a row for a message whose first byte has just come. */
  open(conversation: number, flags: number, frame: number, sequence: number): number {
    this.conversations.push(conversation);
    this.firstFrames.push(frame);
    this.headFrames.push(0);
    this.lastFrames.push(frame);
    this.sequences.push(sequence);
    for (const list of [this.headLengths, this.wireLengths, this.bodyLengths, this.missing]) list.push(0);
    this.statuses.push(0);
    this.methods.push(0);
    this.mediaTypes.push(0);
    this.codings.push(0);
    return this.flags.push(flags);
  }

  has(row: number, flag: number): boolean {
    return (this.flags.get(row) & flag) !== 0;
  }

  mark(row: number, flag: number): void {
    this.flags.set(row, this.flags.get(row) | flag);
  }

  /** A packet brought bytes of the message. */
  touch(row: number, frame: number): void {
    if (frame < this.firstFrames.get(row)) this.firstFrames.set(row, frame);
    if (frame > this.lastFrames.get(row)) this.lastFrames.set(row, frame);
  }

  /** Memory in bytes. */
  get bytes(): number {
    const lists = [
      this.conversations,
      this.flags,
      this.firstFrames,
      this.headFrames,
      this.lastFrames,
      this.sequences,
      this.headLengths,
      this.wireLengths,
      this.bodyLengths,
      this.missing,
      this.statuses,
      this.methods,
      this.mediaTypes,
      this.codings,
    ];
    return lists.reduce((sum, list) => sum + list.bytes, 0);
  }
}

/** Words that come again and again, as numbers; beyond 65,534 of them all further ones are one: the last. */
export class WordList {
  private readonly words: string[] = [''];
  private readonly numbers = new Map<string, number>([['', 0]]);

  constructor(private readonly limit = 0xffff) {}

  numberOf(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    if (this.words.length >= this.limit) return this.limit - 1;
    this.numbers.set(word, this.words.length);
    return this.words.push(word.slice(0, 200)) - 1;
  }

  get(number: number): string {
    return this.words[number];
  }
}
