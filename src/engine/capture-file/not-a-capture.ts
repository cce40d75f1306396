/** Says what a file that is no capture looks like instead. */
import type { HostFile } from '../host';
import type { CaptureProblem } from '../view';

/** Beginnings of files that people take for captures, and what they are. */
const knownStarts: readonly (readonly [string, string])[] = [
  ['GMBU', 'a Microsoft Network Monitor capture, a format that is not read'],
  ['RTSS', 'a Microsoft Network Monitor capture, a format that is not read'],
  ['XCP\0', 'a Sniffer (NetXRay) capture, a format that is not read'],
  ['TRSNIFF data', 'a Sniffer capture, a format that is not read'],
  ['btsnoop\0', 'a Bluetooth snoop log, a format that is not read'],
  ['\x04\x22\x4d\x18', 'compressed with LZ4, which is not read'],
  ['BZh', 'compressed with bzip2, which is not read'],
  ['\xfd7zXZ\0', 'compressed with xz, which is not read'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x7fELF', 'a program'],
  ['\x89PNG', 'a picture'],
  ['%PDF', 'a PDF document'],
];

const sampleLength = 512;

export function notACapture(file: HostFile): CaptureProblem {
  const sample = new Uint8Array(sampleLength);
  const start = sample.subarray(0, file.read(sample, 0, sampleLength, 0));
  return {
    kind: 'not-a-capture',
    message: `${nameOf(file)} is not a capture file: it is ${lookOf(start)}.`,
    offset: 0,
  };
}

/** How a sentence that begins with a file calls it. */
export const nameOf = ({ path }: HostFile): string => (path === '-' ? 'Standard input' : `“${path}”`);

function lookOf(start: Uint8Array): string {
  const known = knownStarts.find(([beginning]) =>
    [...beginning].every((letter, index) => start[index] === letter.charCodeAt(0)),
  );
  if (known) return known[1];
  if (isText(start)) return 'text';
  const hex = [...start.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `something that begins with the bytes ${hex}`;
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
