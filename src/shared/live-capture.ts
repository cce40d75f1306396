/** The shapes of live capture that cross from capture-control to the main process, the page and the command line program. */

/** The programs that can read packets for us, best first. `cap` is our own helper with the package cap. */
export type CaptureProgram = 'cap' | 'dumpcap' | 'tcpdump';

/** Something the user can do about a missing right or program. */
export interface Remedy {
  readonly id: string;
  /** A few words for a button or a heading. */
  readonly title: string;
  /** What it does, who may capture afterwards, and what it costs in safety. */
  readonly explanation: string;
  /** A command to copy into a terminal; absent where it is something to install or to click. */
  readonly command?: string;
  /** Set where Sockeye itself can do it for the next capture, asking for the password: the helper alone gets the rights. */
  readonly elevation?: 'pkexec';
}

/** Whether this user may capture on an interface now, and by which program. */
export type Capturability =
  | { readonly possible: true; readonly by: CaptureProgram }
  | { readonly possible: false; readonly reason: string; readonly remedies: readonly Remedy[] };

export type InterfaceKind =
  | 'wired'
  | 'wireless'
  | 'loopback'
  | 'any'
  | 'virtual'
  | 'tunnel'
  | 'bluetooth'
  | 'usb'
  | 'other';

/** A link-layer header type: the number of the tcpdump.org registry, libpcap's name and its description. */
export interface LinkType {
  readonly number: number;
  readonly name: string;
  readonly description: string;
}

export interface CaptureInterface {
  /** Its place in the list from 1, as `-D` prints it and `-i` takes it. */
  readonly number: number;
  /** What the system and `-i` call it. */
  readonly name: string;
  readonly description?: string;
  readonly kind: InterfaceKind;
  /** IPv4 first, without prefix lengths. */
  readonly addresses: readonly string[];
  readonly hardwareAddress?: string;
  /** The types it can deliver, its default first; empty where it could not be opened to ask. */
  readonly linkTypes: readonly LinkType[];
  readonly up: boolean;
  /** Has a carrier. */
  readonly running: boolean;
  readonly loopback: boolean;
  /** Whether monitor mode can be asked for; undefined where it could not be opened to ask. */
  readonly monitorMode?: boolean;
  readonly capturability: Capturability;
}

/** One of the places packets come from. Sizes are bytes. */
export type CaptureSource =
  | {
      readonly kind: 'interface';
      readonly name: string;
      /** A capture filter in libpcap's language; none when empty. */
      readonly filter?: string;
      /** True unless given. */
      readonly promiscuous?: boolean;
      /** Bytes kept of each packet; 262144 (all) unless given. */
      readonly snapshotLength?: number;
      /** The kernel's buffer; see `defaultBufferBytes`. */
      readonly bufferBytes?: number;
      /** 802.11 monitor mode. */
      readonly monitorMode?: boolean;
      /** Number of the link-layer header type, where the interface offers several. */
      readonly linkType?: number;
    }
  /** A FIFO, or `-` for standard input, out of which comes pcap or pcapng. */
  | { readonly kind: 'pipe'; readonly path: string }
  /** A program that writes pcap or pcapng to its standard output, such as `ssh host tcpdump -U -w - …`. Never passes a shell. */
  | { readonly kind: 'command'; readonly arguments: readonly string[]; readonly name?: string }
  /** A server that sends pcap or pcapng as soon as somebody connects. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** When to go on with the next file. Whichever comes first; at least one of the first three. */
export interface RingBuffer {
  readonly bytes?: number;
  readonly seconds?: number;
  readonly packets?: number;
  /** Files kept; the oldest is deleted when there would be more. All are kept when absent. */
  readonly files?: number;
}

/** When to stop. Whichever comes first. */
export interface StopConditions {
  readonly seconds?: number;
  readonly packets?: number;
  /** Of the file, or of a ring buffer's files together. */
  readonly bytes?: number;
  /** After so many files of a ring buffer. */
  readonly files?: number;
}

export interface CaptureOptions {
  readonly sources: readonly CaptureSource[];
  /** File to write; in the spool when absent. In a ring buffer a number and the time are put before its extension. */
  readonly path?: string;
  readonly ring?: RingBuffer;
  readonly stop?: StopConditions;
  /** Which program serves interfaces; the best that works when absent. */
  readonly program?: CaptureProgram;
  /** Ask for the rights by pkexec when the helper is started. */
  readonly elevation?: 'pkexec';
}

export const defaultSnapshotLength = 262_144;
/** Large enough for half a second of a busy gigabit; small enough for a small machine. Bytes. */
export const defaultBufferBytes = 16 * 1024 * 1024;

/** Counts of one interface of a running capture. Undefined: the program does not tell. */
export interface InterfaceStatus {
  readonly name: string;
  /** What the filter let through, packets in this file. */
  readonly packets: number;
  /** What the kernel saw of it. */
  readonly received?: number;
  /** Dropped by the kernel because its buffer was full. */
  readonly droppedByKernel?: number;
  /** Dropped by the interface or its driver. */
  readonly droppedByInterface?: number;
  readonly linkType?: LinkType;
}

/** Where a capture stands; told once a second and at every change. */
export interface LiveCaptureStatus {
  readonly state: 'starting' | 'running' | 'stopping' | 'ended';
  readonly packets: number;
  /** Bytes of packets as they were on the wire. */
  readonly bytes: number;
  /** Bytes written to the file, or to all files of a ring buffer. */
  readonly fileBytes: number;
  readonly interfaces: readonly InterfaceStatus[];
  /** Sums over the interfaces. */
  readonly droppedByKernel: number;
  readonly droppedByInterface: number;
  /** Packets that reached us and were not written: 0 unless the disk was full or a pipe broke. */
  readonly droppedByUs: number;
  readonly seconds: number;
  /** `approximate` where the program read the clock itself, after the kernel did. */
  readonly timestamps: 'kernel' | 'approximate';
  readonly program: CaptureProgram | 'none';
  /** What the user should know while it runs, such as a filter that another program could not take. */
  readonly warnings: readonly string[];
}

/** Nobody tells what the kernel dropped: the count of drops says nothing. */
export function dropsUnknown({ interfaces }: Pick<LiveCaptureStatus, 'interfaces'>): boolean {
  return interfaces.length > 0 && interfaces.every(({ droppedByKernel }) => droppedByKernel === undefined);
}

export type EndReason =
  | 'stopped'
  | 'condition'
  | 'disk-full'
  | 'interface-gone'
  | 'source-ended'
  | 'not-permitted'
  | 'bad-filter'
  | 'failed';

/** How a capture ended. `message` is a sentence for the user. */
export interface CaptureEnd {
  readonly reason: EndReason;
  readonly message: string;
  readonly remedies: readonly Remedy[];
  readonly status: LiveCaptureStatus;
}

/** A capture that a crash left in the spool. */
export interface RecoverableCapture {
  readonly id: string;
  readonly path: string;
  /** When it began, in milliseconds since 1970. */
  readonly started: number;
  /** When something was written to it last. */
  readonly lastWritten: number;
  readonly bytes: number;
  /** What it captured, as in the window's title: `eth0`, `eth0 and lo`. */
  readonly title: string;
  /** Packets in it, where that was noted. */
  readonly packets?: number;
}

export interface SpoolState {
  readonly folder: string;
  readonly bytes: number;
  readonly limit: number;
  /** Free on the disk it lies on. */
  readonly free: number;
}

/** What an interface has carried since the last look, from counters of the system: no capture is needed for it. */
export interface InterfaceRate {
  readonly name: string;
  readonly packetsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Dropped by the interface since it came up. */
  readonly drops: number;
}

/** Why a capture filter cannot be used. */
export interface CaptureFilterProblem {
  readonly message: string;
}

/** One answer to “Why do I see nothing?”. */
export interface Finding {
  readonly id: string;
  /** `problem` explains an empty list by itself, `hint` may, `fine` was looked at and is not it. */
  readonly state: 'fine' | 'hint' | 'problem';
  readonly title: string;
  readonly detail: string;
  readonly remedies: readonly Remedy[];
}
