/** All HTTP exchanges of a capture: rows for a list, and single ones in full. The session's door to them. */
import { F64Vector } from '../../bytes/vector';
import { visible } from '../../bytes/visible';
import type { EngineHost } from '../../host';
import { statusClassName } from '../../protocols/names/http-status';
import type { Task } from '../../view';
import { addressText, endpointText } from '../endpoint-text';
import { type PacketSource, SegmentPayloads } from '../packet-source';
import { curlCommand } from './curl-command';
import { type ExchangeOrder, orderExchanges } from './exchange-order';
import type { ExchangeTable } from './exchange-table';
import { ExchangeTracker } from './exchange-tracker';
import type {
  BodyFraming,
  BodyPart,
  ExchangeDetail,
  ExchangeNote,
  ExchangeRow,
  MessageDetail,
  MessageFrames,
  MessageSide,
} from './exchange-view';
import { exportObjects, type HttpObject, objectsOf, suggestedName } from './export-objects';
import { harTask } from './har';
import { type DecodedBody, decodeBody } from './message-body';
import { MessageReader } from './message-bytes';
import { codingsOf, type MessageHead, mediaTypeOf, readHead } from './message-head';
import { type MessageTable, messageFlag } from './message-table';

/** Bytes of a body that are read, and that it is unpacked to. */
export const maximumBody = 64 * 1024 * 1024;
/** Packed bodies up to this are unpacked to fill in a row's size. */
const unpackedForSize = 1024 * 1024;
const notYet = -1;
const unknown = -2;

/** A source for the tracker and one for whoever looks at single messages: they must not disturb each other. */
export type OpenSource = () => PacketSource;

export class HttpExchanges {
  private readonly tracker: ExchangeTracker;
  private readonly source: PacketSource;
  private readonly reader: MessageReader;
  /** Sizes of unpacked bodies of responses, by exchange. */
  private readonly unpacked = new F64Vector();
  private lastBody: { readonly key: string; readonly body: DecodedBody } | undefined;

  constructor(
    open: OpenSource,
    private readonly host: EngineHost,
  ) {
    this.source = open();
    this.tracker = new ExchangeTracker(open(), () => host.now());
    this.reader = new MessageReader(this.source, new SegmentPayloads(this.source), this.messages);
  }

  /** Looks at more packets for about so many milliseconds. True while there are more. */
  advance(milliseconds: number): boolean {
    return this.tracker.advance(milliseconds);
  }

  /** The capture ends here: what waits for packets that will not come goes on without them. */
  settle(): void {
    this.tracker.settle();
  }

  /** Exchanges found so far, and packets looked at. */
  get count(): number {
    return this.table.length;
  }

  get examined(): number {
    return this.tracker.examined;
  }

  /** Memory in bytes. */
  get bytes(): number {
    return this.table.bytes + this.unpacked.bytes;
  }

  get table(): ExchangeTable {
    return this.tracker.exchanges;
  }

  private get messages(): MessageTable {
    return this.tracker.exchanges.messages;
  }

  /** Row of the message on one side of an exchange, -1 for none. */
  messageOf(exchange: number, side: MessageSide): number {
    return (side === 'request' ? this.table.requests : this.table.responses).get(exchange) - 1;
  }

  streamOf(exchange: number): number {
    const { conversations } = this.source.index.memory;
    return conversations.streamOf(this.messages.conversations.get(this.anyMessage(exchange)));
  }

  private anyMessage(exchange: number): number {
    const request = this.messageOf(exchange, 'request');
    return request < 0 ? this.messageOf(exchange, 'response') : request;
  }

  row(exchange: number): ExchangeRow {
    const { messages, table } = this;
    const request = this.messageOf(exchange, 'request');
    const response = this.messageOf(exchange, 'response');
    const status = response < 0 ? 0 : messages.statuses.get(response);
    return {
      index: exchange,
      stream: this.streamOf(exchange),
      method: request < 0 ? '' : visible(table.methods.get(messages.methods.get(request))),
      url: visible(table.url(exchange)),
      status,
      statusClass: response < 0 ? '' : (statusClassName(status) ?? ''),
      mediaType: response < 0 ? '' : visible(table.mediaTypes.get(messages.mediaTypes.get(response))),
      requestBytes: request < 0 ? 0 : messages.wireLengths.get(request),
      responseBytes: response < 0 ? 0 : messages.wireLengths.get(response),
      bodyBytes: this.bodyBytes(exchange, response),
      start: this.start(exchange),
      timeToFirstByte: this.timeToFirstByte(exchange),
      total: this.total(exchange),
      request: this.framesOf(request),
      response: this.framesOf(response),
      notes: this.notes(exchange),
    };
  }

  private framesOf(message: number): MessageFrames | undefined {
    const { firstFrames, lastFrames } = this.messages;
    return message < 0 ? undefined : { first: firstFrames.get(message), last: lastFrames.get(message) };
  }

  /** Nanoseconds from one packet to another. */
  between(from: number, to: number): number {
    const { table } = this.source.index;
    return Number(table.timeOf(to - 1) - table.timeOf(from - 1));
  }

  start(exchange: number): number {
    return this.between(1, this.messages.firstFrames.get(this.anyMessage(exchange)));
  }

  timeToFirstByte(exchange: number): number | undefined {
    const request = this.messageOf(exchange, 'request');
    const response = this.messageOf(exchange, 'response');
    if (request < 0 || response < 0) return undefined;
    return Math.max(0, this.between(this.messages.lastFrames.get(request), this.messages.firstFrames.get(response)));
  }

  total(exchange: number): number | undefined {
    const request = this.messageOf(exchange, 'request');
    const response = this.messageOf(exchange, 'response');
    if (request < 0 || response < 0) return undefined;
    return this.between(this.messages.firstFrames.get(request), this.messages.lastFrames.get(response));
  }

  /** The response's body unpacked, where that is known or quickly found out. */
  private bodyBytes(exchange: number, response: number): number | undefined {
    if (response < 0) return undefined;
    const { messages } = this;
    if (messages.codings.get(response) === 0) return messages.bodyLengths.get(response);
    while (this.unpacked.length <= exchange) this.unpacked.push(notYet);
    if (this.unpacked.get(exchange) === notYet && messages.has(response, messageFlag.complete)) {
      const small = messages.wireLengths.get(response) <= unpackedForSize;
      const body = small ? this.decoded(exchange, 'response') : undefined;
      this.unpacked.set(exchange, body === undefined || body.state === 'packed' ? unknown : body.bytes.length);
    }
    const size = this.unpacked.get(exchange);
    return size < 0 ? undefined : size;
  }

  /** The same as far as it is known without unpacking anything now; else the packed size. */
  knownBodyBytes(exchange: number): number {
    const size = exchange < this.unpacked.length ? this.unpacked.get(exchange) : notYet;
    return size >= 0 ? size : this.messages.bodyLengths.get(this.messageOf(exchange, 'response'));
  }

  private notes(exchange: number): ExchangeNote[] {
    const { messages, table } = this;
    const request = this.messageOf(exchange, 'request');
    const response = this.messageOf(exchange, 'response');
    const has = (message: number, flag: number): boolean => message >= 0 && messages.has(message, flag);
    const either = (flag: number): boolean => has(request, flag) || has(response, flag);
    const missing = (message: number): boolean => message >= 0 && messages.missing.get(message) > 0;
    const status = response < 0 ? 0 : messages.statuses.get(response);
    const facts: readonly (readonly [note: ExchangeNote, holds: boolean])[] = [
      ['noResponse', response < 0],
      ['noRequest', request < 0],
      ['responseUnfinished', response >= 0 && !has(response, messageFlag.complete)],
      ['requestUnfinished', request >= 0 && !has(request, messageFlag.complete)],
      ['missingBytes', missing(request) || missing(response)],
      ['reset', either(messageFlag.reset)],
      ['chunked', either(messageFlag.chunked)],
      ['untilClose', has(response, messageFlag.untilClose)],
      ['informational', table.informationalCounts.get(exchange) > 0],
      ['pipelined', has(request, messageFlag.pipelined)],
      ['tunnel', has(response, messageFlag.tunnel)],
      ['range', status === 206 || status === 416],
      ['badChunk', either(messageFlag.badChunk)],
    ];
    return facts.filter(([, holds]) => holds).map(([note]) => note);
  }

  /** The head of a message, read anew. */
  headOf(message: number): MessageHead | undefined {
    const { bytes } = this.reader.read(message, 0, this.messages.headLengths.get(message));
    return readHead(bytes, 0, bytes.length);
  }

  private detailOfMessage(message: number): MessageDetail | undefined {
    const head = message < 0 ? undefined : this.headOf(message);
    if (head === undefined) return undefined;
    const { messages } = this;
    return {
      startLine: visible(
        head.kind === 'request'
          ? `${head.method} ${head.target} ${head.version}`
          : `${head.version} ${head.status} ${head.phrase}`.trimEnd(),
      ),
      headers: head.headers.map(({ name, value }) => ({ name: visible(name), value: visible(value) })),
      frames: this.framesOf(message)!,
      headFrame: messages.headFrames.get(message),
      framing: this.framingOf(message),
      headBytes: messages.headLengths.get(message),
      wireBytes: messages.wireLengths.get(message),
      bodyBytes: messages.bodyLengths.get(message),
      missingBytes: messages.missing.get(message),
      complete: messages.has(message, messageFlag.complete),
      partialHead: messages.has(message, messageFlag.partialHead),
      mediaType: visible(mediaTypeOf(head)),
      codings: codingsOf(head).map(visible),
    };
  }

  private framingOf(message: number): BodyFraming {
    const { messages } = this;
    if (messages.has(message, messageFlag.tunnel)) return 'tunnel';
    if (messages.has(message, messageFlag.chunked)) return 'chunked';
    if (messages.has(message, messageFlag.untilClose)) return 'until-close';
    return messages.bodyLengths.get(message) > 0 ? 'length' : 'none';
  }

  detail(exchange: number): ExchangeDetail {
    const { conversations } = this.source.index.memory;
    const message = this.anyMessage(exchange);
    const conversation = this.messages.conversations.get(message);
    const fromSecond = this.messages.has(message, messageFlag.backward) !== this.messageOf(exchange, 'request') < 0;
    return {
      row: this.row(exchange),
      request: this.detailOfMessage(this.messageOf(exchange, 'request')),
      response: this.detailOfMessage(this.messageOf(exchange, 'response')),
      informationalCount: this.table.informationalCounts.get(exchange),
      informational: this.detailOfMessage(this.table.informationals.get(exchange) - 1),
      client: endpointText(conversations, conversation, fromSecond),
      server: endpointText(conversations, conversation, !fromSecond),
    };
  }

  /** Address of the side that answers. */
  serverAddress(exchange: number): string {
    const message = this.anyMessage(exchange);
    const asksFromSecond = this.messages.has(message, messageFlag.backward) !== this.messageOf(exchange, 'request') < 0;
    return addressText(
      this.source.index.memory.conversations,
      this.messages.conversations.get(message),
      !asksFromSecond,
    );
  }

  /** When the exchange began, in nanoseconds since 1970. */
  startTime(exchange: number): bigint {
    return this.source.index.table.timeOf(this.messages.firstFrames.get(this.anyMessage(exchange)) - 1);
  }

  /** The body of a message out of chunks and unpacked, at most `maximumBody` of it. Undefined where there is no such message. */
  decoded(exchange: number, side: MessageSide): DecodedBody | undefined {
    const message = this.messageOf(exchange, side);
    if (message < 0) return undefined;
    const { messages } = this;
    const wire = messages.wireLengths.get(message);
    const key = `${message}/${wire}`;
    if (this.lastBody?.key === key) return this.lastBody.body;
    const start = messages.headLengths.get(message);
    const length = Math.min(wire - start, maximumBody);
    const applied = this.table.codings.get(messages.codings.get(message));
    const body = decodeBody(
      this.host,
      this.reader.read(message, start, length),
      messages.has(message, messageFlag.chunked),
      applied === '' ? [] : applied.split(', '),
      maximumBody,
    );
    const cut = length < wire - start && (body.state === 'complete' || body.state === 'damaged');
    const known: DecodedBody = cut ? { bytes: body.bytes, state: 'limit' } : body;
    this.lastBody = { key, body: known };
    return known;
  }

  /** A part of a body, decoded or as it was sent. */
  body(exchange: number, side: MessageSide, form: 'decoded' | 'sent', from: number, length: number): BodyPart {
    const message = this.messageOf(exchange, side);
    if (message < 0) return { bytes: new Uint8Array(0), total: 0, state: 'complete' };
    if (form === 'decoded') {
      const { bytes, state } = this.decoded(exchange, side)!;
      return { bytes: bytes.slice(from, from + length), total: bytes.length, state };
    }
    const start = this.messages.headLengths.get(message);
    const { bytes, missing } = this.reader.read(message, start + from, length);
    const total = this.messages.wireLengths.get(message) - start;
    return { bytes, total, state: missing.length > 0 ? 'missing' : 'complete' };
  }

  /** Indices of exchanges for a list. */
  ordered(order: ExchangeOrder): Uint32Array {
    const { table } = this.source.index;
    return orderExchanges(this, order, (frame) => table.conversationOf(frame - 1));
  }

  /** A command that sends the request again; empty where the request is not in the capture. */
  curl(exchange: number): string {
    const request = this.messageOf(exchange, 'request');
    const head = request < 0 ? undefined : this.headOf(request);
    if (head === undefined) return '';
    return curlCommand(head, this.table.url(exchange), this.decoded(exchange, 'request')!.bytes);
  }

  /** A safe file name for a body. */
  bodyName(exchange: number, side: MessageSide): string {
    return suggestedName(this, exchange, side);
  }

  /** Writes one decoded body. */
  saveBody(exchange: number, side: MessageSide, path: string): Task {
    const { host } = this;
    return {
      advance: () => {
        const writer = host.createFile(path);
        writer.write(this.decoded(exchange, side)?.bytes ?? new Uint8Array(0));
        writer.commit();
        return { state: 'done', fraction: 1 };
      },
      cancel: () => undefined,
    };
  }

  har(chosen: readonly number[], path: string, program: { readonly name: string; readonly version: string }): Task {
    return harTask(this.host, this, chosen, path, program);
  }

  /** Writes the bodies of exchanges as files into a folder that exists. */
  exportObjects(chosen: readonly number[], folder: string): Task {
    return exportObjects(this.host, this, chosen, folder);
  }

  /** The bodies of exchanges, in the order of their last packets. */
  objects(chosen: Iterable<number>): readonly HttpObject[] {
    return objectsOf(this, chosen);
  }

  countObjects(chosen: readonly number[]): number {
    return this.objects(chosen).length;
  }
}
