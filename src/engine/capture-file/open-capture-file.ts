/** Opens a capture file: finds out its format, or says in one sentence why it is no capture. */
import { type EngineHost, type HostFile, HostFileError } from '../host';
import type { CaptureProblem } from '../view';
import {
  type BlockObserver,
  type CaptureFile,
  CaptureFileError,
  type CaptureFormat,
  type CaptureScanner,
} from './capture-file';
import { CaptureMetadata } from './capture-metadata';
import { nameOf, notACapture } from './not-a-capture';
import { OpenedCapture } from './opened-capture';
import { pcapMagic, readPcapHeader } from './pcap-header';
import { PcapScanner } from './pcap-scanner';
import { blockType, byteOrderMagic, sectionHeaderLength } from './pcapng-format';
import { PcapngScanner } from './pcapng-scanner';
import { cutShort, problemOf } from './problems';
import { isSnoop, readSnoopHeader, SnoopScanner, snoopHeaderLength } from './snoop-scanner';

/** How large an unpacked or piped capture may become on disk, unless the caller says otherwise. */
const defaultSpoolLimit = 64 * 1024 * 1024 * 1024;
const longestHeader = 28;

export interface OpenOptions {
  /** Bytes that a compressed or piped capture may take in the spool. */
  readonly spoolLimit?: number;
}

/**
 * Opens `path` (`-` is standard input). What is compressed or comes from a pipe can still be `filling` afterwards.
 * @throws CaptureFileError
 */
export async function openCaptureFile(host: EngineHost, path: string, options: OpenOptions = {}): Promise<CaptureFile> {
  const file = await openHostFile(host, path, options.spoolLimit ?? defaultSpoolLimit);
  try {
    await untilSize(file, longestHeader);
    return recognise(file);
  } catch (error) {
    file.close();
    throw error;
  }
}

async function openHostFile(host: EngineHost, path: string, spoolLimit: number): Promise<HostFile> {
  try {
    return await host.openFile(path, { spoolLimit });
  } catch (error) {
    if (!(error instanceof HostFileError)) throw error;
    throw new CaptureFileError(problemOf(error, 0));
  }
}

function untilSize(file: HostFile, size: number): Promise<void> {
  if (!file.filling || file.size() >= size) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = file.watch(() => {
      if (file.filling && file.size() < size) return;
      stop();
      resolve();
    });
  });
}

function recognise(file: HostFile): CaptureFile {
  const first = new Uint8Array(longestHeader);
  const start = first.subarray(0, file.read(first, 0, first.length, 0));
  if (start.length === 0) throw new CaptureFileError(emptyProblem(file));
  if (pcapMagic(start)) return openPcap(file);
  if (isPcapng(start)) return openPcapng(file);
  if (isSnoop(start)) return openSnoop(file);
  if (file.failure === undefined && isCutPcapng(start))
    throw new CaptureFileError(cutShort('the section header', 0, sectionHeaderLength, start.length));
  throw new CaptureFileError(file.failure ? problemOf(file.failure, start.length) : notACapture(file));
}

function emptyProblem(file: HostFile): CaptureProblem {
  if (file.failure) return problemOf(file.failure, 0);
  return { kind: 'empty', message: `${nameOf(file)} is empty: there is no capture in it yet.`, offset: 0 };
}

function isPcapng(start: Uint8Array): boolean {
  if (start.length < 12) return false;
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const magic = view.getUint32(8, true);
  return (
    view.getUint32(0, true) === blockType.sectionHeader &&
    (magic === byteOrderMagic || view.getUint32(8, false) === byteOrderMagic)
  );
}

/** The type of a section header says much by itself: it was chosen to survive no text conversion. */
function isCutPcapng(start: Uint8Array): boolean {
  return start.length >= 4 && start.length < 12 && new DataView(start.buffer).getUint32(0) === blockType.sectionHeader;
}

function describe(
  kind: CaptureFormat['kind'],
  description: string,
  headerLength: number,
  file: HostFile,
): CaptureFormat {
  const packed = file.compression === 'none' ? '' : ` (${file.compression})`;
  return { kind, description: description + packed, headerLength };
}

function openPcap(file: HostFile): CaptureFile {
  const header = readPcapHeader(file);
  if ('message' in header) throw new CaptureFileError(header);
  const metadata = new CaptureMetadata();
  metadata.describeSingleInterface(header.linkType, header.littleEndian, {
    snapshotLength: header.snapshotLength,
    frameCheckBits: header.frameCheckBits,
    ticksPerSecond: header.nanoseconds ? 1_000_000_000n : 1_000_000n,
  });
  const format = describe('pcap', header.description, header.length, file);
  return new OpenedCapture(file, format, metadata, () => new PcapScanner(file, header));
}

function openSnoop(file: HostFile): CaptureFile {
  const header = readSnoopHeader(file);
  if ('message' in header) throw new CaptureFileError(header);
  const metadata = new CaptureMetadata();
  metadata.describeSingleInterface(header.linkType, false, {});
  const format = describe('snoop', 'snoop', snoopHeaderLength, file);
  return new OpenedCapture(file, format, metadata, () => new SnoopScanner(file, header));
}

function openPcapng(file: HostFile): CaptureFile {
  const metadata = new CaptureMetadata();
  const scan = (onBlock?: BlockObserver): CaptureScanner => new PcapngScanner(file, metadata, onBlock);
  const first = new Uint8Array(12);
  file.read(first, 0, first.length, 0);
  const littleEndian = new DataView(first.buffer).getUint32(8, true) === byteOrderMagic;
  const format = describe('pcapng', littleEndian ? 'pcapng' : 'pcapng, big-endian', 0, file);
  return new OpenedCapture(file, format, metadata, scan);
}
