/** One open capture: the only door through which the rest of the program reads, filters, changes and saves it. */
import type { SessionFilters } from './session/filter-desk';
import type { SessionOwners } from './session/owner-view';
import type { PacketTree } from './session/packet-tree';
import type { SessionStatistics } from './session/statistics-desk';
import type { Streams } from './session/streams';
import type { HierarchyNode } from './statistics/protocol-hierarchy';
import type { HttpExchanges } from './streams/exchanges/http-exchanges';
import type { StreamVerdicts } from './streams/verdict/stream-verdicts';
import type {
  CaptureStatus,
  ColumnDefinition,
  DetailNode,
  FilterProblem,
  FlowRow,
  FrameNumber,
  PacketDetail,
  PacketRow,
  PacketView,
  Task,
  TcpPoints,
  TimeFormat,
} from './view';

export { CaptureFileError } from './capture-file/capture-file';
export type { HierarchyNode } from './statistics/protocol-hierarchy';
export { type CompletionItem, type PacketView, rowFlag, type Task } from './view';

/** What Find looks for. */
export type FindQuery =
  | { readonly kind: 'filter'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly in: 'list' | 'detail' | 'bytes';
      readonly caseSensitive: boolean;
      readonly regularExpression: boolean;
    };

export interface ColouringRule {
  readonly name: string;
  readonly filter: string;
  readonly enabled: boolean;
}

export interface SaveRequest {
  readonly path: string;
  readonly format: 'pcap' | 'pcap-nanoseconds' | 'pcapng';
  /** Which packets: all, those of the current view, the marked ones, or a range such as `1-40,77`. */
  readonly packets: 'all' | 'displayed' | 'marked' | { readonly range: string };
  readonly withoutIgnored: boolean;
  /** Writes the owners of the packets into a pcapng file. */
  readonly owners?: boolean;
  /** TLS secrets to be written into a pcapng file, in the form of SSLKEYLOGFILE. */
  readonly secrets?: Uint8Array;
}

export interface ExportRequest {
  readonly path: string;
  readonly format: 'csv' | 'json';
  readonly packets: SaveRequest['packets'];
}

/** Facts of Capture File Properties: titled groups of name and value lines, in display order. */
export interface CaptureProperties {
  readonly groups: readonly {
    readonly title: string;
    readonly lines: readonly { readonly name: string; readonly value: string }[];
  }[];
}

/** The earliest and the latest time in a capture, in nanoseconds since 1970. */
export interface TimeSpan {
  readonly first: bigint;
  readonly last: bigint;
}

/** Sequence of packets for Go > Next Packet in Conversation. */
export type ConversationStep = 'next' | 'previous';

/**
 * Values as `tshark -T fields` prints them: for each field asked for, its occurrences in packet order; of a protocol, its line in
 * the tree. Columns go by their names, `_ws.col.protocol`, and by their titles, `_ws.col.Protocol`.
 */
export interface FieldReader {
  read(number: FrameNumber): readonly (readonly string[])[];
}

/** All methods are synchronous and bounded unless their comment says that they are to be called again. */
export interface Session {
  status(): CaptureStatus;
  /** Packets indexed so far. */
  readonly packets: number;
  /**
   * Reads and indexes for about so many milliseconds, also what was appended to the file, until there are `maximumPackets`. True
   * while there is more to be had now.
   */
  advance(milliseconds: number, maximumPackets?: number): boolean;
  /** How often the packets were read from the first one on. When it changes, the views of before tell of an earlier reading. */
  readonly readings: number;
  /** Whether the packets are being read anew; the earlier reading answers until that has come as far. */
  readonly readsAnew: boolean;

  /** What helps to write filters. */
  readonly filters: SessionFilters;
  /** Which process packets belong to. */
  readonly owners: SessionOwners;
  readonly statistics: SessionStatistics;
  /** Starts a view; an invalid filter gives the problem instead. Several can be used side by side. */
  view(filter: string): PacketView | FilterProblem;
  /** Makes a view the one on display: the time since the previous displayed packet counts in it. */
  show(view: PacketView): void;
  /** Rows for the given indices `[from, from + count)` of a view. */
  rows(view: PacketView, from: number, count: number): readonly PacketRow[];
  /** Width in characters of the widest cell of a column in the first packets, for automatic widths. */
  setColumns(columns: readonly ColumnDefinition[]): FilterProblem | undefined;
  setTimeFormat(format: TimeFormat): void;
  /** Shows the names that the capture brings for addresses, in the Source and Destination columns. Off at first. */
  setNameResolution(on: boolean): void;
  setColouringRules(rules: readonly ColouringRule[]): readonly (FilterProblem | undefined)[];
  /** Colour index of the rule of each of `buckets` equal parts of the view (worst rule of the part), for the minimap; 255 for none. */
  minimap(view: PacketView, buckets: number): Uint8Array;

  detail(number: FrameNumber): PacketDetail;
  /** The same lines with the fields and values behind them. */
  tree(number: FrameNumber): PacketTree;
  find(view: PacketView, query: FindQuery, from: FrameNumber, backwards: boolean): FrameFinder | FilterProblem;
  conversationStep(view: PacketView, from: FrameNumber, step: ConversationStep): FrameNumber | undefined;
  /** A filter for the conversation of the packet at the given layer, empty when it has none. */
  conversationFilter(number: FrameNumber, layer: 'ethernet' | 'ip' | 'tcp' | 'udp'): string;

  toggleMark(numbers: readonly FrameNumber[], on: boolean): void;
  /** Leaves packets out of every analysis: they are read anew as `advance` is called; until that is done, the earlier reading answers. */
  toggleIgnore(numbers: readonly FrameNumber[], on: boolean): void;
  setTimeReference(number: FrameNumber, on: boolean): void;
  counts(): {
    readonly marked: number;
    readonly ignored: number;
    readonly timeReferences: number;
    readonly commented: number;
  };
  comments(number: FrameNumber): readonly string[];
  setComments(number: FrameNumber, comments: readonly string[]): void;

  /** Reads the values of chosen fields, packet by packet; names the unknown ones when there are any. */
  fieldReader(names: readonly string[]): FieldReader | { readonly unknown: readonly string[] };
  /** Counts packets and bytes by protocol stack, of the packets of a view. */
  hierarchy(view: PacketView): HierarchyNode;
  /** The streams of the capture, to follow. */
  readonly streams: Streams;
  /** When a packet was captured, in nanoseconds since 1970; undefined where it does not say. */
  time(number: FrameNumber): bigint | undefined;
  /** Length of a packet on the wire, in bytes. */
  bytesOnWire(number: FrameNumber): number;
  /** The captured bytes of a packet. */
  bytes(number: FrameNumber): Uint8Array;

  /** The HTTP requests of the capture with their responses. Begins to look for them when first asked. */
  readonly exchanges: HttpExchanges;
  /** TCP streams in plain words, and which of them have problems. */
  readonly verdicts: StreamVerdicts;
  properties(): CaptureProperties;
  /** Undefined where no packet has a time. */
  timeSpan(): TimeSpan | undefined;
  /** The segments of a TCP stream from a row (counted from 0) on, in batches; undefined when there is no such stream. */
  tcpPoints(stream: number, fromRow: number): TcpPoints | undefined;
  /** The packets at the given indices of a view, as arrows of a sequence diagram. */
  flow(view: PacketView, from: number, count: number): readonly FlowRow[];
  /** A save or export that runs in steps; see `Task`. */
  save(request: SaveRequest, view: PacketView): Task;
  exportPackets(request: ExportRequest, view: PacketView): Task;
  close(): void;
}

/** A search that runs in steps: call `advance` until it returns `undefined` no longer. */
export interface FrameFinder {
  /** The packet found, `none` when there is no further one, or undefined: not yet known, call again. */
  advance(milliseconds: number): FrameNumber | 'none' | undefined;
}

export type { DetailNode };
