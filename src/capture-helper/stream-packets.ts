/** Reads a capture in any known format out of a stream and hands its packets to the sink. */
import type { CaptureFile, CaptureInterface, CaptureScanner, RawOption } from '../engine/capture-file/capture-file';
import { pseudoHeaderLength } from '../engine/capture-file/link-types';
import { openCaptureFile } from '../engine/capture-file/open-capture-file';
import { noInterface, PacketBatch, packetFlag } from '../engine/capture-file/packet-batch';
import type { EngineHost } from '../engine/host';
import type { DropCounts } from './file-description';
import type { PacketSink } from './packet-sink';
import { StreamWindow } from './stream-window';

/** Longest header of a file: with fewer bytes its format cannot be told. */
const headerBytes = 28;

export class StreamPackets {
  /** Why reading cannot go on. */
  problem?: string;
  readonly #name: string;
  readonly #sink: PacketSink;
  readonly #window: StreamWindow;
  readonly #batch = new PacketBatch(1024);
  readonly #numbers: number[] = [];
  #file: CaptureFile | undefined;
  #scanner: CaptureScanner | undefined;
  #opening: Promise<void> | undefined;

  constructor(name: string, sink: PacketSink) {
    this.#name = name;
    this.#sink = sink;
    this.#window = new StreamWindow(name);
  }

  async append(chunk: Uint8Array): Promise<void> {
    if (this.problem !== undefined) return;
    this.#window.append(chunk);
    if (this.#scanner === undefined && this.#window.size() < headerBytes) return;
    await this.#read();
  }

  /** The stream has ended. */
  async finish(): Promise<void> {
    this.#window.finish();
    if (this.problem === undefined && this.#window.size() > 0) await this.#read();
    this.#takeStatistics();
  }

  async #read(): Promise<void> {
    this.#opening ??= this.#open();
    await this.#opening;
    if (this.#scanner !== undefined) this.#scan();
  }

  async #open(): Promise<void> {
    try {
      this.#file = await openCaptureFile(hostOf(this.#window), this.#name);
      this.#scanner = this.#file.scan();
    } catch (error) {
      // What is no capture says its name itself.
      this.problem = (error as Error).message;
    }
  }

  #scan(): void {
    const scanner = this.#scanner!;
    for (;;) {
      const state = scanner.next(this.#batch);
      this.#addInterfaces();
      this.#addPackets();
      this.#window.discard(scanner.position);
      if (state === 'more') continue;
      if (state === 'damaged') this.problem = `${this.#name}: ${scanner.problem?.message ?? 'the stream is damaged.'}`;
      return;
    }
  }

  #addInterfaces(): void {
    const { interfaces } = this.#file!;
    for (let index = this.#numbers.length; index < interfaces.length; index++) {
      const { name, description, filter, linkType, snapshotLength, comments, ticksPerSecond } = interfaces[index];
      this.#numbers.push(
        this.#sink.addInterface({
          name: name ?? this.#name,
          ...(description === undefined ? {} : { description }),
          ...(filter === undefined ? {} : { filter }),
          linkType,
          snapshotLength,
          comments,
          exponent: exponentOf(ticksPerSecond),
        }),
      );
    }
  }

  #addPackets(): void {
    const batch = this.#batch;
    for (let row = 0; row < batch.count; row++) {
      const source = batch.interfaceIndex[row];
      if (source === noInterface || (batch.flags[row] & packetFlag.block) !== 0) continue;
      const before = pseudoHeaderLength(batch.linkType[row]);
      this.#sink.addPacket(
        this.#numbers[source],
        batch.seconds[row],
        batch.nanoseconds[row],
        batch.originalLength[row] + before,
        batch.bytes,
        batch.start[row] - before,
        batch.capturedLength[row] + before,
        (batch.flags[row] & packetFlag.options) === 0 ? undefined : this.#optionsOf(row, source),
      );
    }
  }

  /** Options have the byte order of their section; ours is little-endian. */
  #optionsOf(row: number, source: number): readonly RawOption[] | undefined {
    const file = this.#file!;
    if (!file.sections[file.interfaces[source].section].littleEndian) return undefined;
    return file.packetOptions(this.#batch.bytesPosition + this.#batch.start[row], source).options;
  }

  #takeStatistics(): void {
    for (const [index, number] of this.#numbers.entries()) {
      const drops = dropsOf(this.#file!.interfaces[index]);
      if (drops !== undefined) this.#sink.setDrops(number, drops);
    }
  }

  /** Numbers in the sink of all its interfaces. */
  get numbers(): readonly number[] {
    return this.#numbers;
  }
}

function dropsOf({ statistics }: CaptureInterface): DropCounts | undefined {
  if (statistics?.received === undefined && statistics?.dropped === undefined) return undefined;
  const kernel = statistics.droppedByOperatingSystem;
  const dropped = statistics.dropped;
  return {
    ...(statistics.received === undefined ? {} : { received: Number(statistics.received) }),
    ...(dropped === undefined ? {} : { droppedByKernel: Number(kernel ?? dropped) }),
    ...(dropped === undefined || kernel === undefined ? {} : { droppedByInterface: Number(dropped - kernel) }),
  };
}

function exponentOf(ticksPerSecond: bigint): number {
  const digits = String(ticksPerSecond);
  return /^10{0,9}$/.test(digits) ? digits.length - 1 : 9;
}

/** All that reading a stream asks of a host. */
function hostOf(window: StreamWindow): EngineHost {
  return { openFile: async () => window } as Partial<EngineHost> as EngineHost;
}
