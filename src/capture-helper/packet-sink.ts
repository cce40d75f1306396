/** Takes captured packets, writes them as pcapng, counts them, and says when a stop condition is met. */
import type { RawOption } from '../engine/capture-file/capture-file';
import { PcapngWriter } from '../engine/capture-file/pcapng-writer';
import type { StopOrder } from '../shared/capture-orders';
import type { ReportedCounts } from '../shared/capture-reports';
import { type SystemError, writingTrouble } from '../shared/file-sentences';
import type { BlockOutput, OutputFailure } from './block-output';
import {
  type DropCounts,
  interfaceOptions,
  type SinkInterface,
  sectionOptions,
  statisticsBlock,
} from './file-description';
import { metCondition } from './stop-conditions';

/** Gives the output for the next packet; another one when a file of a ring buffer is full. */
export interface OutputSequence {
  readonly current: BlockOutput;
  /** Files begun so far. */
  readonly files: number;
  /** Whether the current output has had its share. */
  isFull(packetsInFile: number, bytesInFile: number): boolean;
  /** Begins the next output. Throws when it cannot. */
  next(): void;
  close(): void;
}

export class PacketSink {
  packets = 0;
  /** As they were on the wire. */
  bytes = 0;
  readonly #outputs: OutputSequence;
  readonly #application: string;
  readonly #stop: StopOrder;
  readonly #started = Date.now();
  readonly #interfaces: SinkInterface[] = [];
  readonly #counts: number[] = [];
  readonly #drops: DropCounts[] = [];
  #writer: PcapngWriter;
  #packetsInFile = 0;
  #bytesBefore = 0;
  #lostBefore = 0;
  #flushed = 0;
  #filesFull = false;

  constructor(outputs: OutputSequence, application: string, stop: StopOrder) {
    this.#outputs = outputs;
    this.#application = application;
    this.#stop = stop;
    this.#writer = this.#newWriter();
  }

  /** Why nothing more can be written. */
  get failure(): OutputFailure | undefined {
    return this.#outputs.current.failure;
  }

  /** Adds an interface; returns its number. */
  addInterface(description: SinkInterface): number {
    this.#interfaces.push(description);
    this.#counts.push(0);
    this.#drops.push({});
    this.#describe(description);
    return this.#interfaces.length - 1;
  }

  /** Adds a packet: `captured` bytes at `bytes[start]`. Returns false when it was not wanted any more. */
  addPacket(
    interfaceNumber: number,
    seconds: number,
    nanoseconds: number,
    original: number,
    bytes: Uint8Array,
    start: number,
    captured: number,
    options?: readonly RawOption[],
  ): boolean {
    if (this.#isComplete()) return false;
    this.#writer.addPacket(interfaceNumber, seconds, nanoseconds, original, bytes, start, captured, options);
    this.packets += 1;
    this.bytes += original;
    this.#counts[interfaceNumber] += 1;
    this.#packetsInFile += 1;
    this.tick();
    return true;
  }

  /** Whether a condition that counts is met, so that not one packet more is taken. */
  #isComplete(): boolean {
    const { packets = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY } = this.#stop;
    return this.#filesFull || this.packets >= packets || this.#bytesBefore + this.#writer.length >= bytes;
  }

  /** Goes on with the next file when its time has come, packets or not; not for packets that are not wanted any more. */
  tick(): void {
    if (!this.#isComplete() && this.#outputs.isFull(this.#packetsInFile, this.#writer.length)) this.#nextFile();
  }

  setDrops(interfaceNumber: number, drops: DropCounts): void {
    this.#drops[interfaceNumber] = drops;
  }

  /** Which stop condition is met, in words. */
  met(): string | undefined {
    if (this.#filesFull) return 'As many files as wanted are full.';
    return metCondition(this.#stop, {
      seconds: (Date.now() - this.#started) / 1000,
      packets: this.packets,
      bytes: this.#bytesBefore + this.#writer.length,
    });
  }

  /** Hands everything to the operating system. */
  flush(): void {
    this.#writer.flush();
    this.#flushed = performance.now();
  }

  /** Milliseconds since the last flush. */
  get sinceFlush(): number {
    return performance.now() - this.#flushed;
  }

  counts(): ReportedCounts {
    const { current } = this.#outputs;
    const lost = this.#lostBefore + current.lostPackets;
    return {
      packets: this.packets - lost,
      bytes: this.bytes,
      fileBytes: this.#bytesBefore + current.length,
      droppedByUs: lost,
      interfaces: this.#interfaces.map(({ name, linkType }, number) => ({
        name,
        linkType,
        packets: this.#counts[number],
        ...this.#drops[number],
      })),
    };
  }

  /** Writes the statistics and closes the file. */
  end(): void {
    this.#endFile();
    this.#outputs.close();
  }

  #newWriter(): PcapngWriter {
    const { current } = this.#outputs;
    return new PcapngWriter((blocks) => current.write(blocks), sectionOptions(this.#application));
  }

  #describe(description: SinkInterface): void {
    const { linkType, snapshotLength, exponent } = description;
    this.#writer.addInterface(linkType, snapshotLength, interfaceOptions(description), exponent);
  }

  #nextFile(): void {
    this.#filesFull = this.#stop.files !== undefined && this.#outputs.files >= this.#stop.files;
    if (this.#filesFull || this.failure !== undefined) return;
    this.#endFile();
    const { current } = this.#outputs;
    try {
      this.#outputs.next();
    } catch (error) {
      current.failure ??= {
        reason: 'failed',
        message: `The next file cannot be made. ${writingTrouble(error as SystemError, (error as NodeJS.ErrnoException).path ?? '')[1]}`,
      };
      return;
    }
    this.#bytesBefore += current.length;
    this.#lostBefore += current.lostPackets;
    this.#packetsInFile = 0;
    this.#writer = this.#newWriter();
    for (const description of this.#interfaces) this.#describe(description);
  }

  #endFile(): void {
    this.flush();
    const { current } = this.#outputs;
    for (const [number, { exponent }] of this.#interfaces.entries()) {
      const block = statisticsBlock(number, exponent, this.#started, this.#drops[number]);
      if (current.failure === undefined) current.write(block);
      else current.writeLast(block);
    }
  }
}
