/** Copies the blocks of one pcapng file into another, leaving out packets and changing their comments. */
import type { BufferedOutput } from './buffered-output';
import type { CaptureFile } from './capture-file';
import { editPacketBlock, hasUncopyableOptions } from './packet-block-edit';
import { tlsSecretsBlock } from './pcapng-encoder';
import { blockType } from './pcapng-format';
import { processBlock } from './process-blocks';
import type { SaveOptions } from './save-options';

const sectionLengthOffset = 16;

/** What to do with each block that a scanner passes; `observe` is a `BlockObserver`. */
export class BlockCopier {
  /** Frames passed, and frames copied. */
  frames = 0;
  copied = 0;
  readonly #output: BufferedOutput;
  readonly #capture: CaptureFile;
  readonly #options: SaveOptions;
  /** The new file says what the old one says, so that nothing has to be left out. */
  readonly #unchanged: boolean;
  #littleEndian = true;
  readonly #firstSnapshotLengths = new Map<number, number>();
  #section = -1;

  constructor(capture: CaptureFile, output: BufferedOutput, options: SaveOptions) {
    this.#capture = capture;
    this.#output = output;
    this.#options = options;
    const { keep, packets, comments, owners, secrets } = options;
    this.#unchanged = keep === undefined && packets === undefined && !comments?.size && !owners && !secrets;
  }

  readonly observe = (
    type: number,
    bytes: Uint8Array<ArrayBuffer>,
    at: number,
    length: number,
    littleEndian: boolean,
    isFrame: boolean,
  ): void => {
    if (type === blockType.sectionHeader) {
      this.#section += 1;
      this.#littleEndian = littleEndian;
    }
    if (isFrame) this.frames += 1;
    if (this.frames > (this.#options.packets ?? Number.POSITIVE_INFINITY)) return;
    const block = bytes.subarray(at, at + length);
    if (this.#unchanged) {
      this.#output.write(block);
      this.copied += Number(isFrame);
    } else if (isFrame) {
      this.#copyFrame(type, block, littleEndian);
    } else {
      this.#copyOther(type, block, littleEndian);
    }
  };

  /** Writes what belongs behind all packets. */
  finish(): void {
    // A file without a section has no place for them.
    if (this.#section < 0) return;
    for (const process of this.#options.owners?.processes ?? [])
      if (!this.#capture.processes.has(process.pid)) this.#output.write(processBlock(process, this.#littleEndian));
  }

  #copyFrame(type: number, block: Uint8Array<ArrayBuffer>, littleEndian: boolean): void {
    if (type === blockType.customNoCopy || this.#options.keep?.(this.frames) === false) return;
    this.copied += 1;
    const comments = this.#options.comments?.get(this.frames);
    const isPacket = type === blockType.enhancedPacket || type === blockType.packet;
    const mayHaveOwner = isPacket || type === blockType.simplePacket;
    const owner = mayHaveOwner ? this.#options.owners?.ownerOf(this.frames) : undefined;
    const drops = isPacket && hasUncopyableOptions(block, littleEndian);
    const changes = comments !== undefined && (isPacket || type === blockType.simplePacket);
    if (!drops && !changes && owner === undefined) {
      this.#output.write(block);
      return;
    }
    const edit = { comments, owner, dropUncopyable: true, snapshotLength: this.#firstSnapshotLength() };
    this.#output.write(editPacketBlock(block, littleEndian, edit));
  }

  #copyOther(type: number, block: Uint8Array<ArrayBuffer>, littleEndian: boolean): void {
    const at = this.#output.reserve(block.length);
    this.#output.bytes.set(block, at);
    // The section has another length now: unknown, as live captures write it.
    if (type === blockType.sectionHeader) this.#output.view.setBigInt64(at + sectionLengthOffset, -1n, littleEndian);
    const { secrets } = this.#options;
    if (type === blockType.sectionHeader && this.#section === 0 && secrets?.length)
      this.#output.write(tlsSecretsBlock(secrets, littleEndian));
  }

  #firstSnapshotLength(): number {
    const known = this.#firstSnapshotLengths.get(this.#section);
    if (known !== undefined) return known;
    const first = this.#capture.interfaces.find(({ section }) => section === this.#section);
    this.#firstSnapshotLengths.set(this.#section, first?.snapshotLength ?? 0);
    return first?.snapshotLength ?? 0;
  }
}
