/** Builds Ethernet frames with TCP segments for tests: one client at 10.0.0.1, one server at 10.0.0.2. */
import { tcpFlag } from '../declare/tcp-analysis';

export interface TestSegment {
  /** Sent by the server instead of the client. */
  readonly fromServer?: boolean;
  readonly clientPort?: number;
  readonly serverPort?: number;
  readonly sequence?: number;
  readonly acknowledgement?: number;
  /** Names of flags: `syn ack`. Default: `ack`. */
  readonly flags?: string;
  readonly window?: number;
  /** Padded with NOP to whole words. */
  readonly options?: readonly number[];
  readonly payload?: Uint8Array | string;
  /** Header length in words, where it lies. */
  readonly words?: number;
  /** Microseconds since the first frame. */
  readonly at?: number;
  /** How many bytes of the frame were captured. */
  readonly captured?: number;
}

/** A frame as `walkFrames` takes it. */
export interface TcpTestFrame {
  readonly bytes: Uint8Array;
  readonly originalLength: number;
  readonly nanoseconds: bigint;
}

/** The frame of one segment. Times count in microseconds. */
export function tcpFrame(segment: TestSegment): TcpTestFrame {
  const bytes = ethernetFrame(segment);
  const captured = segment.captured ?? bytes.length;
  return {
    bytes: bytes.subarray(0, captured),
    originalLength: bytes.length,
    nanoseconds: BigInt(segment.at ?? 0) * 1000n,
  };
}

function ethernetFrame(segment: TestSegment): Uint8Array {
  const { fromServer = false, clientPort = 40_000, serverPort = 9999 } = segment;
  const options = [...(segment.options ?? [])];
  while (options.length % 4 !== 0) options.push(1);
  const payload = typeof segment.payload === 'string' ? new TextEncoder().encode(segment.payload) : segment.payload;
  const length = 54 + options.length + (payload?.length ?? 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45]);
  view.setUint16(16, length - 14);
  bytes.set([0x40, 0, 64, 6], 20);
  bytes.set([10, 0, 0, fromServer ? 2 : 1, 10, 0, 0, fromServer ? 1 : 2], 26);
  view.setUint16(34, fromServer ? serverPort : clientPort);
  view.setUint16(36, fromServer ? clientPort : serverPort);
  view.setUint32(38, (segment.sequence ?? 1) >>> 0);
  view.setUint32(42, (segment.acknowledgement ?? 1) >>> 0);
  const words = segment.words ?? 5 + options.length / 4;
  view.setUint16(46, (words << 12) | flagBits(segment.flags ?? 'ack'));
  view.setUint16(48, segment.window ?? 1000);
  bytes.set(options, 54);
  if (payload !== undefined) bytes.set(payload, 54 + options.length);
  return bytes;
}

const flagBits = (names: string): number =>
  names
    .split(' ')
    .filter((name) => name !== '')
    .reduce((bits, name) => bits | tcpFlag[name as keyof typeof tcpFlag], 0);
