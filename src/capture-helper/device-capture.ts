/** Captures on devices with cap and writes pcapng to standard output. */
import type { DeviceOrder } from '../shared/capture-orders';
import type { CapModule, Device, OpenedDevice } from './cap-module';
import { linkTypeOfDlt } from './link-layer-numbers';
import type { PacketSink } from './packet-sink';

/** The kernel hands over what it has at least this often. Together with the sink's flushes below the 100 ms promised. */
export const kernelMilliseconds = 40;
const batchBytes = 4 * 1024 * 1024;
const recordHeaderWords = 4;

/** `gone`: what libpcap said when the device could not be read any longer. */
export interface DeviceEvents {
  /** Something was added to the sink. */
  packets(): void;
  gone(name: string, message: string): void;
}

/** One open device. */
export class DeviceCapture {
  readonly #device: Device;
  readonly #order: DeviceOrder;
  readonly #buffer = Buffer.alloc(batchBytes);
  readonly #words = new Uint32Array(this.#buffer.buffer, this.#buffer.byteOffset, batchBytes / 4);
  readonly #opened: OpenedDevice;
  readonly #batches: boolean;
  #sink: PacketSink | undefined;
  #events: DeviceEvents | undefined;
  #number = 0;
  #open = true;

  /** Opens the device, which needs the rights to do so. @throws Error with what libpcap says */
  constructor(cap: CapModule, order: DeviceOrder) {
    this.#order = order;
    this.#device = new cap.Cap();
    this.#batches = cap.batchVersion !== undefined;
    this.#device.on('error', (error) => this.#lost(error));
    this.#device.on('batch', (packets, bytes) => this.#takeBatch(packets, bytes));
    if (!this.#batches) this.#device.on('packet', (bytes) => this.#takePacket(bytes));
    const name = this.#device.open(order.name, order.filter, order.bufferBytes, this.#buffer, {
      snaplen: order.snapshotLength,
      promiscuous: order.promiscuous,
      monitor: order.monitorMode,
      immediate: false,
      timeout: kernelMilliseconds,
      nanoseconds: true,
      batch: true,
      ...(order.linkType === undefined ? {} : { linkType: order.linkType }),
    });
    this.#opened = this.#device.describe?.() ?? unpatchedDescription(name);
  }

  get name(): string {
    return this.#order.name;
  }

  get timestamps(): 'kernel' | 'approximate' {
    return this.#batches ? 'kernel' : 'approximate';
  }

  /** Describes the device in the file and lets its packets in. */
  start(sink: PacketSink, events: DeviceEvents): void {
    const { name, description, filter } = this.#order;
    this.#number = sink.addInterface({
      name,
      ...(description === undefined ? {} : { description }),
      filter,
      linkType: linkTypeOfDlt(this.#opened.linkType),
      snapshotLength: this.#opened.snaplen,
      exponent: this.#opened.nanoseconds ? 9 : 6,
      ...(this.timestamps === 'approximate' ? { comments: [approximateComment] } : {}),
    });
    this.#sink = sink;
    this.#events = events;
  }

  /** Takes what the kernel has now. */
  drain(): void {
    if (this.#open) this.#device.dispatch?.();
  }

  /** Asks the kernel for its counts. */
  countDrops(): void {
    const stats = this.#open ? this.#device.stats?.() : undefined;
    if (stats === undefined) return;
    const { received, dropped, interfaceDropped } = stats;
    this.#sink?.setDrops(this.#number, {
      received,
      droppedByKernel: dropped,
      droppedByInterface: interfaceDropped,
    });
  }

  close(): void {
    if (!this.#open) return;
    this.countDrops();
    this.#open = false;
    this.#device.close();
  }

  #takeBatch(packets: number, bytes: number): void {
    const sink = this.#sink;
    if (sink === undefined) return;
    const words = this.#words;
    const perUnit = this.#opened.nanoseconds ? 1 : 1000;
    let at = 0;
    for (let packet = 0; packet < packets && at < bytes; packet++) {
      const word = at >> 2;
      const captured = words[word + 2];
      const start = at + recordHeaderWords * 4;
      sink.addPacket(
        this.#number,
        words[word],
        words[word + 1] * perUnit,
        words[word + 3],
        this.#buffer,
        start,
        captured,
      );
      at = start + ((captured + 3) & ~3);
    }
    this.#events?.packets();
  }

  /** Without our patch cap tells neither when a packet came nor how long it was. */
  #takePacket(captured: number): void {
    const now = performance.timeOrigin + performance.now();
    const seconds = Math.floor(now / 1000);
    const nanoseconds = Math.floor((now - seconds * 1000) * 1e6);
    const length = Math.min(captured, this.#order.snapshotLength);
    this.#sink?.addPacket(this.#number, seconds, nanoseconds, captured, this.#buffer, 0, length);
    this.#events?.packets();
  }

  #lost(error: Error): void {
    if (!this.#open) return;
    this.close();
    this.#events?.gone(this.name, error.message);
  }
}

const approximateComment =
  'Timestamps approximate: this build of cap does not tell the kernel’s, so the clock was read when each packet arrived.';

/** What cap itself calls the types it knows. */
const unpatchedLinkTypes: Readonly<Record<string, number>> = {
  NULL: 0,
  ETHERNET: 1,
  IEEE802_11_RADIO: 127,
  LINKTYPE_LINUX_SLL: 113,
  RAW: 12,
};

function unpatchedDescription(name: string): OpenedDevice {
  const known = Object.hasOwn(unpatchedLinkTypes, name) ? unpatchedLinkTypes[name] : undefined;
  const linkType = known ?? Number(/^Unknown linktype (\d+)$/.exec(name)?.[1] ?? 147);
  return { linkType, linkTypeName: name, linkTypeDescription: name, snaplen: 65_535, nanoseconds: true };
}
