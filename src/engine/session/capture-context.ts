/** What a session knows of a packet beside its bytes: marks, comments, time references, its interface, its neighbours' times. */
import type { CaptureFile } from '../capture-file/capture-file';
import type { FrameContext, PacketProcess } from '../declare/dissection';
import { type PacketTable, packetBit } from '../index/packet-table';

/** Precisions of a time that Wireshark tells apart. */
const clockDigits = [9, 6, 3, 2, 1];

export class CaptureContext implements FrameContext {
  /** Packets from which times are counted, ascending. */
  private references: number[] = [];
  /** Comments that were changed since the file was opened. */
  readonly changedComments = new Map<number, readonly string[]>();
  isWhole: () => boolean = () => false;
  /** The packet displayed before a packet, where a filter is on. */
  displayedBefore: (frame: number) => number | undefined = (frame) => (frame > 1 ? frame - 1 : undefined);
  /** The colouring rule of a packet, where rules are set. */
  ruleOf: (frame: number) => { readonly name: string; readonly filter: string } | undefined = () => undefined;

  /** The processes of a packet, where a session knows them. */
  processesOf: (frame: number) => readonly PacketProcess[] = () => [];

  constructor(
    private readonly file: CaptureFile,
    private readonly table: PacketTable,
  ) {}

  sincePrevious(frame: number): bigint | undefined {
    return frame > 1 ? this.timeOf(frame) - this.timeOf(frame - 1) : 0n;
  }

  sinceDisplayed(frame: number): bigint | undefined {
    const before = this.displayedBefore(frame);
    return before === undefined ? 0n : this.timeOf(frame) - this.timeOf(before);
  }

  sinceReference(frame: number): bigint | undefined {
    let reference = 1;
    for (const candidate of this.references) {
      if (candidate > frame) break;
      reference = candidate;
    }
    return this.timeOf(frame) - this.timeOf(reference);
  }

  isTimeReference(frame: number): boolean {
    return this.table.has(frame - 1, packetBit.timeReference);
  }

  isMarked(frame: number): boolean {
    return this.table.has(frame - 1, packetBit.marked);
  }

  isIgnored(frame: number): boolean {
    return this.table.has(frame - 1, packetBit.ignored);
  }

  sectionNumber(frame: number): number | undefined {
    const { section } = this.table.sourceOf(frame - 1);
    return this.file.format.kind === 'pcapng' ? section + 1 : undefined;
  }

  interfaceId(frame: number): number | undefined {
    return this.file.format.kind === 'pcapng' ? this.interfaceOf(frame)?.id : undefined;
  }

  interfaceName(frame: number): string | undefined {
    const described = this.interfaceOf(frame);
    return this.file.format.kind === 'pcapng' && described !== undefined ? (described.name ?? 'unknown') : undefined;
  }

  interfaceDescription(frame: number): string | undefined {
    return this.interfaceOf(frame)?.description;
  }

  /** Digits of a second that the packet's time has: as many as its interface's clock. */
  decimals(frame: number): number {
    const ticks = this.interfaceOf(frame)?.ticksPerSecond ?? 1_000_000n;
    return clockDigits.find((digits) => ticks >= 10n ** BigInt(digits)) ?? 0;
  }

  comments(frame: number): readonly string[] {
    const changed = this.changedComments.get(frame);
    if (changed !== undefined) return changed;
    const row = frame - 1;
    if (!this.table.has(row, packetBit.commented)) return [];
    return this.file.packetOptions(this.table.placeOf(row), this.table.sourceOf(row).interfaceIndex).comments;
  }

  processes(frame: number): readonly PacketProcess[] {
    return this.processesOf(frame);
  }

  colouringRule(frame: number): { readonly name: string; readonly filter: string } | undefined {
    return this.ruleOf(frame);
  }

  setTimeReference(frame: number, on: boolean): void {
    this.table.setFlag(frame - 1, packetBit.timeReference, on);
    this.references = this.references.filter((reference) => reference !== frame);
    if (on) this.references = [...this.references, frame].sort((a, b) => a - b);
  }

  /** Takes over the time references and the changed comments of an earlier context; the table is told of them elsewhere. */
  takeOver(earlier: CaptureContext): void {
    this.references = [...earlier.references];
    for (const [frame, comments] of earlier.changedComments) this.changedComments.set(frame, comments);
  }

  get timeReferenceFrames(): readonly number[] {
    return this.references;
  }

  private timeOf(frame: number): bigint {
    return this.table.timeOf(frame - 1);
  }

  private interfaceOf(frame: number) {
    return this.file.interfaces[this.table.sourceOf(frame - 1).interfaceIndex];
  }
}
