/** Copies the blocks of one pcapng file into another, leaving out packets and changing their comments. */
import type { BufferedOutput } from './buffered-output';
import type { CaptureFile } from './capture-file';
import { editPacketBlock, hasUncopyableOptions } from './packet-block-edit';
import { blockType } from './pcapng-format';
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
  readonly #firstSnapshotLengths = new Map<number, number>();
  #section = -1;

  constructor(capture: CaptureFile, output: BufferedOutput, options: SaveOptions) {
    this.#capture = capture;
    this.#output = output;
    this.#options = options;
    this.#unchanged = options.keep === undefined && options.packets === undefined && !options.comments?.size;
  }

  readonly observe = (
    type: number,
    bytes: Uint8Array<ArrayBuffer>,
    at: number,
    length: number,
    littleEndian: boolean,
    isFrame: boolean,
  ): void => {
    if (type === blockType.sectionHeader) this.#section += 1;
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

  #copyFrame(type: number, block: Uint8Array<ArrayBuffer>, littleEndian: boolean): void {
    if (type === blockType.customNoCopy || this.#options.keep?.(this.frames) === false) return;
    this.copied += 1;
    const comments = this.#options.comments?.get(this.frames);
    const isPacket = type === blockType.enhancedPacket || type === blockType.packet;
    const drops = isPacket && hasUncopyableOptions(block, littleEndian);
    if (!drops && (comments === undefined || !(isPacket || type === blockType.simplePacket))) {
      this.#output.write(block);
      return;
    }
    const edit = { comments, dropUncopyable: true, snapshotLength: this.#firstSnapshotLength() };
    this.#output.write(editPacketBlock(block, littleEndian, edit));
  }

  #copyOther(type: number, block: Uint8Array<ArrayBuffer>, littleEndian: boolean): void {
    const at = this.#output.reserve(block.length);
    this.#output.bytes.set(block, at);
    // The section has another length now: unknown, as live captures write it.
    if (type === blockType.sectionHeader) this.#output.view.setBigInt64(at + sectionLengthOffset, -1n, littleEndian);
  }

  #firstSnapshotLength(): number {
    const known = this.#firstSnapshotLengths.get(this.#section);
    if (known !== undefined) return known;
    const first = this.#capture.interfaces.find(({ section }) => section === this.#section);
    this.#firstSnapshotLengths.set(this.#section, first?.snapshotLength ?? 0);
    return first?.snapshotLength ?? 0;
  }
}
