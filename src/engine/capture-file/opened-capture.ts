/** A capture file of any format, once it is recognised. */
import type { HostFile } from '../host';
import type { CaptureProblem } from '../view';
import type { BlockObserver, CaptureFile, CaptureFormat, CaptureScanner, PacketOptions } from './capture-file';
import type { CaptureMetadata } from './capture-metadata';
import { pseudoHeaderLength } from './link-types';
import { readPacketOptions } from './packet-options';
import { PacketWindow } from './packet-window';
import { packetDataOffset } from './pcapng-format';
import { problemOf } from './problems';

const noOptions: PacketOptions = { comments: [], hashes: [], verdicts: [], options: [] };

export class OpenedCapture implements CaptureFile {
  readonly #file: HostFile;
  readonly #metadata: CaptureMetadata;
  readonly #scan: (onBlock?: BlockObserver) => CaptureScanner;
  readonly #window: PacketWindow;

  constructor(
    file: HostFile,
    readonly format: CaptureFormat,
    metadata: CaptureMetadata,
    scan: (onBlock?: BlockObserver) => CaptureScanner,
  ) {
    this.#file = file;
    this.#metadata = metadata;
    this.#scan = scan;
    this.#window = new PacketWindow(file);
  }

  get path() {
    return this.#file.path;
  }
  get sections() {
    return this.#metadata.sections;
  }
  get interfaces() {
    return this.#metadata.interfaces;
  }
  get names() {
    return this.#metadata.names;
  }
  get secrets() {
    return this.#metadata.secrets;
  }
  get otherBlocks() {
    return this.#metadata.otherBlocks;
  }
  get processes() {
    return this.#metadata.processes;
  }
  get darwinProcesses() {
    return this.#metadata.darwinProcesses;
  }
  get filling() {
    return this.#file.filling;
  }
  get failure(): CaptureProblem | undefined {
    const { failure } = this.#file;
    return failure && problemOf(failure, this.#file.size());
  }

  size(): number {
    return this.#file.size();
  }

  watch(changed: () => void): () => void {
    return this.#file.watch(changed);
  }

  scan(onBlock?: BlockObserver): CaptureScanner {
    return this.#scan(onBlock);
  }

  openWindow(size?: number): PacketWindow {
    return new PacketWindow(this.#file, size);
  }

  readPacket(position: number, length: number): Uint8Array {
    const start = this.#window.locate(position, length);
    return start < 0 ? new Uint8Array(0) : this.#window.bytes.slice(start, start + length);
  }

  packetOptions(position: number, interfaceIndex: number): PacketOptions {
    const source = this.#metadata.interfaces[interfaceIndex];
    if (this.format.kind !== 'pcapng' || source === undefined) return noOptions;
    const blockPosition = position - pseudoHeaderLength(source.linkType) - packetDataOffset;
    const { littleEndian } = this.#metadata.sections[source.section];
    return readPacketOptions(this.#window, blockPosition, littleEndian) ?? noOptions;
  }

  close(): void {
    this.#file.close();
  }
}
