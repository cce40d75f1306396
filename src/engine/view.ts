/** The shapes a session gives out: what a window, the command line or another program sees of a capture. */

/** Number of a packet in its capture, counted from 1 as Wireshark's `frame.number`. */
export type FrameNumber = number;

/** How far the reading of a capture has come. */
export interface CaptureStatus {
  /** `reading`: the index pass runs; `complete`: all read; `growing`: all read, the file is watched for more; `failed`: see `problem`. */
  readonly state: 'reading' | 'complete' | 'growing' | 'failed';
  readonly path: string;
  /** For example `pcapng` or `pcap, nanoseconds, big-endian`, with ` (gzip)` where it was compressed. */
  readonly format: string;
  readonly packets: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  /** What is wrong with the file, in one sentence naming the byte offset, if anything is. */
  readonly problem?: CaptureProblem;
  /** True when marks, ignores, comments or time references were changed since the last save. */
  readonly modified: boolean;
}

export interface CaptureProblem {
  readonly kind: 'truncated' | 'damaged' | 'not-a-capture' | 'empty' | 'unreadable' | 'limit';
  readonly message: string;
  /** Offset of the offending byte from the start of the (uncompressed) file. */
  readonly offset: number;
}

/** A column of the packet list. `field` is a filter name such as `ip.ttl`, or `_ws.col.info` and its neighbours. */
export interface ColumnDefinition {
  readonly title: string;
  readonly field: string;
}

/** One row of the packet list. */
export interface PacketRow {
  readonly number: FrameNumber;
  /** Index of the colouring rule that matched, -1 for none. */
  readonly colour: number;
  readonly flags: number;
  readonly cells: readonly string[];
}

/** Bits of `PacketRow.flags`. */
export const rowFlag = {
  marked: 1,
  ignored: 2,
  timeReference: 4,
  commented: 8,
  malformed: 16,
  truncated: 32,
} as const;

export type TimeFormat =
  | 'relative'
  | 'delta'
  | 'delta-displayed'
  | 'absolute'
  | 'absolute-date'
  | 'utc'
  | 'utc-date'
  | 'epoch';

/** The four layers of TCP/IP (RFC 1122, section 1.1.3), which colour the tree, the bytes and the layer strip. */
export type LayerClass = 'network-interface' | 'internet' | 'transport' | 'application';

export type Severity = 'comment' | 'chat' | 'note' | 'warning' | 'error';

/** One line of the packet detail tree. Lines are in display order; `parent` points at an earlier line. */
export interface DetailNode {
  /** Index of the parent line in `PacketDetail.nodes`, -1 for a top-level layer. */
  readonly parent: number;
  readonly kind: 'layer' | 'field' | 'text' | 'issue';
  /** Filter name (`ip.ttl`; for a layer the protocol's, `ip`), empty for a line that cannot be filtered on. */
  readonly field: string;
  /** The line as shown, label included. */
  readonly text: string;
  /** The value alone as `tshark -T fields` prints it: `64`, `0x0800`, `GET`; empty when there is none. */
  readonly value: string;
  /** The value as a display filter would write it (`64`, `10.0.0.1`, `"GET"`), empty when there is none. */
  readonly filterValue: string;
  /** True for what was computed and is not in the bytes. Shown in brackets. */
  readonly generated: boolean;
  /** True for a field that can be filtered on but has no line of its own in the tree. */
  readonly hidden: boolean;
  /** Index into `PacketDetail.buffers`. */
  readonly buffer: number;
  /** Place of the bytes in that buffer; `length` 0 when there are none. */
  readonly at: number;
  readonly length: number;
  readonly layerClass?: LayerClass;
  readonly severity?: Severity;
  /** The packet this line points at (request, response, reassembled in …), when it does. */
  readonly link?: FrameNumber;
}

/** Bytes that the byte pane can show: the frame itself first, then what was reassembled or decompressed. */
export interface DetailBuffer {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One block of the layer strip. */
export interface LayerBlock {
  readonly layerClass: LayerClass;
  /** Bytes of the frame that belong to it. */
  readonly bytes: number;
  /** One line of meaning: `IPv4 10.0.7.41 → 10.0.19.150`. */
  readonly summary: string;
  /** Indices of its layers' lines in `nodes`. */
  readonly nodes: readonly number[];
}

export interface PacketDetail {
  readonly number: FrameNumber;
  readonly nodes: readonly DetailNode[];
  readonly buffers: readonly DetailBuffer[];
  readonly strip: readonly LayerBlock[];
  /** Packets related to this one, for the gutter of the list. */
  readonly related: readonly {
    readonly number: FrameNumber;
    readonly how: 'request' | 'response' | 'acknowledges' | 'segment' | 'retransmission';
  }[];
}

/** Segments of one TCP stream, a column for each fact, all of `count` entries. */
export interface TcpPoints {
  readonly count: number;
  /** Where to ask on, a row counted from 0; undefined when that was all there is. */
  readonly nextRow: number | undefined;
  readonly frame: Uint32Array;
  /** Seconds since the stream's first packet. */
  readonly time: Float64Array;
  /** 1 for a segment of the endpoint that did not send the stream's first packet. */
  readonly backward: Uint8Array;
  /** The flags of the header, 12 bits. */
  readonly flags: Uint16Array;
  /** Bits of `tcpAnalysis`. */
  readonly analysis: Uint32Array;
  /** Relative to the direction's first one. */
  readonly sequence: Uint32Array;
  /** Bytes of payload. */
  readonly length: Uint32Array;
  /** Relative; 0 where the segment acknowledges nothing. */
  readonly acknowledgement: Uint32Array;
  /** Receive window in bytes, scaled where the handshake told by how much. */
  readonly window: Uint32Array;
  /** Seconds from the segment whose last byte this one acknowledges; 0 for none. */
  readonly roundTrip: Float64Array;
  /** Bytes of this direction that were not acknowledged yet; 0 when unknown. */
  readonly inFlight: Uint32Array;
}

/** A packet as an arrow of a sequence diagram. */
export interface FlowRow {
  readonly number: FrameNumber;
  readonly time: string;
  readonly source: string;
  readonly destination: string;
  /** 0 where there are none. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: string;
  readonly info: string;
  /** Index of the colouring rule that matched, -1 for none. */
  readonly colour: number;
}

/** What is wrong in a display filter, and where: `[start, end)` are UTF-16 offsets into its text. */
export interface FilterProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** What the filter bar offers to go on with. */
export interface CompletionItem {
  readonly text: string;
  readonly kind: 'protocol' | 'field' | 'operator' | 'function' | 'value' | 'macro';
  readonly description: string;
  /** Packets in which a value was seen, as far as was looked. */
  readonly packets?: number;
}

/** What there is to say of a filter: that it cannot be, or that it is written in a way that should not be. */
export interface FilterVerdict {
  readonly problem?: FilterProblem;
  /** Deprecated forms and names, and comparisons that may mean something else; empty beside a problem. */
  readonly warnings: readonly FilterProblem[];
}

/** A filter that has a name. In its text `$1` stands for the first argument. */
export interface FilterMacro {
  readonly name: string;
  readonly text: string;
}

/** The packets that a display filter lets through, in capture order. Grows while the capture is read. */
export interface PacketView {
  readonly filter: string;
  /** Packets let through so far. */
  readonly count: number;
  /** Packets looked at so far; the view is up to date when this equals the capture's packets. */
  readonly examined: number;
  /** Why the rest of the packets is let through no more: a pattern took too long. */
  readonly stopped: FilterProblem | undefined;
  /** Looks at more packets for about so many milliseconds. Returns true while there is more to do. */
  advance(milliseconds: number): boolean;
  /** Number of the packet at `index` (0-based) of the view. */
  frameAt(index: number): FrameNumber;
  /** Index in the view of the first packet whose number is not below `number`; `count` when there is none. */
  indexOf(number: FrameNumber): number;
}

/** Something long that runs in steps: call `advance` until it says `done` or `failed`. Dropping it leaves the target untouched. */
export interface Task {
  advance(
    milliseconds: number,
  ):
    | { readonly state: 'running' | 'done'; readonly fraction: number }
    | { readonly state: 'failed'; readonly message: string };
  cancel(): void;
}
