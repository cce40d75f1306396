/** Walks frames given as bytes, as the index pass and then the detail pane would: the workbench of the protocols' tests. */
import { Dissection } from '../declare/dissection';
import type { FieldValue } from '../declare/field';
import type { EngineHost } from '../host';
import { CaptureMemory } from '../index/memory';
import { Stacks } from '../index/stacks';
import { catalogue } from '../protocols';
import { treeOf, treeText } from './decode-frame';
import type { Line } from './tree-sink';

export interface WalkedFrame {
  /** `frame.protocols`. */
  readonly protocols: string;
  readonly column: string;
  readonly info: string;
  readonly text: string;
  readonly lines: readonly Line[];
  readonly truncated: boolean;
  readonly malformed: boolean;
  /** What the first pass found, where nobody listens. */
  readonly learned: { readonly truncated: boolean; readonly malformed: boolean };
  /** Values of a field in order of occurrence. */
  values(id: string): readonly FieldValue[];
}

/** One frame: its bytes, or its bytes with what was cut off or when it came. */
export type TestFrame =
  | Uint8Array
  | { readonly bytes: Uint8Array; readonly originalLength?: number; readonly nanoseconds?: bigint };

/**
 * Walks the frames once in order as the index pass does, then once more for their trees. The link type is a LINKTYPE_ number,
 * 1 for Ethernet. Frames without a time come a millisecond apart.
 */
export function walkFrames(
  frames: readonly TestFrame[],
  linkType = 1,
  inflate?: EngineHost['inflate'],
): readonly WalkedFrame[] {
  const stacks = new Stacks(catalogue);
  const facts = frames.map((frame, index) => factsOf(frame, index, linkType));
  const memory = new CaptureMemory(
    catalogue,
    (number) => BigInt(facts[number - 1].seconds) * 1_000_000_000n + BigInt(facts[number - 1].nanoseconds),
    (number) => ({ bytes: bytesOf(frames[number - 1]), start: 0 }),
  );
  const dissection = new Dissection(memory, stacks, { verifyChecksums: false });
  dissection.learning = true;
  const first = catalogue.require('frame');
  const learned = frames.map((frame, index) => {
    Object.assign(dissection, facts[index], { frameStart: 0 });
    dissection.walk(first, bytesOf(frame));
    return { truncated: dissection.truncated, malformed: dissection.malformed };
  });
  dissection.learning = false;
  dissection.inflate = inflate;
  return frames.map((frame, index) => {
    const sink = treeOf(dissection, catalogue, facts[index], bytesOf(frame), 0);
    return {
      protocols: stacks.name(dissection.stack),
      column: dissection.protocolColumn,
      info: dissection.infoColumn,
      text: treeText(sink.lines),
      lines: sink.lines,
      truncated: dissection.truncated,
      malformed: dissection.malformed,
      learned: learned[index],
      values: (id) => sink.lines.filter((line) => line.field?.id === id).map((line) => line.value as FieldValue),
    };
  });
}

/** Bytes written as hexadecimal digits; white space is ignored. */
export const hex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.replace(/\s+/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Who sends, what (text: one byte a character), and with which TCP flags (0x18 unless given). */
export type Sent = readonly [side: 'client' | 'server', payload: string | Uint8Array, flags?: number];

/** The frames of a TCP connection to a port: three of handshake, then one for each piece. */
export function tcpFrames(serverPort: number, sent: readonly Sent[]): readonly Uint8Array[] {
  const next = { client: 1000, server: 5000 };
  const handshake: readonly Sent[] = [
    ['client', '', 0x02],
    ['server', '', 0x12],
    ['client', '', 0x10],
  ];
  return [...handshake, ...sent].map(([side, payload, flags = 0x18]) => {
    const other = side === 'client' ? 'server' : 'client';
    const bytes = typeof payload === 'string' ? Uint8Array.from(payload, (c) => c.charCodeAt(0)) : payload;
    const ports = side === 'client' ? [clientPort, serverPort] : [serverPort, clientPort];
    const header = [
      ...ports.flatMap((port) => [port >> 8, port & 0xff]),
      ...[next[side], flags === 0x02 ? 0 : next[other]].flatMap((n) => [0, n >> 16, (n >> 8) & 0xff, n & 0xff]),
      ...[0x50, flags, 0xff, 0xff, 0, 0, 0, 0],
    ];
    next[side] += bytes.length + ((flags & 0x03) === 0 ? 0 : 1);
    return ipFrame(6, side === 'client', header, bytes);
  });
}

/** A frame with a UDP datagram from one port to another. */
export function udpFrame(
  source: number,
  destination: number,
  payload: string | Uint8Array,
  fromClient = true,
): Uint8Array {
  const bytes = typeof payload === 'string' ? Uint8Array.from(payload, (c) => c.charCodeAt(0)) : payload;
  const header = [source, destination, bytes.length + 8, 0].flatMap((n) => [n >> 8, n & 0xff]);
  return ipFrame(17, fromClient, header, bytes);
}

/** A frame in which the receiver of another one asks for fewer (source quench), and quotes all of it. */
export const quotedByIcmp = (frame: Uint8Array): Uint8Array =>
  ipFrame(1, false, [4, 0, 0, 0, 0, 0, 0, 0], frame.subarray(14));

const clientPort = 40_000;

function ipFrame(protocol: number, fromClient: boolean, header: readonly number[], payload: Uint8Array): Uint8Array {
  const total = 20 + header.length + payload.length;
  const addresses = fromClient ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1];
  return Uint8Array.from([
    ...hex('020000000001 020000000002 0800'),
    ...[0x45, 0, total >> 8, total & 0xff, 0, 1, 0x40, 0, 64, protocol, 0, 0],
    ...addresses,
    ...header,
    ...payload,
  ]);
}

const bytesOf = (frame: TestFrame): Uint8Array => (frame instanceof Uint8Array ? frame : frame.bytes);

function factsOf(frame: TestFrame, index: number, linkType: number) {
  const bytes = bytesOf(frame);
  const given = frame instanceof Uint8Array ? undefined : frame;
  const time = given?.nanoseconds ?? BigInt(index) * 1_000_000n;
  return {
    frame: index + 1,
    seconds: Number(time / 1_000_000_000n),
    nanoseconds: Number(time % 1_000_000_000n),
    hasTime: true,
    capturedLength: bytes.length,
    originalLength: Math.max(given?.originalLength ?? 0, bytes.length),
    linkType,
    interfaceIndex: 0,
  };
}
