/** Opens a capture as a session: the file being read, its index, and everything that is asked of them. */
import type { CaptureFile } from '../capture-file/capture-file';
import { openCaptureFile } from '../capture-file/open-capture-file';
import type { Catalogue } from '../declare/catalogue';
import type { DecodeSettings } from '../declare/dissection';
import { TreeSink } from '../decode/tree-sink';
import type { CompiledFilter, FilterSource } from '../filter/compiled-filter';
import { FilteredView } from '../filter/filtered-view';
import type { EngineHost } from '../host';
import { CaptureIndex } from '../index/index-pass';
import { packetBit } from '../index/packet-table';
import { catalogue } from '../protocols';
import type {
  CaptureProperties,
  ColouringRule,
  ConversationStep,
  ExportRequest,
  FindQuery,
  FrameFinder,
  PacketView,
  SaveRequest,
  Session,
  Task,
  TimeSpan,
} from '../session';
import { type HierarchyNode, protocolHierarchy } from '../statistics/protocol-hierarchy';
import { HttpExchanges } from '../streams/exchanges/http-exchanges';
import { tcpPoints } from '../streams/tcp-points';
import { StreamVerdicts } from '../streams/verdict/stream-verdicts';
import type {
  CaptureStatus,
  ColumnDefinition,
  FilterProblem,
  FlowRow,
  FrameNumber,
  PacketDetail,
  PacketRow,
  TcpPoints,
  TimeFormat,
} from '../view';
import { AddressNames } from './address-names';
import { CaptureContext } from './capture-context';
import { columnText } from './columns';
import { conversationFilterOf } from './conversation-filter';
import { exportTask } from './export-packets';
import { createFieldReader } from './field-reader';
import { FilterDesk } from './filter-desk';
import { frameFinder } from './find';
import { flowRow } from './flow-row';
import { minimapOf } from './minimap';
import { packetDetail } from './packet-detail';
import { PacketOwners } from './packet-owners';
import { parsePacketRange } from './packet-range';
import { type PacketTree, packetTree } from './packet-tree';
import { PacketWalker } from './packet-walker';
import { captureProperties, type FileHashes, timeBounds } from './properties';
import { RowReader } from './row-reader';
import { saveTask } from './save-task';
import { StatisticsDesk } from './statistics-desk';
import { Streams } from './streams';
import { timeCell } from './time-cell';

export { catalogue } from '../protocols';

const defaultSettings: DecodeSettings = { verifyChecksums: false };
/** A window for single packets, here and there. */
const smallWindow = 64 * 1024;

/**
 * Opens `path`. The session has read nothing yet: call `advance`.
 * @throws CaptureFileError with a sentence when it is no capture
 */
export async function openSession(
  host: EngineHost,
  path: string,
  settings: DecodeSettings = defaultSettings,
): Promise<Session> {
  const session = new CaptureSession(host, await openCaptureFile(host, path), catalogue, settings);
  await session.owners.open();
  return session;
}

class CaptureSession implements Session {
  readonly filters: FilterDesk;
  readonly statistics: StatisticsDesk;
  private index: CaptureIndex;
  readonly owners: PacketOwners;
  private context: CaptureContext;
  /** Made when rows are first asked for: see `rowReader`. */
  private reader: RowReader | undefined;
  private timeFormat: TimeFormat = 'relative';
  private names: AddressNames | undefined;
  private walker: PacketWalker;
  private filterSource: FilterSource;
  private readonly ignored = new Set<number>();
  private marked = 0;
  private modified = false;
  private hashes: FileHashes = {};
  private more = true;
  private columns: readonly ColumnDefinition[] | undefined;
  private rules: readonly ColouringRule[] = [];
  private selected: FrameNumber = 0;
  readonly streams: Streams;

  constructor(
    private readonly host: EngineHost,
    private readonly file: CaptureFile,
    private readonly catalogue: Catalogue,
    private readonly settings: DecodeSettings,
  ) {
    this.filters = new FilterDesk(
      catalogue,
      () => this.filterSource,
      () => this.walker,
      host.now,
      () => this.rowReader.setColouringRules(this.rules),
    );
    this.statistics = new StatisticsDesk(() => this.filterSource, host.now);
    this.index = this.newIndex();
    this.owners = new PacketOwners(host, file, this.index);
    this.context = this.newContext();
    this.walker = this.newWalker();
    this.filterSource = this.newFilterSource();
    this.streams = new Streams(
      (windowSize) => this.newFilterSource(windowSize),
      () => this.filterSource,
      host,
    );
  }

  private newIndex(): CaptureIndex {
    return new CaptureIndex(
      this.file,
      this.catalogue,
      this.host,
      this.settings,
      (row) => this.ignored.size > 0 && this.ignored.has(row),
    );
  }

  private newContext(): CaptureContext {
    const context = new CaptureContext(this.file, this.index.table);
    context.processesOf = (frame) => this.owners.processesOf(frame);
    context.isWhole = () => !this.more && !this.file.filling;
    return context;
  }

  private newWalker(windowSize = smallWindow): PacketWalker {
    return new PacketWalker(this.index, this.settings, this.host.now, this.context, windowSize);
  }

  private get rowReader(): RowReader {
    this.reader ??= this.newRowReader();
    return this.reader;
  }

  private newRowReader(): RowReader {
    const compile = (filter: string) => this.filters.compile(filter);
    const reader = new RowReader(this.catalogue, this.newWalker(), this.context, compile);
    reader.timeFormat = this.timeFormat;
    reader.names = this.names;
    return reader;
  }

  private newFilterSource(windowSize = 4 * 1024 * 1024): FilterSource {
    const walker = this.newWalker(windowSize);
    return {
      index: this.index,
      walk(row, sink, wantsInfo, layers) {
        walker.walk(row, sink, wantsInfo, layers);
        return walker.dissection;
      },
      frame: (row) => walker.frame(row),
      column: columnText,
      hasTimeReferences: () => this.context.timeReferenceFrames.length > 0,
    };
  }

  get packets(): number {
    return this.index.table.count;
  }

  status(): CaptureStatus {
    const { file, index } = this;
    const { problem } = index;
    const growing = file.filling || (problem === undefined && index.state === 'end');
    return {
      state:
        this.more || file.filling
          ? 'reading'
          : problem?.kind === 'damaged'
            ? 'failed'
            : growing
              ? 'growing'
              : 'complete',
      path: file.path,
      format: file.format.description,
      packets: index.table.count,
      bytesRead: index.position,
      bytesTotal: file.size(),
      ...(problem === undefined || this.more || file.filling ? {} : { problem }),
      modified: this.modified,
    };
  }

  advance(milliseconds: number, maximumPackets?: number): boolean {
    // Also at the file's end: it may have grown since.
    this.more = this.index.advance(milliseconds, maximumPackets);
    this.owners.advance();
    return this.more;
  }

  private hashing = false;

  /** Reads the file once more in the background; whoever asks again sees the hashes when they are there. */
  private computeHashes(): void {
    if (this.hashing || this.file.path === '-') return;
    this.hashing = true;
    for (const algorithm of ['sha256', 'sha1'] as const)
      this.host.hashFile(this.file.path, algorithm).then(
        (digest) => {
          this.hashes = { ...this.hashes, [algorithm]: digest };
        },
        (error: unknown) => {
          this.hashes = { ...this.hashes, [algorithm]: error instanceof Error ? error.message : String(error) };
        },
      );
  }

  view(text: string): PacketView | FilterProblem {
    const filter = this.compile(text);
    if ('message' in filter) return filter;
    return new FilteredView(filter, this.filterSource, this.host.now);
  }

  private shown: PacketView | undefined;

  show(view: PacketView): void {
    this.shown = view;
    this.context.displayedBefore = (frame) => {
      const at = view.indexOf(frame);
      return at > 0 ? view.frameAt(at - 1) : undefined;
    };
  }

  /** Field references are filled in from the packet looked at last. */
  private compile(text: string): CompiledFilter | FilterProblem {
    return this.filters.compile(text, { source: this.filterSource, selected: this.selected });
  }

  rows(view: PacketView, from: number, count: number): readonly PacketRow[] {
    const last = Math.min(from + count, view.count);
    const rows: PacketRow[] = [];
    for (let index = Math.max(0, from); index < last; index++) rows.push(this.rowReader.read(view.frameAt(index) - 1));
    return rows;
  }

  setColumns(columns: readonly ColumnDefinition[]): FilterProblem | undefined {
    const problem = this.rowReader.setColumns(columns);
    if (problem === undefined) this.columns = columns;
    return problem;
  }

  setTimeFormat(format: TimeFormat): void {
    this.timeFormat = format;
    if (this.reader !== undefined) this.reader.timeFormat = format;
  }

  setNameResolution(on: boolean): void {
    this.names = on ? new AddressNames(this.file) : undefined;
    if (this.reader !== undefined) this.reader.names = this.names;
  }

  setColouringRules(rules: readonly ColouringRule[]): readonly (FilterProblem | undefined)[] {
    this.rules = rules;
    return this.rowReader.setColouringRules(rules);
  }

  minimap(view: PacketView, buckets: number): Uint8Array {
    return minimapOf(view, buckets, this.index.table, (row) => this.rowReader.colourOf(row));
  }

  detail(number: FrameNumber): PacketDetail {
    this.selected = number;
    return this.detailOf(number);
  }

  tree(number: FrameNumber): PacketTree {
    const sink = new TreeSink();
    this.walker.walk(number - 1, sink, true);
    return packetTree(sink);
  }

  private detailOf(number: FrameNumber): PacketDetail {
    const sink = new TreeSink();
    this.walker.walk(number - 1, sink, true);
    return packetDetail(sink, this.walker.dissection);
  }

  find(view: PacketView, query: FindQuery, from: FrameNumber, backwards: boolean): FrameFinder | FilterProblem {
    const compile = (text: string) => this.compile(text);
    return frameFinder(view, query, from, backwards, this.newWalker(4 * 1024 * 1024), this.filterSource, compile);
  }

  conversationStep(view: PacketView, from: FrameNumber, step: ConversationStep): FrameNumber | undefined {
    const { table } = this.index;
    const conversation = table.conversationOf(from - 1);
    if (conversation < 0) return undefined;
    const direction = step === 'next' ? 1 : -1;
    for (
      let index = view.indexOf(from) + (step === 'next' && view.frameAt(view.indexOf(from)) !== from ? 0 : direction);
      index >= 0 && index < view.count;
      index += direction
    ) {
      const frame = view.frameAt(index);
      if (table.conversationOf(frame - 1) === conversation) return frame;
    }
    return undefined;
  }

  conversationFilter(number: FrameNumber, layer: 'ethernet' | 'ip' | 'tcp' | 'udp'): string {
    return conversationFilterOf(this.detailOf(number), layer);
  }

  toggleMark(numbers: readonly FrameNumber[], on: boolean): void {
    const { table } = this.index;
    for (const number of numbers) {
      if (table.has(number - 1, packetBit.marked) === on) continue;
      table.setFlag(number - 1, packetBit.marked, on);
      this.marked += on ? 1 : -1;
    }
  }

  /** Ignored packets are left out of every analysis, so the capture is indexed anew. */
  toggleIgnore(numbers: readonly FrameNumber[], on: boolean): void {
    for (const number of numbers)
      if (on) this.ignored.add(number - 1);
      else this.ignored.delete(number - 1);
    this.reindex();
  }

  private reindex(): void {
    const before = this.index.table;
    const position = before.count;
    const changed = this.context.changedComments;
    this.index = this.newIndex();
    this.owners.setIndex(this.index);
    while (this.index.table.count < position && this.index.advance(1000, position));
    for (let row = 0; row < Math.min(position, this.index.table.count); row++)
      for (const bit of [packetBit.marked, packetBit.timeReference])
        if (before.has(row, bit)) this.index.table.setFlag(row, bit, true);
    const { context } = this;
    this.context = this.newContext();
    for (const [number, comments] of changed) this.context.changedComments.set(number, comments);
    for (const frame of context.timeReferenceFrames) this.context.setTimeReference(frame, true);
    if (this.shown !== undefined) this.show(this.shown);
    this.walker = this.newWalker();
    this.reader = this.newRowReader();
    if (this.columns !== undefined) this.rowReader.setColumns(this.columns);
    this.rowReader.setColouringRules(this.rules);
    this.filterSource = this.newFilterSource();
    this.httpExchanges = undefined;
    this.streamVerdicts = undefined;
  }

  setTimeReference(number: FrameNumber, on: boolean): void {
    this.context.setTimeReference(number, on);
  }

  counts(): ReturnType<Session['counts']> {
    return {
      marked: this.marked,
      ignored: this.ignored.size,
      timeReferences: this.context.timeReferenceFrames.length,
      commented: this.commented(),
    };
  }

  private commentedRows = 0;
  private commentedCounted = 0;

  private commented(): number {
    const { table } = this.index;
    for (; this.commentedCounted < table.count; this.commentedCounted++)
      if (table.has(this.commentedCounted, packetBit.commented)) this.commentedRows++;
    return this.commentedRows;
  }

  comments(number: FrameNumber): readonly string[] {
    return this.context.comments(number);
  }

  setComments(number: FrameNumber, comments: readonly string[]): void {
    const before = this.index.table.has(number - 1, packetBit.commented);
    this.commented();
    this.context.changedComments.set(number, comments);
    this.index.table.setFlag(number - 1, packetBit.commented, comments.length > 0);
    this.commentedRows += Number(comments.length > 0) - Number(before);
    this.modified = true;
  }

  fieldReader(names: readonly string[]): ReturnType<Session['fieldReader']> {
    return createFieldReader(names, this.catalogue, this.newWalker(4 * 1024 * 1024), (row) =>
      timeCell(row, this.index.table, this.context, this.timeFormat),
    );
  }

  time(number: FrameNumber): bigint | undefined {
    const row = number - 1;
    return this.index.table.has(row, packetBit.noTime) ? undefined : this.index.table.timeOf(row);
  }

  hierarchy(view: PacketView): HierarchyNode {
    const { table, stackColumns, stacks } = this.index;
    const all = view.filter === '';
    const rows = new Set<number>();
    if (!all) for (let index = 0; index < view.count; index++) rows.add(view.frameAt(index) - 1);
    const stackOf = (row: number): number => {
      this.walker.walk(row, undefined, false);
      return this.walker.dissection.stack;
    };
    return protocolHierarchy(table, stackColumns, stacks, stackOf, all ? undefined : (row) => rows.has(row));
  }

  bytesOnWire(number: FrameNumber): number {
    return this.index.table.originalOf(number - 1);
  }

  bytes(number: FrameNumber): Uint8Array {
    return this.walker.bytesOf(number - 1).slice();
  }

  private httpExchanges: HttpExchanges | undefined;

  get exchanges(): HttpExchanges {
    this.httpExchanges ??= new HttpExchanges(() => this.newFilterSource(), this.host);
    return this.httpExchanges;
  }

  private streamVerdicts: StreamVerdicts | undefined;

  get verdicts(): StreamVerdicts {
    this.streamVerdicts ??= new StreamVerdicts(this.newFilterSource(), this.host);
    return this.streamVerdicts;
  }

  properties(): CaptureProperties {
    if (!this.more && !this.file.filling) this.computeHashes();
    return captureProperties(this.file, this.index.table, this.hashes, this.context.changedComments);
  }

  timeSpan(): TimeSpan | undefined {
    return timeBounds(this.index.table);
  }

  tcpPoints(stream: number, fromRow: number): TcpPoints | undefined {
    return tcpPoints(this.index, stream, fromRow);
  }

  flow(view: PacketView, from: number, count: number): readonly FlowRow[] {
    const { index, walker, context, rowReader, timeFormat } = this;
    const last = Math.min(from + count, view.count);
    return Array.from({ length: Math.max(0, last - from) }, (_, place) => {
      const row = view.frameAt(from + place) - 1;
      const time = timeCell(row, index.table, context, timeFormat);
      return flowRow(row, walker, time, rowReader.colourOf(row));
    });
  }

  save(request: SaveRequest, view: PacketView): Task {
    const keep = this.chosen(request.packets, view);
    if ('message' in keep) return failed(keep.message);
    const { table } = this.index;
    const everything = request.packets === 'all' && !request.withoutIgnored;
    return saveTask(
      this.host,
      this.file,
      request.path,
      {
        format: request.format,
        packets: table.count,
        keep: everything
          ? undefined
          : (number) => keep.includes(number) && !(request.withoutIgnored && table.has(number - 1, packetBit.ignored)),
        comments: this.context.changedComments,
        owners: request.owners ? this.owners.forSaving() : undefined,
        secrets: request.secrets,
      },
      () => {
        if (everything && request.format === 'pcapng') this.modified = false;
      },
    );
  }

  exportPackets(request: ExportRequest, view: PacketView): Task {
    const keep = this.chosen(request.packets, view);
    if ('message' in keep) return failed(keep.message);
    const numbers: FrameNumber[] = [];
    for (let number = 1; number <= this.index.table.count; number++) if (keep.includes(number)) numbers.push(number);
    const titles = this.columns?.map(({ title }) => title) ?? [
      'No.',
      'Time',
      'Source',
      'Destination',
      'Protocol',
      'Length',
      'Info',
    ];
    return exportTask(this.host, request.path, request.format, {
      titles,
      count: numbers.length,
      row: (index) => this.rowReader.read(numbers[index] - 1),
      detail: (index) => this.detailOf(numbers[index]),
    });
  }

  private chosen(
    packets: SaveRequest['packets'],
    view: PacketView,
  ): { includes(number: FrameNumber): boolean } | FilterProblem {
    const { table } = this.index;
    if (packets === 'all') return { includes: () => true };
    if (packets === 'marked') return { includes: (number) => table.has(number - 1, packetBit.marked) };
    if (packets === 'displayed')
      return {
        includes: (number) => {
          const index = view.indexOf(number);
          return index < view.count && view.frameAt(index) === number;
        },
      };
    const range = parsePacketRange(packets.range);
    return 'message' in range ? range : { includes: range };
  }

  close(): void {
    this.owners.close();
    this.file.close();
  }
}

const failed = (message: string): Task => ({ advance: () => ({ state: 'failed', message }), cancel: () => undefined });
