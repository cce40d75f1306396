/** One layer of a packet while it is walked: bounded reads, lines added to the sink, payload handed to the next protocol. */
import type { Dissection } from './dissection';
import type { Field, FieldValue } from './field';
import type { Exchange, Memory } from './memory';
import type { Protocol } from './protocol';
import type { HeuristicList, ProtocolTable } from './table';

/**
 * All offsets are bytes from the layer's start. A read or a field that goes past the captured end of the layer ends the walk of
 * this layer: what was added before stays, and the layer is marked truncated or malformed. No read ever leaves the layer.
 */
export class Layer {
  protocol!: Protocol;
  parent: Layer | undefined;
  /** The buffer this layer lies in: the frame's, or that of a reassembled PDU. */
  bytes!: Uint8Array;
  /** Offset of the layer's first byte in `bytes`, and of the byte behind its last captured one. */
  start = 0;
  end = 0;
  /** Length in bytes that the enclosing headers give the layer; more than `available` where the capture cut it. */
  reported = 0;
  /** Whether anybody listens to `add`: guard work that only serves it. */
  emitting = false;
  depth = 0;
  /** The value by which the parent chose this protocol from a table, 0 without one. */
  selector = 0;
  cutBeyondReported = false;
  /** True for a message that stands behind another one of its protocol in the same bytes. See `again`. */
  follows = false;
  /** Where in `bytes` another message follows, -1 where none does. */
  followedAt = -1;

  constructor(readonly dissection: Dissection) {}

  enter(
    protocol: Protocol,
    bytes: Uint8Array,
    start: number,
    end: number,
    reported: number,
    parent: Layer | undefined,
    selector: number,
  ): void {
    this.selector = selector;
    this.protocol = protocol;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.reported = reported;
    this.parent = parent;
    this.depth = this.dissection.level;
    this.cutBeyondReported = false;
    this.followedAt = -1;
  }

  // Reading.

  /** Bytes of the layer that were captured. */
  get available(): number {
    return this.end - this.start;
  }

  get memory(): Memory {
    return this.dissection.memory;
  }

  /** True in the first pass over the capture. */
  get learning(): boolean {
    return this.dissection.learning;
  }

  /** True when lines and their texts are wanted, not only values. */
  get inTree(): boolean {
    return this.emitting && this.dissection.sink!.tree;
  }

  /** Whether one of these fields would go anywhere: guard work that only serves a few. */
  wants(...fields: readonly Field[]): boolean {
    return this.wantsAny(fields);
  }

  wantsAny(fields: readonly Field[]): boolean {
    const { sink } = this.dissection;
    if (!this.emitting || sink === undefined) return false;
    if (sink.wants === undefined) return true;
    for (const field of fields) if (sink.wants(field)) return true;
    return false;
  }

  /** True when the Info text is wanted from this layer. */
  get wantsInfo(): boolean {
    return this.dissection.wantsInfo && this.dissection.quoting === 0;
  }

  /** Whether `length` bytes at `at` were captured. */
  has(at: number, length: number): boolean {
    return at >= 0 && length >= 0 && this.start + at + length <= this.end;
  }

  /** Ends the walk unless `length` bytes at `at` were captured. */
  need(at: number, length: number): void {
    if (!this.has(at, length)) this.cutOff(at + length);
  }

  /** Ends the walk because bytes up to `wanted` would be needed. */
  cutOff(wanted: number): never {
    return this.dissection.cutOff(this, this.start + wanted);
  }

  u8(at: number): number {
    const p = this.start + at;
    if (p >= this.end || at < 0) this.cutOff(at + 1);
    return this.bytes[p];
  }

  u16(at: number): number {
    const p = this.start + at;
    if (p + 2 > this.end || at < 0) this.cutOff(at + 2);
    return (this.bytes[p] << 8) | this.bytes[p + 1];
  }

  u24(at: number): number {
    const p = this.start + at;
    if (p + 3 > this.end || at < 0) this.cutOff(at + 3);
    return (this.bytes[p] << 16) | (this.bytes[p + 1] << 8) | this.bytes[p + 2];
  }

  /** Signed. */
  i16(at: number): number {
    return (this.u16(at) << 16) >> 16;
  }

  u32(at: number): number {
    const p = this.start + at;
    if (p + 4 > this.end || at < 0) this.cutOff(at + 4);
    const b = this.bytes;
    return ((b[p] << 24) | (b[p + 1] << 16) | (b[p + 2] << 8) | b[p + 3]) >>> 0;
  }

  u48(at: number): number {
    return this.u16(at) * 0x1_0000_0000 + this.u32(at + 2);
  }

  u64(at: number): bigint {
    return (BigInt(this.u32(at)) << 32n) | BigInt(this.u32(at + 4));
  }

  u16le(at: number): number {
    const p = this.start + at;
    if (p + 2 > this.end || at < 0) this.cutOff(at + 2);
    return this.bytes[p] | (this.bytes[p + 1] << 8);
  }

  u24le(at: number): number {
    return this.u16le(at) | (this.u8(at + 2) << 16);
  }

  u32le(at: number): number {
    const p = this.start + at;
    if (p + 4 > this.end || at < 0) this.cutOff(at + 4);
    const b = this.bytes;
    return (b[p] | (b[p + 1] << 8) | (b[p + 2] << 16) | (b[p + 3] << 24)) >>> 0;
  }

  u64le(at: number): bigint {
    return (BigInt(this.u32le(at + 4)) << 32n) | BigInt(this.u32le(at));
  }

  /** A view of bytes, not a copy. */
  slice(at: number, length: number): Uint8Array {
    this.need(at, length);
    return this.bytes.subarray(this.start + at, this.start + at + length);
  }

  /** Text of bytes as UTF-8 with U+FFFD for what is none, up to the first NUL if `untilNul`. */
  text(at: number, length: number, untilNul = false): string {
    let bytes = this.slice(at, length);
    if (untilNul) {
      const nul = bytes.indexOf(0);
      if (nul >= 0) bytes = bytes.subarray(0, nul);
    }
    return utf8.decode(bytes);
  }

  /** Bytes one character each (Latin-1): for comparing protocol words, never for show. */
  latin1(at: number, length: number): string {
    this.need(at, length);
    const from = this.start + at;
    let text = '';
    for (let i = from; i < from + length; i++) text += String.fromCharCode(this.bytes[i]);
    return text;
  }

  /** Offset of the first byte equal to `byte` in `[at, limit)`, or -1; the limit is the captured end at most. */
  find(byte: number, at: number, limit = this.available): number {
    const found = this.bytes.indexOf(byte, this.start + at);
    return found < 0 || found >= this.start + Math.min(limit, this.available) ? -1 : found - this.start;
  }

  // Showing.

  /** Shows the declared header fields. Call it once, when what their computed values need is known. */
  header(): void {
    this.dissection.sink?.header(this);
  }

  /** Tells who follows a stream what the layer carries: `length` bytes at `at`. True when nothing above is wanted. */
  carries(at: number, length: number): boolean {
    return this.dissection.sink?.payload?.(this, this.bytes, this.start + at, Math.max(0, length)) ?? false;
  }

  /** As `carries`, for bytes that were decoded. */
  carriesDecoded(bytes: Uint8Array): boolean {
    return this.dissection.sink?.payload?.(this, bytes, 0, bytes.length) ?? false;
  }

  /** Shows one field at a place; its value is read from there by its type unless given. */
  add(field: Field, at: number, length: number, value?: FieldValue): void {
    if (!this.emitting) return;
    this.need(at, length);
    this.dissection.sink!.add(this, field, this.start + at, length, value);
  }

  /** Shows a computed value; the place, if any, is what it was computed from. */
  addComputed(field: Field, value: FieldValue, at = 0, length = 0): void {
    if (!this.emitting) return;
    this.need(at, length);
    this.dissection.sink!.add(this, field, this.start + at, length, value);
  }

  /** Shows how long an exchange took. */
  addElapsed(field: Field, exchange: Exchange): void {
    if (this.emitting) this.addComputed(field, exchange.elapsed);
  }

  /** Shows a line that cannot be filtered on. */
  addText(at: number, length: number, text: string): void {
    if (!this.inTree) return;
    this.need(at, length);
    this.dissection.sink!.text(this, this.start + at, length, text);
  }

  /** Shows a field with a subtree: what is added until `close` stands below it. */
  open(field: Field, at: number, length: number, value?: FieldValue): void {
    if (!this.emitting) return;
    this.add(field, at, length, value);
    this.dissection.sink!.open();
  }

  /** Shows a line of text with a subtree. */
  openText(at: number, length: number, text: string): void {
    if (!this.inTree) return;
    this.addText(at, length, text);
    this.dissection.sink!.open();
  }

  /** Ends the innermost subtree; `end` (offset) corrects how far its head reaches. Every `open` and `openText` needs one. */
  close(end?: number): void {
    if (this.emitting) this.dissection.sink!.close(this, end === undefined ? undefined : this.start + end);
  }

  /** Replaces the text of the last line. Guard with `inTree` where the text costs something. */
  retitle(text: string): void {
    if (this.inTree) this.dissection.sink!.retitle(text);
  }

  /** Shows the last line even if lines of its field are hidden. */
  reveal(): void {
    if (this.inTree) this.dissection.sink!.reveal?.();
  }

  /** Continues the text of the last line. */
  append(text: string): void {
    if (this.inTree) this.dissection.sink!.append(text);
  }

  /** Continues the layer's own line behind the protocol's title: `, Src Port: 80`. */
  heading(text: string): void {
    if (this.inTree) this.dissection.sink!.heading(this, text);
  }

  /** How many bytes the layer's own line covers: the header, where payload is shown as layers of its own. */
  span(length: number): void {
    if (this.inTree) this.dissection.sink!.span(this, length);
  }

  /** Shows an expert message. One that the layer contradicts itself counts also where nobody listens. */
  remark(field: Field, at = 0, length = 0, value: FieldValue = 1): void {
    if (field.options.group === 'malformed') this.dissection.contradict(this, this.start + at, length);
    this.addComputed(field, value, at, length);
  }

  /** Says that something is wrong without ending the walk. */
  malformed(message: string, at = 0, length = 0): void {
    this.dissection.report(this, 'contradiction', message, this.start + at, Math.min(length, this.available - at));
  }

  /** Says that one of our bounds stopped the decoding. */
  limited(message: string, at = 0, length = 0): void {
    this.dissection.report(this, 'limit', message, this.start + at, Math.min(length, this.available - at));
  }

  /**
   * Tells filters a value that this packet's field has, so that they need not read the packet. Only for fields that have few different
   * values; a protocol that says it for one packet says it for every packet in which the field occurs.
   */
  distinguish(field: Field, value: string | number): void {
    const { dissection } = this;
    if (!dissection.learning || dissection.quoting > 0) return;
    const trait = field.traitOf(value);
    dissection.traits = dissection.traits === '' ? trait : dissection.traits + trait;
  }

  // Columns.

  /** Sets the Protocol column. */
  setColumn(name: string): void {
    if (this.dissection.quoting === 0 && !this.dissection.columnFixed) this.dissection.protocolColumn = name;
  }

  /** Sets the Info column; the last protocol that sets it wins. Guard with `wantsInfo`. */
  setInfo(text: string): void {
    if (this.wantsInfo) this.dissection.infoColumn = this.dissection.infoFence + text;
  }

  /** Continues the Info column, behind `separator` when something stands there already. */
  appendInfo(text: string, separator = ''): void {
    if (!this.wantsInfo) return;
    const before = this.dissection.infoColumn;
    const open = before === this.dissection.infoFence && (before === '' || before.endsWith(' '));
    this.dissection.infoColumn = open ? before + text : before + separator + text;
  }

  /** Walks what leaves the columns as this layer set them. */
  keepingColumns(walk: () => void): void {
    const { dissection } = this;
    const { protocolColumn, infoColumn } = dissection;
    walk();
    dissection.protocolColumn = protocolColumn;
    dissection.infoColumn = infoColumn;
  }

  // Handing on.

  /**
   * Says that by its headers the layer is only `length` bytes long. What lies behind is the enclosing layer's: padding, a trailer,
   * a frame check sequence.
   */
  trim(length: number): void {
    if (length >= this.reported) return;
    this.reported = length;
    this.end = Math.min(this.end, this.start + length);
  }

  /** How many bytes the payload handed on last takes up by its own headers. */
  get carried(): number {
    return this.dissection.lastReported;
  }

  /**
   * Walks payload as the next protocol. `reported` is its length by the headers of this layer; bytes beyond the captured end are
   * missing, not an error. Returns false when it could not be walked to its end.
   */
  next(protocol: Protocol, at: number, reported = this.reported - at, selector = 0): boolean {
    const start = this.start + at;
    if (at < 0 || reported < 0 || start > this.end) this.cutOff(at);
    return this.dissection.run(
      protocol,
      this.bytes,
      start,
      Math.min(this.end, start + reported),
      reported,
      this,
      selector,
    );
  }

  /** As `next`, for payload that `frame.protocols` does not name: Wireshark leaves out what some envelopes hold. */
  nextUnnamed(protocol: Protocol, at: number, reported = this.reported - at, selector = 0): boolean {
    const { dissection } = this;
    dissection.stack = dissection.stacks.unnamed(dissection.stack);
    return this.next(protocol, at, reported, selector);
  }

  /**
   * The bytes from `at` on are another message of the same protocol: when this layer has ended they are walked as a layer of their
   * own beside it. `frame.protocols` names the protocol once for all of them.
   */
  again(at: number): void {
    if (at > 0) this.followedAt = this.start + at;
  }

  /** Walks other bytes (reassembled, decompressed) as a layer of this packet. */
  nextIn(protocol: Protocol, bytes: Uint8Array, at = 0, reported = bytes.length - at, selector = 0): boolean {
    return this.dissection.run(protocol, bytes, at, Math.min(bytes.length, at + reported), reported, this, selector);
  }

  /** Walks payload as what the table names for a value; false when it names nothing that accepts it, and then nothing was walked. */
  nextBy(table: ProtocolTable, value: number, at: number, reported = this.reported - at): boolean {
    const protocol = this.accepted(table, value, at);
    if (protocol === undefined) return false;
    this.next(protocol, at, reported, value);
    return true;
  }

  /** The protocol that the table names for a value, if it takes the payload at `at` for its own. */
  accepted(table: ProtocolTable, value: number, at: number): Protocol | undefined {
    const protocol = table.get(value);
    if (protocol?.accepts === undefined) return protocol;
    return this.dissection.holds(protocol.accepts, this, at) ? protocol : undefined;
  }

  /** As `accepted`, for the ports of the packet: the lower one is the server's more often. */
  acceptedByPort(table: ProtocolTable, at: number): Protocol | undefined {
    const { sourcePort, destinationPort } = this.dissection;
    return (
      this.accepted(table, Math.min(sourcePort, destinationPort), at) ??
      this.accepted(table, Math.max(sourcePort, destinationPort), at)
    );
  }

  /** The first protocol of a list that recognises the payload at `at`. */
  recognise(list: HeuristicList, at: number): Protocol | undefined {
    for (const { protocol, test } of list.entries) if (this.dissection.holds(test, this, at)) return protocol;
    return undefined;
  }

  /** Walks bytes that this packet quotes from another one: they leave the columns, addresses and ports alone. */
  quote(protocol: Protocol, at: number, reported = this.reported - at): boolean {
    this.need(at, 0);
    if (reported <= 0) return true;
    const { dissection } = this;
    const { addressKind, addressBytes, sourceAt, destinationAt, sourcePort, destinationPort } = dissection;
    const { conversation, stream, forward } = dissection;
    dissection.quoting++;
    dissection.stack = dissection.stacks.mark(dissection.stack, 'quote');
    const whole = this.next(protocol, at, reported);
    dissection.quoting--;
    dissection.addressKind = addressKind;
    dissection.addressBytes = addressBytes;
    dissection.sourceAt = sourceAt;
    dissection.destinationAt = destinationAt;
    dissection.sourcePort = sourcePort;
    dissection.destinationPort = destinationPort;
    dissection.conversation = conversation;
    dissection.stream = stream;
    dissection.forward = forward;
    return whole;
  }

  /**
   * For protocols over a byte stream: the PDU that begins at `at` is not complete. Return right after, having shown nothing of it.
   * `missing` is how many more bytes it needs at least: a number, `oneMoreSegment` when that is not known yet, `untilEnd` when only
   * the stream's end tells. The protocol is called again on a layer that begins with the PDU once the bytes are there; it then finds
   * `resume` (say, up to where it has looked for the end) in `dissection.resume`, so that many calls need not scan the same bytes again.
   *
   * `looksAt` promises that in the first pass nobody looks at more than so many bytes from the PDU's beginning, once it is whole: the
   * others are then not copied together, and read as zeros.
   *
   * Returns false when no more bytes can be had (the capture cut this segment, the stream ended): then go on with what is there.
   */
  needMore(at: number, missing: number, resume = 0, looksAt = Number.POSITIVE_INFINITY): boolean {
    const { dissection } = this;
    if (!dissection.canDesegment) return false;
    dissection.desegmentBytes = this.bytes;
    dissection.desegmentProtocol = this.protocol;
    dissection.desegmentOffset = this.start + at;
    dissection.desegmentLength = missing;
    dissection.desegmentResume = resume;
    dissection.desegmentLooksAt = looksAt;
    return true;
  }
}

/** For `Layer.needMore`: unknown how much is missing; try again with the next segment. */
export const oneMoreSegment = 0x0fff_ffff;
/** For `Layer.needMore`: the PDU ends where the stream ends. */
export const untilEnd = 0x0fff_fffe;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
