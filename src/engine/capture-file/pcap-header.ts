/** The file header of pcap and of its modified variants, told apart as Wireshark does. draft-ietf-opsawg-pcap. */
import type { HostFile } from '../host';
import type { CaptureProblem } from '../view';
import { linkType, maximumPacketLength } from './link-types';
import { cutShort, damaged } from './problems';

/** Record headers that differ from the standard one by bytes after it. */
export type PcapVariant =
  | 'standard'
  | 'aix'
  | 'kuznetzov-1999-04-17'
  | 'kuznetzov-1999-09-15'
  | 'kuznetzov-1999-10-29'
  | 'nokia';

export interface PcapHeader {
  readonly littleEndian: boolean;
  readonly nanoseconds: boolean;
  readonly variant: PcapVariant;
  /** Before version 2.3 the two lengths stood the other way round; 2.3 was written both ways. */
  readonly lengths: 'captured-first' | 'original-first' | 'smaller-captured';
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Bits of frame check sequence, -1 when not said. */
  readonly frameCheckBits: number;
  readonly snapshotLength: number;
  /** Bytes before the first record. */
  readonly length: number;
  /** Bytes of each record's header. */
  readonly recordHeaderLength: number;
  readonly description: string;
}

interface Magic {
  readonly nanoseconds: boolean;
  readonly headerLength: number;
  readonly family: 'standard' | 'modified' | 'ixia' | 'nanosecond';
}

const headerLength = 24;
/** Ixia's hardware and software captures end their header with the length of all records. */
const ixiaHeaderLength = 28;

const magics = new Map<number, Magic>([
  [0xa1b2c3d4, { nanoseconds: false, headerLength, family: 'standard' }],
  [0xa1b23c4d, { nanoseconds: true, headerLength, family: 'nanosecond' }],
  [0xa1b2cd34, { nanoseconds: false, headerLength, family: 'modified' }],
  [0x1c0001ac, { nanoseconds: true, headerLength: ixiaHeaderLength, family: 'ixia' }],
  [0x1c0001ab, { nanoseconds: false, headerLength: ixiaHeaderLength, family: 'ixia' }],
]);

const recordHeaderLengths: Record<PcapVariant, number> = {
  standard: 16,
  aix: 16,
  'kuznetzov-1999-04-17': 24,
  'kuznetzov-1999-09-15': 28,
  'kuznetzov-1999-10-29': 24,
  nokia: 20,
};

const variantNames: Record<PcapVariant, string> = {
  standard: '',
  aix: ', AIX',
  'kuznetzov-1999-04-17': ', modified (Red Hat 6.1)',
  'kuznetzov-1999-09-15': ', modified (SuSE 6.3)',
  'kuznetzov-1999-10-29': ', modified',
  nokia: ', Nokia',
};

/** AIX writes RFC 1573 interface types where others write link types. */
const aixLinkTypes = new Map<number, number>([
  [6, linkType.ethernet],
  [9, linkType.tokenRing],
  [15, linkType.fddi],
  [24, linkType.null],
]);

const reservedBits = 0x03ff0000;
const frameCheckPresent = 0x04000000;

/** The byte order of the file if `bytes` starts with a pcap magic number. */
export function pcapMagic(bytes: Uint8Array): { littleEndian: boolean; magic: Magic } | undefined {
  if (bytes.length < 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const littleEndian of [true, false]) {
    const magic = magics.get(view.getUint32(0, littleEndian));
    if (magic) return { littleEndian, magic };
  }
  return undefined;
}

/** Reads the header of `file`, whose first bytes are a pcap magic number. */
export function readPcapHeader(file: HostFile): PcapHeader | CaptureProblem {
  const bytes = new Uint8Array(ixiaHeaderLength);
  const got = file.read(bytes, 0, bytes.length, 0);
  const found = pcapMagic(bytes.subarray(0, got));
  if (!found) return damaged(0, 'the magic number of a pcap file is missing');
  const { littleEndian, magic } = found;
  if (got < magic.headerLength) return cutShort('the file header', 0, magic.headerLength, got);
  const view = new DataView(bytes.buffer);
  const major = view.getUint16(4, littleEndian);
  const minor = view.getUint16(6, littleEndian);
  if (major < 2) return damaged(4, `pcap version ${major}.${minor} is not one that can be read`);
  const network = view.getUint32(20, littleEndian);
  const aix = magic.family === 'standard' && major === 2 && minor === 2 ? aixLinkTypes.get(network) : undefined;
  if (aix === undefined && (network & reservedBits) !== 0) {
    return damaged(20, `reserved bits are set in the link type 0x${network.toString(16).padStart(8, '0')}`);
  }
  const draft: PcapHeader = {
    littleEndian,
    nanoseconds: magic.nanoseconds || aix !== undefined,
    variant: aix === undefined ? 'standard' : 'aix',
    lengths: lengthOrder(major, minor),
    linkType: aix ?? network & 0xffff,
    frameCheckBits: (network & frameCheckPresent) !== 0 ? (network >>> 28) * 16 : -1,
    snapshotLength: view.getUint32(16, littleEndian),
    length: magic.headerLength,
    recordHeaderLength: 16,
    description: '',
  };
  const variant =
    aix === undefined && draft.lengths === 'captured-first' ? guessVariant(file, draft, magic) : draft.variant;
  return finish(draft, variant, magic);
}

function lengthOrder(major: number, minor: number): PcapHeader['lengths'] {
  // DG/UX calls its version 543.0.
  if (major === 543 || (major === 2 && minor < 3)) return 'original-first';
  return major === 2 && minor === 3 ? 'smaller-captured' : 'captured-first';
}

function finish(header: PcapHeader, variant: PcapVariant, magic: Magic): PcapHeader {
  const precision = header.nanoseconds ? ', nanoseconds' : '';
  const maker = magic.family === 'ixia' ? ', Ixia' : variantNames[variant];
  const order = header.littleEndian ? '' : ', big-endian';
  return {
    ...header,
    variant,
    // Nokia gives ATM the number that is SLIP elsewhere.
    linkType: variant === 'nokia' && header.linkType === 13 ? linkType.sunAtm : header.linkType,
    recordHeaderLength: recordHeaderLengths[variant],
    description: `pcap${precision}${maker}${order}`,
  };
}

function guessVariant(file: HostFile, header: PcapHeader, magic: Magic): PcapVariant {
  let candidates: readonly PcapVariant[] = ['standard'];
  if (magic.family === 'standard') candidates = ['standard', 'kuznetzov-1999-04-17', 'nokia'];
  if (magic.family === 'modified') candidates = ['kuznetzov-1999-10-29', 'kuznetzov-1999-09-15'];
  let best = candidates[0];
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const oddities = countOddities(file, header, candidate);
    if (oddities < fewest) {
      fewest = oddities;
      best = candidate;
    }
  }
  return best;
}

/** How often the first three records, read as `variant`, say something implausible. */
function countOddities(file: HostFile, header: PcapHeader, variant: PcapVariant): number {
  const length = recordHeaderLengths[variant];
  const bytes = new Uint8Array(28);
  const view = new DataView(bytes.buffer);
  const size = file.size();
  let position = header.length;
  let oddities = 0;
  for (let record = 0; record < 3; record += 1) {
    const got = file.read(bytes, 0, length, position);
    if (got === 0) return oddities;
    if (got < length) return oddities + 1;
    const captured = view.getUint32(8, header.littleEndian);
    oddities += commonOddities(view, header) + extraOddities(view, header.littleEndian, variant);
    if (captured > maximumPacketLength(header.linkType)) return oddities;
    position += length + captured;
    if (position > size) return oddities + 1;
  }
  return oddities;
}

function commonOddities(view: DataView, header: PcapHeader): number {
  const captured = view.getUint32(8, header.littleEndian);
  const original = view.getUint32(12, header.littleEndian);
  return (
    Number(view.getUint32(4, header.littleEndian) >= 1_000_000) +
    Number(captured > maximumPacketLength(header.linkType)) +
    Number(captured > header.snapshotLength) +
    Number(original > 128 * 1024 * 1024) +
    Number(captured > original)
  );
}

function extraOddities(view: DataView, littleEndian: boolean, variant: PcapVariant): number {
  if (variant === 'standard' || variant === 'aix') return 0;
  // Wireshark's developers saw only values of the form 0xXfbfYZ0W here, each letter one of two digits.
  if (variant === 'nokia') return /^[9b]fbf[bd][69]0[12]$/.test(view.getUint32(16, littleEndian).toString(16)) ? 0 : 1;
  const interfaceIndex = view.getUint32(16, littleEndian);
  const protocol = view.getUint16(20, littleEndian);
  const plausible = protocol >= 0x600 || protocol <= 0x17 || [0x60, 0x200, 0x400].includes(protocol);
  return Number(interfaceIndex > 10_000) + Number(!plausible) + Number(view.getUint8(22) > 4);
}
