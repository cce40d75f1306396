/** Saves an open capture, or some of its packets, as a new file or in place of its own. */
import type { EngineHost, HostFileWriter } from '../host';
import type { CaptureProblem, FrameNumber } from '../view';
import { BufferedOutput } from './buffered-output';
import { type CaptureFile, CaptureFileError, type CaptureScanner, type ScanState } from './capture-file';
import { BlockCopier } from './copy-blocks';
import { linkTypeDescription, pseudoHeaderLength } from './link-types';
import { PacketBatch, packetFlag } from './packet-batch';
import { PcapWriter } from './pcap-writer';
import { textOption, tlsSecretsBlock } from './pcapng-encoder';
import { commonOption, interfaceOption } from './pcapng-format';
import { PcapngWriter } from './pcapng-writer';
import { ownerOptions, processBlock } from './process-blocks';
import type { SaveOptions, SaveResult } from './save-options';

/** How long the scan may hold the thread before everything else gets a turn. */
const turnMilliseconds = 20;

/**
 * Writes `capture` to `target`, which is replaced only when all is written; it may be the file that is open.
 * @throws CaptureFileError when the format cannot hold the packets
 * @throws HostFileError when the file cannot be written
 */
export async function saveCapture(
  host: EngineHost,
  capture: CaptureFile,
  target: string,
  options: SaveOptions,
): Promise<SaveResult> {
  const linkType = options.format === 'pcapng' ? undefined : await onlyLinkType(host, capture, options);
  if (linkType === 'cancelled') return { state: 'cancelled', packets: 0, leftOut: 0 };
  const file = host.createFile(target);
  try {
    const result = await write(host, capture, file, options, linkType);
    if (result.state === 'saved') file.commit();
    return result;
  } finally {
    file.discard();
  }
}

function write(
  host: EngineHost,
  capture: CaptureFile,
  file: HostFileWriter,
  options: SaveOptions,
  linkType: number | undefined,
): Promise<SaveResult> {
  const sink = (bytes: Uint8Array): void => file.write(bytes);
  if (linkType !== undefined) return writePcap(host, capture, sink, options, linkType);
  return capture.format.kind === 'pcapng'
    ? copyPcapng(host, capture, sink, options)
    : convertToPcapng(host, capture, sink, options);
}

/** Calls `take` for each packet to be saved; undefined when cancelled. */
async function forEachPacket(
  host: EngineHost,
  options: SaveOptions,
  scanner: CaptureScanner,
  take: (batch: PacketBatch, row: number, number: FrameNumber) => void,
): Promise<CaptureProblem | 'cancelled' | undefined> {
  const batch = new PacketBatch();
  const last = options.packets ?? Number.POSITIVE_INFINITY;
  // Reads past the last packet, for the blocks that follow it.
  let turnEnds = host.now() + turnMilliseconds;
  let state: ScanState = 'more';
  while (state === 'more' && scanner.packets <= last) {
    const before = scanner.packets;
    state = scanner.next(batch);
    for (let row = 0; row < batch.count && before + row < last; row += 1) {
      const number = before + row + 1;
      if (options.keep === undefined || options.keep(number)) take(batch, row, number);
    }
    if (host.now() < turnEnds) continue;
    options.onProgress?.(scanner.position);
    await host.yield();
    if (options.cancellation?.cancelled) return 'cancelled';
    turnEnds = host.now() + turnMilliseconds;
  }
  return state === 'truncated' || state === 'damaged' ? scanner.problem : undefined;
}

function resultOf(end: CaptureProblem | 'cancelled' | undefined, packets: number, leftOut: number): SaveResult {
  if (end === 'cancelled') return { state: 'cancelled', packets: 0, leftOut: 0 };
  return { state: 'saved', packets, leftOut, problem: end };
}

async function copyPcapng(
  host: EngineHost,
  capture: CaptureFile,
  sink: (bytes: Uint8Array) => void,
  options: SaveOptions,
): Promise<SaveResult> {
  const output = new BufferedOutput(sink);
  const copier = new BlockCopier(capture, output, options);
  const everything = { ...options, keep: undefined };
  const end = await forEachPacket(host, everything, capture.scan(copier.observe), () => {});
  copier.finish();
  output.flush();
  return resultOf(end, copier.copied, 0);
}

async function convertToPcapng(
  host: EngineHost,
  capture: CaptureFile,
  sink: (bytes: Uint8Array) => void,
  options: SaveOptions,
): Promise<SaveResult> {
  const { linkType, snapshotLength, frameCheckBits, ticksPerSecond } = capture.interfaces[0];
  const { littleEndian } = capture.sections[0];
  const writer = new PcapngWriter(sink, [], littleEndian);
  const frameCheck =
    frameCheckBits < 0 ? [] : [{ code: interfaceOption.frameCheckLength, value: Uint8Array.of(frameCheckBits) }];
  writer.addInterface(linkType, snapshotLength, frameCheck, ticksPerSecond > 1_000_000n ? 9 : 6);
  if (options.secrets?.length) writer.addBlock(tlsSecretsBlock(options.secrets, littleEndian));
  const header = pseudoHeaderLength(linkType);
  let packets = 0;
  const end = await forEachPacket(host, options, capture.scan(), (batch, row, number) => {
    const comments = options.comments?.get(number) ?? [];
    const encoded = comments.map((comment) => textOption(commonOption.comment, comment));
    const owner = options.owners?.ownerOf(number);
    if (owner !== undefined) encoded.push(...ownerOptions(owner, littleEndian));
    const original = batch.originalLength[row] + header;
    const captured = batch.capturedLength[row] + header;
    const start = batch.start[row] - header;
    writer.addPacket(0, batch.seconds[row], batch.nanoseconds[row], original, batch.bytes, start, captured, encoded);
    packets += 1;
  });
  for (const process of options.owners?.processes ?? []) writer.addBlock(processBlock(process, littleEndian));
  writer.flush();
  return resultOf(end, packets, 0);
}

async function writePcap(
  host: EngineHost,
  capture: CaptureFile,
  sink: (bytes: Uint8Array) => void,
  options: SaveOptions,
  linkType: number,
): Promise<SaveResult> {
  const source = capture.interfaces.find((candidate) => candidate.linkType === linkType) ?? capture.interfaces[0];
  const writer = new PcapWriter(sink, {
    linkType,
    snapshotLength: largestSnapshotLength(capture, linkType),
    nanoseconds: options.format === 'pcap-nanoseconds',
    frameCheckBits: source?.frameCheckBits,
    littleEndian: capture.sections[source?.section ?? 0]?.littleEndian,
  });
  const header = pseudoHeaderLength(linkType);
  let packets = 0;
  let leftOut = 0;
  const end = await forEachPacket(host, options, capture.scan(), (batch, row) => {
    if ((batch.flags[row] & packetFlag.block) !== 0) {
      leftOut += 1;
      return;
    }
    const original = batch.originalLength[row] + header;
    const captured = batch.capturedLength[row] + header;
    const start = batch.start[row] - header;
    writer.addPacket(batch.seconds[row], batch.nanoseconds[row], original, batch.bytes, start, captured);
    packets += 1;
  });
  writer.flush();
  return resultOf(end, packets, leftOut);
}

/** 0, no limit, when one of the interfaces has none. */
function largestSnapshotLength(capture: CaptureFile, linkType: number): number {
  const lengths = capture.interfaces
    .filter((source) => source.linkType === linkType)
    .map((source) => source.snapshotLength);
  return lengths.length === 0 || lengths.includes(0) ? 0 : Math.max(...lengths);
}

/** The link type of all packets to be saved, as pcap needs it. */
async function onlyLinkType(
  host: EngineHost,
  capture: CaptureFile,
  options: SaveOptions,
): Promise<number | 'cancelled'> {
  if (capture.format.kind !== 'pcapng') return capture.interfaces[0].linkType;
  const found = new Set<number>();
  const end = await forEachPacket(host, options, capture.scan(), (batch, row) => {
    if ((batch.flags[row] & packetFlag.block) === 0) found.add(batch.linkType[row]);
  });
  if (end === 'cancelled') return 'cancelled';
  if (found.size > 1) {
    const names = [...found].map(linkTypeDescription).join(', ');
    const message = `A pcap file can hold packets of one link type only, and these have ${found.size} (${names}). Save them as pcapng.`;
    throw new CaptureFileError({ kind: 'limit', message, offset: 0 });
  }
  const [only = capture.interfaces[0]?.linkType ?? 1] = found;
  return only;
}
