/** The one pass over a capture that fills the packet table and the memory. It can stop and go on, also when the file has grown. */
import type { CaptureFile, CaptureScanner, ScanState } from '../capture-file/capture-file';
import { noInterface, PacketBatch, packetFlag } from '../capture-file/packet-batch';
import type { PacketWindow } from '../capture-file/packet-window';
import type { Catalogue } from '../declare/catalogue';
import { type DecodeSettings, Dissection } from '../declare/dissection';
import { table } from '../declare/table';
import type { EngineHost } from '../host';
import type { CaptureProblem } from '../view';
import { ConversationHistory } from './conversation-history';
import { LeanWalk } from './lean-walk';
import { CaptureMemory } from './memory';
import { chunkLength, noConversation, type PacketChunk, PacketTable, packetBit, tooWide } from './packet-table';
import { StackColumns } from './stack-columns';
import { Stacks } from './stacks';
import { StreamHistory } from './tcp-history';

const byLinkType = table('wtap_encap');
const pieceWindowSize = 128 * 1024;

export class CaptureIndex {
  readonly table = new PacketTable();
  readonly stacks: Stacks;
  readonly stackColumns: StackColumns;
  readonly memory: CaptureMemory;
  state: ScanState = 'more';
  private readonly scanner: CaptureScanner;
  private readonly batch = new PacketBatch(1024);
  /** Place in the batch of the packet to be indexed next. */
  private next = 0;
  private readonly dissection: Dissection;
  /** The short way, which finds what the long one does: without it, all packets go the long one. */
  lean: LeanWalk | undefined;

  constructor(
    readonly file: CaptureFile,
    readonly catalogue: Catalogue,
    readonly host: EngineHost,
    settings: DecodeSettings,
    private readonly isIgnored: (row: number) => boolean = () => false,
  ) {
    this.stacks = new Stacks(catalogue);
    this.stackColumns = new StackColumns(this.stacks);
    this.memory = new CaptureMemory(
      catalogue,
      (frame) => this.table.timeOf(frame - 1),
      (frame) => this.readFrame(frame),
    );
    this.memory.tcpHistory = new StreamHistory(this.table, this.memory.conversations);
    this.memory.packetHistory = new ConversationHistory(this.table, this.memory.conversations);
    this.dissection = new Dissection(this.memory, this.stacks, settings);
    this.dissection.learning = true;
    this.lean = new LeanWalk(catalogue, this.memory, this.stacks);
    this.scanner = file.scan();
  }

  /** Bytes of the file consumed so far. */
  get position(): number {
    return this.scanner.position;
  }

  /** What is wrong with the file, once the pass has come to it. */
  get problem(): CaptureProblem | undefined {
    return this.state === 'more' || this.state === 'end' ? this.file.failure : this.scanner.problem;
  }

  /**
   * Indexes for about so many milliseconds, until there are `maximumPackets` in all. Returns true while there are more packets to be
   * had now.
   */
  advance(milliseconds: number, maximumPackets = Number.POSITIVE_INFINITY): boolean {
    const deadline = this.host.now() + milliseconds;
    do {
      if (this.next >= this.batch.count) {
        if (this.state === 'damaged') return false;
        if (this.table.count >= maximumPackets) return this.state === 'more';
        this.state = this.scanner.next(this.batch);
        this.next = 0;
      }
      this.indexBatch(maximumPackets);
      if (this.next < this.batch.count) return true;
      if (this.state !== 'more') return false;
    } while (this.host.now() < deadline);
    return true;
  }

  /** The bytes of an earlier packet, through a window of its own: the pieces of a PDU are read while another packet is walked. */
  private readFrame(frame: number): { readonly bytes: Uint8Array; readonly start: number } | undefined {
    const row = frame - 1;
    if (row < 0 || row >= this.table.count) return undefined;
    const position = this.table.placeOf(row);
    const length = this.table.capturedOf(row);
    const near = this.nearby?.peek(position, length);
    if (near !== undefined) return near;
    this.pieceWindow ??= this.file.openWindow(pieceWindowSize);
    const start = this.pieceWindow.locate(position, length);
    return start < 0 ? undefined : { bytes: this.pieceWindow.bytes, start };
  }
  private pieceWindow: PacketWindow | undefined;
  /** The window that the packet lies in which is walked now: earlier packets of its stream are often in it. */
  nearby: PacketWindow | undefined;

  /** Goes on with the batch read last. */
  private indexBatch(maximumPackets: number): void {
    const { batch, dissection, table } = this;
    const frame = this.catalogue.require('frame');
    const end = Math.min(batch.count, this.next + maximumPackets - table.count);
    for (let i = this.next; i < end; i++) {
      const row = table.count;
      const start = batch.start[i];
      const captured = batch.capturedLength[i];
      const original = batch.originalLength[i];
      const chunk = table.append(
        batch.bytesPosition + start,
        captured,
        original,
        batch.seconds[i],
        batch.nanoseconds[i],
      );
      const at = row & (chunkLength - 1);
      const interfaceIndex = batch.interfaceIndex[i];
      const source = this.source(interfaceIndex, batch.linkType[i], batch.section[i]);
      chunk.setSource(at, source);
      const facts = batch.flags[i];
      let flags =
        (facts & packetFlag.noTime ? packetBit.noTime : 0) |
        (facts & packetFlag.commented ? packetBit.commented : 0) |
        (facts & packetFlag.options ? packetBit.options : 0);
      dissection.frame = row + 1;
      dissection.seconds = batch.seconds[i];
      dissection.nanoseconds = batch.nanoseconds[i];
      dissection.hasTime = (facts & packetFlag.noTime) === 0;
      dissection.capturedLength = captured;
      dissection.originalLength = original;
      dissection.linkType = batch.linkType[i];
      dissection.interfaceIndex = interfaceIndex === noInterface ? -1 : interfaceIndex;
      dissection.frameStart = start;
      if (this.isIgnored(row)) flags |= packetBit.ignored;
      else if (this.lean === undefined || !this.lean.walk(dissection, batch.bytes)) {
        const carried = byLinkType.get(dissection.linkType);
        if (carried === undefined) dissection.walk(frame, batch.bytes);
        else dissection.walkWithin(frame, carried, batch.bytes);
      }
      this.record(chunk, at, flags);
    }
    this.next = Math.max(this.next, end);
  }

  private record(chunk: PacketChunk, at: number, known: number): void {
    const { dissection } = this;
    let flags = known;
    if (!dissection.forward) flags |= packetBit.backward;
    if (dissection.fragmented) flags |= packetBit.fragmented;
    if (dissection.truncated) flags |= packetBit.truncated;
    if (dissection.malformed) flags |= packetBit.malformed;
    if (dissection.undecided) flags |= packetBit.undecided;
    if (dissection.packed) flags |= packetBit.packed;
    if (dissection.networkLayers > 1 || dissection.transportLayers > 1) flags |= packetBit.nested;
    chunk.conversation[at] = dissection.conversation < 0 ? noConversation : dissection.conversation;
    chunk.stack[at] = this.stackColumns.numberOf(dissection.stack, dissection.protocolColumn, dissection.traits);
    const { tcp } = dissection;
    if (tcp.present) {
      flags |= packetBit.tcp;
      chunk.sequence[at] = tcp.sequence;
      chunk.acknowledgement[at] = tcp.acknowledgement;
      chunk.length[at] = tcp.length < tooWide ? tcp.length : tooWide;
      chunk.window[at] = tcp.window < tooWide ? tcp.window : tooWide;
      chunk.tcp[at] = (tcp.flags & 0xfff) | (tcp.analysis << 12);
    }
    chunk.flags[at] = flags;
  }

  private lastInterface = -1;
  private lastLinkType = -1;
  private lastSection = -1;
  private lastSource = 0;

  private source(interfaceIndex: number, linkType: number, section: number): number {
    if (interfaceIndex === this.lastInterface && linkType === this.lastLinkType && section === this.lastSection)
      return this.lastSource;
    this.lastInterface = interfaceIndex;
    this.lastLinkType = linkType;
    this.lastSection = section;
    this.lastSource = this.table.sourceNumber(interfaceIndex === noInterface ? -1 : interfaceIndex, linkType, section);
    return this.lastSource;
  }
}
