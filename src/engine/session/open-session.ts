/** Opens a capture as a session: the file being read, its index, and everything that is asked of them. */
import type { CaptureFile } from '../capture-file/capture-file';
import { openCaptureFile } from '../capture-file/open-capture-file';
import type { DecodeSettings } from '../declare/dissection';
import { TreeSink } from '../decode/tree-sink';
import type { CompiledFilter } from '../filter/compiled-filter';
import { FilteredView } from '../filter/filtered-view';
import type { EngineHost } from '../host';
import { packetBit } from '../index/packet-table';
import { catalogue } from '../protocols';
import type {
  CaptureProperties,
  ColouringRule,
  ConversationStep,
  ExportRequest,
  FindQuery,
  FrameFinder,
  SaveRequest,
  Session,
  TimeSpan,
} from '../session';
import { type HierarchyNode, protocolHierarchy } from '../statistics/protocol-hierarchy';
import type { HttpExchanges } from '../streams/exchanges/http-exchanges';
import { tcpPoints } from '../streams/tcp-points';
import type { StreamVerdicts } from '../streams/verdict/stream-verdicts';
import type {
  CaptureStatus,
  ColumnDefinition,
  FilterProblem,
  FlowRow,
  FrameNumber,
  PacketDetail,
  PacketRow,
  PacketView,
  Task,
  TcpPoints,
  TimeFormat,
} from '../view';
import { AddressNames } from './address-names';
import { CaptureReading, largeWindow } from './capture-reading';
import { captureStatus } from './capture-status';
import { conversationFilterOf } from './conversation-filter';
import { conversationStep } from './conversation-step';
import { exportTask } from './export-packets';
import { createFieldReader } from './field-reader';
import { FileHashes } from './file-hashes';
import { FilterDesk } from './filter-desk';
import { frameFinder } from './find';
import { flowRow } from './flow-row';
import { minimapOf } from './minimap';
import { choosePackets, isDisplayed } from './packet-choice';
import { packetDetail } from './packet-detail';
import { carryMarks, PacketMarks } from './packet-marks';
import { PacketOwners } from './packet-owners';
import { type PacketTree, packetTree } from './packet-tree';
import { captureProperties, timeBounds } from './properties';
import { RowDesk } from './row-desk';
import { saveTask } from './save-task';
import { StatisticsDesk } from './statistics-desk';
import { Streams } from './streams';
import { timeCell } from './time-cell';

export { catalogue } from '../protocols';

const defaultSettings: DecodeSettings = { verifyChecksums: false };

/**
 * Opens `path`. The session has read nothing yet: call `advance`. Which process has which socket is told by the sidecar of the
 * capture `ownersOf`.
 * @throws CaptureFileError with a sentence when it is no capture
 */
export async function openSession(
  host: EngineHost,
  path: string,
  settings: DecodeSettings = defaultSettings,
  ownersOf: string = path,
): Promise<Session> {
  const session = new CaptureSession(host, await openCaptureFile(host, path), settings, ownersOf);
  await session.owners.open();
  return session;
}

class CaptureSession implements Session {
  readonly filters: FilterDesk;
  readonly statistics: StatisticsDesk;
  readonly streams: Streams;
  readonly owners: PacketOwners;
  readings = 1;
  private reading: CaptureReading;
  /** A reading that takes the place of `reading` once it has come as far. */
  private nextReading: CaptureReading | undefined;
  private readonly marks: PacketMarks;
  private readonly display: RowDesk;
  private readonly hashes: FileHashes;
  private modified = false;
  private more = true;
  private selected: FrameNumber = 0;
  private shown: PacketView | undefined;

  constructor(
    private readonly host: EngineHost,
    private readonly file: CaptureFile,
    private readonly settings: DecodeSettings,
    ownersOf: string,
  ) {
    this.marks = new PacketMarks(() => this.reading);
    this.reading = this.openReading();
    this.owners = new PacketOwners(host, file, this.reading.index, ownersOf);
    this.hashes = new FileHashes(host, file.path);
    this.filters = new FilterDesk(
      catalogue,
      () => this.reading.filterSource,
      () => this.reading.walker,
      host.now,
      () => this.display.compileAgain(),
    );
    this.display = new RowDesk(
      catalogue,
      () => this.reading,
      (filter) => this.filters.compile(filter),
      (column) => this.filters.columnFields(column),
    );
    this.statistics = new StatisticsDesk(() => this.reading.filterSource, host.now);
    this.streams = new Streams(
      (windowSize) => this.reading.openFilterSource(windowSize),
      () => this.reading.filterSource,
      host,
    );
  }

  private openReading(): CaptureReading {
    const { ignored } = this.marks;
    const isIgnored = (row: number): boolean => ignored.size > 0 && ignored.has(row);
    const reading = new CaptureReading(this.file, catalogue, this.host, this.settings, isIgnored);
    reading.context.processesOf = (frame) => this.owners.processesOf(frame);
    reading.context.isWhole = () => !this.more && !this.file.filling;
    return reading;
  }

  private get table(): CaptureReading['table'] {
    return this.reading.table;
  }

  get packets(): number {
    return this.table.count;
  }

  get readsAnew(): boolean {
    return this.nextReading !== undefined;
  }

  status(): CaptureStatus {
    const { index } = this.nextReading ?? this.reading;
    return captureStatus(this.file, index, this.more, this.modified, this.packets);
  }

  advance(milliseconds: number, maximumPackets?: number): boolean {
    // Also at the file's end: it may have grown since.
    this.more = (this.nextReading ?? this.reading).index.advance(milliseconds, maximumPackets);
    if (this.nextReading !== undefined && (!this.more || this.nextReading.table.count >= this.packets))
      this.changeReading(this.nextReading);
    this.owners.advance();
    return this.more;
  }

  private changeReading(reading: CaptureReading): void {
    carryMarks(this.reading, reading);
    this.reading = reading;
    this.nextReading = undefined;
    this.readings++;
    this.owners.setIndex(reading.index);
    this.display.readingChanged();
    if (this.shown !== undefined) this.show(this.shown);
  }

  view(text: string): PacketView | FilterProblem {
    const filter = this.compile(text);
    if ('message' in filter) return filter;
    return new FilteredView(filter, this.reading.filterSource, this.host.now);
  }

  show(view: PacketView): void {
    this.shown = view;
    this.reading.context.displayedBefore = (frame) => {
      const at = view.indexOf(frame);
      return at > 0 ? view.frameAt(at - 1) : undefined;
    };
  }

  /** Field references are filled in from the packet looked at last. */
  private compile(text: string): CompiledFilter | FilterProblem {
    return this.filters.compile(text, { source: this.reading.filterSource, selected: this.selected });
  }

  rows(view: PacketView, from: number, count: number): readonly PacketRow[] {
    const { reader } = this.display;
    const last = Math.min(from + count, view.count);
    const rows: PacketRow[] = [];
    for (let index = Math.max(0, from); index < last; index++) rows.push(reader.read(view.frameAt(index) - 1));
    return rows;
  }

  setColumns(columns: readonly ColumnDefinition[]): FilterProblem | undefined {
    return this.display.setColumns(columns);
  }

  setTimeFormat(format: TimeFormat): void {
    this.display.setTimeFormat(format);
  }

  setNameResolution(on: boolean): void {
    this.display.setNames(on ? new AddressNames(this.file) : undefined);
  }

  setColouringRules(rules: readonly ColouringRule[]): readonly (FilterProblem | undefined)[] {
    return this.display.setColouringRules(rules);
  }

  minimap(view: PacketView, buckets: number): Uint8Array {
    return minimapOf(view, buckets, this.table, (row) => this.display.reader.colourOf(row));
  }

  detail(number: FrameNumber): PacketDetail {
    this.selected = number;
    return this.detailOf(number);
  }

  private detailOf(number: FrameNumber): PacketDetail {
    return packetDetail(this.walked(number), this.reading.walker.dissection);
  }

  tree(number: FrameNumber): PacketTree {
    return packetTree(this.walked(number));
  }

  private walked(number: FrameNumber): TreeSink {
    const sink = new TreeSink();
    this.reading.walker.walk(number - 1, sink, true);
    return sink;
  }

  find(view: PacketView, query: FindQuery, from: FrameNumber, backwards: boolean): FrameFinder | FilterProblem {
    const { reading } = this;
    const compile = (text: string) => this.compile(text);
    return frameFinder(view, query, from, backwards, reading.openWalker(largeWindow), reading.filterSource, compile);
  }

  conversationStep(view: PacketView, from: FrameNumber, step: ConversationStep): FrameNumber | undefined {
    return conversationStep(view, from, step, this.table);
  }

  conversationFilter(number: FrameNumber, layer: 'ethernet' | 'ip' | 'tcp' | 'udp'): string {
    return conversationFilterOf(this.detailOf(number), layer);
  }

  toggleMark(numbers: readonly FrameNumber[], on: boolean): void {
    this.marks.mark(numbers, on);
  }

  toggleIgnore(numbers: readonly FrameNumber[], on: boolean): void {
    this.marks.ignore(numbers, on);
    this.nextReading = this.openReading();
    this.more = true;
  }

  setTimeReference(number: FrameNumber, on: boolean): void {
    this.marks.setTimeReference(number, on);
  }

  counts(): ReturnType<Session['counts']> {
    return this.marks.counts();
  }

  comments(number: FrameNumber): readonly string[] {
    return this.marks.comments(number);
  }

  setComments(number: FrameNumber, comments: readonly string[]): void {
    this.marks.setComments(number, comments);
    this.modified = true;
  }

  fieldReader(names: readonly string[]): ReturnType<Session['fieldReader']> {
    const { context, table } = this.reading;
    return createFieldReader(names, catalogue, this.reading.openWalker(largeWindow), (row) =>
      timeCell(row, table, context, this.display.timeFormat),
    );
  }

  time(number: FrameNumber): bigint | undefined {
    const row = number - 1;
    return row >= this.table.count || this.table.has(row, packetBit.noTime) ? undefined : this.table.timeOf(row);
  }

  hierarchy(view: PacketView): HierarchyNode {
    const { index, walker } = this.reading;
    const all = view.filter === '';
    const stackOf = (row: number): number => {
      walker.walk(row, undefined, false);
      return walker.dissection.stack;
    };
    const isCounted = all ? undefined : (row: number) => isDisplayed(view, row + 1);
    return protocolHierarchy(index.table, index.stackColumns, index.stacks, stackOf, isCounted);
  }

  bytesOnWire(number: FrameNumber): number {
    return this.table.originalOf(number - 1);
  }

  bytes(number: FrameNumber): Uint8Array {
    return this.reading.walker.bytesOf(number - 1).slice();
  }

  get exchanges(): HttpExchanges {
    return this.reading.exchanges;
  }

  get verdicts(): StreamVerdicts {
    return this.reading.verdicts;
  }

  properties(): CaptureProperties {
    if (!this.more && !this.file.filling) this.hashes.start();
    return captureProperties(this.file, this.table, this.hashes.texts, this.reading.context.changedComments);
  }

  timeSpan(): TimeSpan | undefined {
    return timeBounds(this.table);
  }

  tcpPoints(stream: number, fromRow: number): TcpPoints | undefined {
    return tcpPoints(this.reading.index, stream, fromRow);
  }

  flow(view: PacketView, from: number, count: number): readonly FlowRow[] {
    const { table, walker, context } = this.reading;
    const { reader, timeFormat } = this.display;
    const last = Math.min(from + count, view.count);
    return Array.from({ length: Math.max(0, last - from) }, (_, place) => {
      const row = view.frameAt(from + place) - 1;
      return flowRow(row, walker, timeCell(row, table, context, timeFormat), reader.colourOf(row));
    });
  }

  save(request: SaveRequest, view: PacketView): Task {
    const { table, context } = this.reading;
    const chosen = choosePackets(request.packets, view, table);
    if ('message' in chosen) return failed(chosen.message);
    const everything = request.packets === 'all' && !request.withoutIgnored;
    const isLeftOut = (number: FrameNumber) => request.withoutIgnored && table.has(number - 1, packetBit.ignored);
    return saveTask(
      this.host,
      this.file,
      request.path,
      {
        format: request.format,
        packets: table.count,
        keep: everything ? undefined : (number) => chosen.includes(number) && !isLeftOut(number),
        comments: context.changedComments,
        owners: request.owners ? this.owners.forSaving() : undefined,
        secrets: request.secrets,
      },
      () => {
        if (everything && request.format === 'pcapng') this.modified = false;
      },
    );
  }

  exportPackets(request: ExportRequest, view: PacketView): Task {
    const chosen = choosePackets(request.packets, view, this.table);
    if ('message' in chosen) return failed(chosen.message);
    const numbers: FrameNumber[] = [];
    for (let number = 1; number <= this.packets; number++) if (chosen.includes(number)) numbers.push(number);
    return exportTask(this.host, request.path, request.format, {
      titles: this.display.titles,
      count: numbers.length,
      row: (index) => this.display.reader.read(numbers[index] - 1),
      detail: (index) => this.detailOf(numbers[index]),
    });
  }

  close(): void {
    this.owners.close();
    this.file.close();
  }
}

const failed = (message: string): Task => ({ advance: () => ({ state: 'failed', message }), cancel: () => undefined });
