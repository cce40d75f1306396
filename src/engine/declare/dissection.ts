/** The walk of one packet: what it starts from, what its layers find out, and the stack of layers it is in. */
import type { EngineHost } from '../host';
import { Layer } from './layer';
import type { Memory } from './memory';
import type { Protocol } from './protocol';
import type { IssueKind, Sink } from './sink';

/** Kinds of addresses that the Source and Destination columns can hold. */
export const addressKind = { none: 0, ether: 1, ipv4: 2, ipv6: 3, text: 4, eui64: 5, fc: 6, ipx: 7 } as const;

/** What the user may choose about decoding. */
export interface DecodeSettings {
  readonly verifyChecksums: boolean;
}

export interface PacketProcess {
  readonly pid: number;
  readonly name: string;
}

/** What a session knows of a packet beside its bytes; absent in the index pass. Times are in nanoseconds. */
export interface FrameContext {
  /** Whether all of the capture was read: what has not come by now does not come. */
  isWhole(): boolean;
  sincePrevious(frame: number): bigint | undefined;
  sinceDisplayed(frame: number): bigint | undefined;
  sinceReference(frame: number): bigint | undefined;
  isTimeReference(frame: number): boolean;
  isMarked(frame: number): boolean;
  isIgnored(frame: number): boolean;
  /** Number of the section of a pcapng file, from 1. */
  sectionNumber(frame: number): number | undefined;
  interfaceId(frame: number): number | undefined;
  interfaceName(frame: number): string | undefined;
  interfaceDescription(frame: number): string | undefined;
  comments(frame: number): readonly string[];
  /** The processes that sent and received it, where they ran on the machine that captured it. */
  processes(frame: number): readonly PacketProcess[];
  colouringRule(frame: number): { readonly name: string; readonly filter: string } | undefined;
}

/** Layers inside layers, and layers of one frame in all, beyond which we stop and say so. */
export const maximumDepth = 64;
export const maximumLayers = 512;

/** Thrown by a read past the end of a layer, caught by `run`; never leaves the dissection. */
const cut = Object.freeze({ cut: true });

/**
 * What stands between protocols in a packet's tree: `segments`, the list of the segments that a PDU was put together from;
 * `quote`, behind which stands what an ICMP error quotes.
 */
export type StackMark = 'segments' | 'quote';

/** Interns stacks of protocols as small numbers: one step a layer. */
export interface StackTable {
  /** The number of the stack `stack` with `protocol` on top. 0 is the empty stack. */
  push(stack: number, protocol: Protocol): number;
  /** The number of the stack `stack` with a mark on top, which is no protocol and which `name` leaves out. */
  mark(stack: number, mark: StackMark): number;
  /** The number of the stack `stack` whose next protocol `name` leaves out, though it stands in the tree. */
  unnamed(stack: number): number;
  /** Ids of a stack's protocols joined with colons: the value of `frame.protocols`. */
  name(stack: number): string;
}

/**
 * Walks packets, one at a time, without allocating anything per packet: layers come from a pool. The same walk serves the index pass
 * (no sink), filters and columns (a sink of values) and the detail pane (a sink of lines).
 */
export class Dissection {
  /** Number of the packet, from 1. */
  frame = 0;
  /** When it was captured: seconds since 1970 (may be negative) and nanoseconds. `hasTime` is false for pcapng simple packets. */
  seconds = 0;
  nanoseconds = 0;
  hasTime = true;
  /** Bytes captured, and bytes that were on the wire. */
  capturedLength = 0;
  originalLength = 0;
  /** Link type of the packet's interface (LINKTYPE_ number), and the interface's index. */
  linkType = 0;
  interfaceIndex = 0;
  /** Where the frame's bytes begin in the buffer they were given in. */
  frameStart = 0;
  /** True in the index pass, when the memory is written. */
  learning = false;
  sink: Sink | undefined;
  /** Media type of the body handed on last, in lower case, and its parameters where a body's structure depends on them. */
  mediaType = '';
  mediaParameters = '';
  /** Decompresses what protocols carry compressed; absent in the index pass, which looks into nothing compressed. */
  inflate: EngineHost['inflate'] | undefined;
  /** Whether the text of the Info column is wanted. */
  wantsInfo = false;

  /** What the walk found. */
  stack = 0;
  protocolColumn = '';
  infoColumn = '';
  addressKind = 0;
  addressBytes: Uint8Array = empty;
  sourceAt = 0;
  destinationAt = 0;
  /** Text of the columns where `addressKind` is `text`. */
  sourceText = '';
  destinationText = '';
  sourcePort = 0;
  destinationPort = 0;
  /** The innermost conversation: its row, its stream number within its kind, and whether the packet goes from its first endpoint to its second. */
  conversation = -1;
  stream = -1;
  forward = true;
  /** How often a network layer, and a transport layer, occurred, quoted ones included. */
  networkLayers = 0;
  transportLayers = 0;
  truncated = false;
  malformed = false;
  /** What a decoder threw, which none should: shown as malformed, and failing the tests. */
  failure: unknown;
  fragmented = false;
  /** True inside the first fragment of a datagram that is not put together: what is missing there is no mistake. */
  unassembled = false;
  /** Set by a layer of which the index pass does not find out all that a later walk shows: filters then decode the packet. */
  undecided = false;
  /** Set by a layer that holds packed bytes, which are not unpacked in the first pass. */
  packed = false;
  /**
   * What the layers said in the first pass to tell this packet from others with the same protocols: `id=value`, one a line. See
   * `Layer.distinguish`.
   */
  traits = '';
  /** How many layers are walked at most, as counted in the stack: all that a filter needs. */
  layerLimit = Number.POSITIVE_INFINITY;
  /** Above 0 inside bytes that an ICMP error quotes: they leave columns and addresses alone. */
  quoting = 0;
  /** Questions to the memory so far that a note answers. */
  remembered = 0;
  /** The payload that TCP hands on in the first pass: in which buffer, where in it, and the sequence number there. */
  private payloadBytes: Uint8Array = empty;
  private payloadStart = 0;
  private payloadSequence = 0;
  /** What the transport layer found, for columns, and what it found in quoted bytes. See `TcpFacts`. */
  readonly tcp = new TcpFacts();
  readonly quotedTcp = new TcpFacts();
  /** The buffer that the walk began with. */
  frameBytes: Uint8Array = empty;
  /** Start of the Info text that stays when a protocol sets the Info column: the notes of TCP analysis, the PDUs before. */
  infoFence = '';
  /** True once the Protocol column is decided: behind the first of several PDUs. */
  columnFixed = false;
  /** Whether a protocol over TCP may ask for more bytes now. */
  canDesegment = false;
  /** What the protocol left with its last `Layer.needMore` for the PDU that begins these bytes; 0 at first. */
  resume = 0;
  /** Set by a protocol over TCP that needs more bytes: offset in which buffer, how many more, and what to leave for `resume`. */
  desegmentBytes: Uint8Array = empty;
  desegmentProtocol: Protocol | undefined;
  desegmentOffset = -1;
  desegmentLength = 0;
  desegmentResume = 0;
  /** How many bytes of the PDU the protocol will look at in the first pass. */
  desegmentLooksAt = 0;

  /** Where in its buffer another message of its protocol follows the layer that ended last, -1 where none does. See `Layer.again`. */
  private followedAt = -1;

  /** How many bytes the layer that ended last takes up by its own headers. See `Layer.trim`. */
  lastReported = 0;

  private depth = 0;
  private layers = 0;
  /** Layers that were pushed on the stack so far. */
  private entered = 0;
  private readonly pool: Layer[] = [];

  constructor(
    readonly memory: Memory,
    readonly stacks: StackTable,
    readonly settings: DecodeSettings,
    readonly context?: FrameContext,
  ) {}

  /** Walks one frame: `capturedLength` bytes of `bytes` from `frameStart`, beginning with `first`. The frame's facts are set before. */
  walk(first: Protocol, bytes: Uint8Array): void {
    this.begin(bytes);
    this.walkFrame(first);
  }

  /** As `walk` from `outermost`, which carries `first` in all of its bytes, where nobody listens: the outermost layer only counts. */
  walkWithin(outermost: Protocol, first: Protocol, bytes: Uint8Array): void {
    this.begin(bytes);
    this.enterUnheard(outermost);
    this.walkFrame(first);
  }

  /** Forgets the packet before. */
  begin(bytes: Uint8Array): void {
    this.stack = 0;
    this.protocolColumn = '';
    this.infoColumn = '';
    this.addressKind = 0;
    this.sourcePort = 0;
    this.destinationPort = 0;
    this.conversation = -1;
    this.stream = -1;
    this.forward = true;
    this.networkLayers = 0;
    this.transportLayers = 0;
    this.truncated = false;
    this.malformed = false;
    this.failure = undefined;
    this.fragmented = false;
    this.unassembled = false;
    this.undecided = false;
    this.packed = false;
    this.traits = '';
    this.entered = 0;
    this.quoting = 0;
    this.remembered = 0;
    this.tcp.present = false;
    this.tcp.analysis = 0;
    this.frameBytes = bytes;
    this.infoFence = '';
    this.columnFixed = false;
    this.canDesegment = false;
    this.resume = 0;
    this.payloadBytes = empty;
    this.desegmentOffset = -1;
    this.depth = 0;
    this.layers = 0;
  }

  /** TCP hands on payload that begins at `start` of a buffer and at a sequence number of the stream. */
  handPayload(bytes: Uint8Array, start: number, sequence: number): void {
    this.payloadBytes = bytes;
    this.payloadStart = start;
    this.payloadSequence = sequence;
  }

  /** The sequence number of a byte of the payload that TCP handed on last, as a signed 32-bit number; NaN for other bytes. */
  sequenceOf(bytes: Uint8Array, at: number): number {
    return bytes === this.payloadBytes ? (this.payloadSequence + at - this.payloadStart) | 0 : Number.NaN;
  }

  private walkFrame(first: Protocol): void {
    const start = this.frameStart;
    this.run(
      first,
      this.frameBytes,
      start,
      start + this.capturedLength,
      Math.max(this.capturedLength, this.originalLength),
      undefined,
    );
  }

  /**
   * Walks one layer: the bytes `[start, end)` of `bytes`, of which headers say that there were `reported`. Returns false when it
   * was cut off by the end of its bytes. Never throws.
   */
  run(
    protocol: Protocol,
    bytes: Uint8Array,
    start: number,
    end: number,
    reported: number,
    parent: Layer | undefined,
    selector = 0,
  ): boolean {
    const walked = protocol.standIn ?? protocol;
    let whole = this.walkLayer(walked, bytes, start, end, reported, parent, selector, false);
    // Messages that follow one another stand side by side, however many: a loop, since handing on would nest them.
    for (let at = this.followedAt; at >= 0 && at < end; at = this.followedAt) {
      this.resume = 0;
      whole = this.walkLayer(walked, bytes, at, end, reported - (at - start), parent, selector, true);
    }
    return whole;
  }

  private walkLayer(
    protocol: Protocol,
    bytes: Uint8Array,
    start: number,
    end: number,
    reported: number,
    parent: Layer | undefined,
    selector: number,
    follows: boolean,
  ): boolean {
    if (this.depth >= maximumDepth || this.layers >= maximumLayers) {
      this.lastReported = reported;
      this.followedAt = -1;
      if (parent !== undefined)
        this.report(
          parent,
          'limit',
          `More than ${maximumDepth} nested or ${maximumLayers} layers: not decoded further`,
          start,
          end - start,
        );
      return false;
    }
    if (protocol.needsBytes && end <= start) {
      this.lastReported = reported;
      return true;
    }
    if (!follows && this.entered++ >= this.layerLimit) {
      this.lastReported = reported;
      this.followedAt = -1;
      return true;
    }
    while (this.pool.length <= this.depth) this.pool.push(new Layer(this));
    const layer = this.pool[this.depth];
    this.depth++;
    this.layers++;
    layer.enter(protocol, bytes, start, end, reported, parent, selector);
    layer.follows = follows;
    if (!follows) this.stack = this.stacks.push(this.stack, protocol);
    if (protocol.setsColumn && end - start >= protocol.columnAfter && this.quoting === 0 && !this.columnFixed)
      this.protocolColumn = protocol.column;
    const sink = this.sink;
    layer.emitting = sink?.enter(layer) ?? false;
    let whole = true;
    try {
      if (end - start < protocol.headerLength) {
        layer.header();
        layer.need(0, protocol.headerLength);
      }
      protocol.dissect(layer);
    } catch (thrown) {
      whole = false;
      this.fail(layer, thrown);
    }
    sink?.leave(layer);
    this.depth = layer.depth - 1;
    this.lastReported = layer.reported;
    this.followedAt = layer.followedAt;
    return whole;
  }

  /**
   * Opens a layer without bytes of its own that nobody listens to: it counts, and stands in the stack, but is not walked. False where
   * somebody listens or a limit is near; otherwise `leaveUnheard` ends it, with the length that `lastReported` then has.
   */
  enterUnheard(protocol: Protocol): boolean {
    if (this.sink !== undefined || this.depth >= maximumDepth || this.layers >= maximumLayers) return false;
    if (this.entered >= this.layerLimit) return false;
    this.count();
    this.stack = this.stacks.push(this.stack, protocol);
    return true;
  }

  leaveUnheard(reported: number): void {
    this.depth--;
    this.lastReported = reported;
    this.followedAt = -1;
  }

  /**
   * Opens a layer that whoever asks walks himself, where nobody listens and no limit is near: it neither sets columns nor stands in
   * the stack. What its walk throws is for `fail`.
   */
  openUnheard(
    protocol: Protocol,
    bytes: Uint8Array,
    start: number,
    end: number,
    reported: number,
    parent: Layer | undefined,
    selector: number,
  ): Layer {
    while (this.pool.length <= this.depth) this.pool.push(new Layer(this));
    const layer = this.pool[this.depth];
    this.count();
    layer.enter(protocol, bytes, start, end, reported, parent, selector);
    layer.follows = false;
    layer.emitting = false;
    return layer;
  }

  /** Counts a layer without bytes of its own. */
  count(): void {
    this.depth++;
    this.layers++;
    this.entered++;
  }

  /** Ends a layer because of what its walk threw: a read past its end, or the decoder's own mistake. */
  fail(layer: Layer, thrown: unknown): void {
    this.depth = layer.depth;
    if (thrown === cut) {
      this.reportCut(layer);
      return;
    }
    const { protocol, start, end } = layer;
    this.failure = thrown;
    this.report(layer, 'malformed', `The ${protocol.title} decoder failed: ${String(thrown)}`, start, end - start);
  }

  /** Ends the walk of `layer` because it needs bytes up to `wanted` (offset into its buffer). */
  cutOff(layer: Layer, wanted: number): never {
    layer.cutBeyondReported = wanted > layer.start + layer.reported;
    throw cut;
  }

  /** Whether a test of the payload at `at` holds; reading past the end means that it does not. */
  holds(test: (layer: Layer, at: number) => boolean, layer: Layer, at: number): boolean {
    try {
      return test(layer, at);
    } catch (thrown) {
      if (thrown === cut) return false;
      throw thrown;
    }
  }

  report(layer: Layer, kind: IssueKind, message: string, start: number, length: number): void {
    if (kind === 'truncated') this.truncated = true;
    else if (kind !== 'limit') this.malformed = true;
    this.sink?.issue(layer, kind, message, start, length);
  }

  /** A layer contradicts itself, and says so with a message of its own. */
  contradict(layer: Layer, start: number, length: number): void {
    this.malformed = true;
    this.sink?.contradiction?.(layer, start, length);
  }

  /** Whether no further layer is going to be walked: nobody wants to know of one. */
  get isFull(): boolean {
    return this.entered >= this.layerLimit;
  }

  /** Whether at most one more layer is going to be walked. */
  get isNearlyFull(): boolean {
    return this.entered + 1 >= this.layerLimit;
  }

  /** Number of layers open now; the pool's next free place. */
  get level(): number {
    return this.depth;
  }

  private reportCut(layer: Layer): void {
    const { shortName } = layer.protocol;
    const length = layer.end - layer.start;
    const isMalformed = layer.cutBeyondReported && !this.unassembled;
    // Who reports an error quotes as much of the packet as he likes: that it ends early is no fault. RFC 1812, section 4.3.2.3.
    if (isMalformed && this.quoting > 0) return;
    const isUnassembled = layer.cutBeyondReported && this.unassembled;
    if (this.wantsInfo && this.quoting === 0)
      this.infoColumn += isMalformed
        ? '[Malformed Packet]'
        : isUnassembled
          ? '[BoundErrorUnreassembled Packet]'
          : '[Packet size limited during capture]';
    if (isUnassembled) this.report(layer, 'limit', `Unreassembled Packet: ${shortName}`, layer.start, length);
    else if (isMalformed) this.report(layer, 'malformed', `Malformed Packet: ${shortName}`, layer.start, length);
    else
      this.report(
        layer,
        'truncated',
        `Packet size limited during capture: ${shortName} truncated`,
        layer.start,
        length,
      );
  }
}

const empty = new Uint8Array(0);

/** What TCP's header said, for the columns of the packet table; of the innermost TCP layer that is not quoted. */
export class TcpFacts {
  present = false;
  /** Sequence numbers are signed 32-bit numbers: an unsigned one may be an object each time it is set. */
  sequence = 0;
  acknowledgement = 0;
  /** Length of the payload in bytes, as the headers state it. */
  length = 0;
  /** Window field as it stands in the header. */
  window = 0;
  flags = 0;
  /** When it came: nanoseconds since the capture's first TCP packet, exact for a hundred days. Only in the first pass. */
  time = 0;
  /** Analysis flags: bits of `tcpAnalysis`. */
  analysis = 0;
  /** Which repetition of the acknowledgement in which packet this is; 0 for none. */
  duplicateNumber = 0;
  duplicateOf = 0;
  /** The stream's number; -1 where too little of the header was captured to tell. */
  stream = -1;
  /** False where the headers do not tell the payload's length: quoted by an ICMP error, or cut within the header's options. */
  hasLength = false;
  /** The sequence numbers that count as 0 in this direction and in the other. */
  sequenceBase = 0;
  acknowledgementBase = 0;
  /** By how many bits the window is shifted, or a value of `windowScaling`. */
  windowShift = -1;
}
