/** The package cap, where it is installed, and what our patch (patches/cap+0.2.1.patch) added to it. */
import { createRequire } from 'node:module';

/** Asked of an interface; the buffer's size is given beside it. */
export interface OpenOptions {
  readonly snaplen: number;
  readonly promiscuous: boolean;
  readonly monitor: boolean;
  /** True: each packet at once, at the cost of drops under load. */
  readonly immediate: boolean;
  /** Milliseconds until the kernel hands over what it has. */
  readonly timeout: number;
  readonly nanoseconds: boolean;
  /** Many packets per event, see `readBatch`. */
  readonly batch: boolean;
  readonly linkType?: number;
}

export interface OpenedDevice {
  /** DLT_ number of this system. */
  readonly linkType: number;
  readonly linkTypeName: string;
  readonly linkTypeDescription: string;
  readonly snaplen: number;
  readonly nanoseconds: boolean;
}

export interface Device {
  open(name: string, filter: string, bufferSize: number, buffer: Buffer, options?: OpenOptions): string;
  close(): boolean;
  on(event: 'batch', listener: (packets: number, bytes: number) => void): this;
  on(event: 'packet', listener: (bytes: number, truncated: boolean) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  /** Patched only. */
  stats?(): { received: number; dropped: number; interfaceDropped: number } | undefined;
  describe?(): OpenedDevice | undefined;
  dispatch?(): void;
}

export interface ListedDevice {
  readonly name: string;
  readonly description?: string;
  readonly addresses: readonly { readonly addr?: string }[];
  readonly flags?: string;
  /** libpcap's PCAP_IF_ bits. Patched only. */
  readonly flagBits?: number;
}

export interface CapModule {
  readonly Cap: { new (): Device; deviceList(): readonly ListedDevice[] };
  /** All below: patched only. */
  readonly batchVersion?: number;
  libraryVersion?(): string;
  linkTypes?(
    device: string,
    monitor: boolean,
  ): {
    readonly types: readonly { readonly number: number; readonly name: string; readonly description: string }[];
    readonly monitor: boolean;
  };
  compile?(filter: string, linkType: number): string | undefined;
  confine?(): void;
}

/** cap, or a sentence that says why it is not there. */
export function loadCap(): CapModule | { readonly reason: string } {
  try {
    return createRequire(import.meta.url)('cap') as CapModule;
  } catch (error) {
    return { reason: reasonOf(error as NodeJS.ErrnoException) };
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  const message = error.message.split('\n')[0];
  if (/NODE_MODULE_VERSION/.test(error.message))
    return `The package cap was built for another Node than ${process.version}.`;
  if (/cap\.node/.test(message) && error.code === 'MODULE_NOT_FOUND') return 'The package cap was not built.';
  if (error.code === 'MODULE_NOT_FOUND') return 'The package cap is not installed.';
  if (/libpcap/.test(message)) return `libpcap is not installed: ${message}`;
  return `The package cap cannot be loaded: ${message}`;
}
