/** Bytes of a followed stream as tshark prints them. */
import type { FollowForm } from './request';

/**
 * What is printed of one chunk; `position` counts the bytes of its direction before it. On a terminal a carriage return
 * without a line feed, which would let what follows overwrite the line, is a dot; tshark prints it.
 */
export function chunkText(
  form: Exclude<FollowForm, 'yaml'>,
  bytes: Uint8Array,
  second: boolean,
  position: number,
  onTerminal: boolean,
): string {
  const margin = second ? '\t' : '';
  switch (form) {
    case 'ascii':
      return `${margin}${bytes.length}\n${plainText(bytes, printable, onTerminal)}\n`;
    case 'ebcdic':
      return `${margin}${bytes.length}\n${plainText(bytes, translated, onTerminal)}\n`;
    case 'raw':
      return `${margin}${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}\n`;
    case 'hex':
      return hexLines(bytes, margin, position);
    default:
      return form satisfies never;
  }
}

/** Printable characters and line breaks as they are, a dot for anything else. */
const printable = characters((code) => String.fromCharCode(code));

/** What tshark makes of the characters from the blank to the tilde where it is asked for EBCDIC. */
const asEbcdic = ` !"#$%&'()*+,-./..23456789:;<=.? ...........<(+|&.........!$*);^-/........|,%_>?..........:#@'=`;
const translated = characters((code) => (code < 0x20 ? String.fromCharCode(code) : asEbcdic[code - 0x20]));

/** Control characters but line breaks never reach the terminal. */
function characters(shown: (code: number) => string): readonly string[] {
  return Array.from({ length: 256 }, (_, code) =>
    (code >= 0x20 && code < 0x7f) || code === 0x0a || code === 0x0d ? shown(code) : '.',
  );
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** A line feed is printed behind the last byte. */
function plainText(bytes: Uint8Array, table: readonly string[], onTerminal: boolean): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) {
    const overwrites = onTerminal && bytes[at] === carriageReturn && (bytes[at + 1] ?? lineFeed) !== lineFeed;
    text += overwrites ? '.' : table[bytes[at]];
  }
  return text;
}

/** Sixteen bytes a line, with the offset in their direction. */
function hexLines(bytes: Uint8Array, margin: string, position: number): string {
  let lines = '';
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    let digits = '';
    let text = '';
    for (const [index, byte] of part.entries()) {
      const gap = index === 8 ? ' ' : '';
      digits += `${gap}${byte.toString(16).padStart(2, '0')} `;
      text += gap + (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.');
    }
    // A blank at a line's end is left out, as tshark does; behind the eighth byte that is the gap.
    if (part.length !== 8 && text.endsWith(' ')) text = text.slice(0, -1);
    const offset = (position + at).toString(16).toUpperCase().padStart(8, '0');
    lines += `${margin}${offset}  ${digits.padEnd(49)} ${text}\n`;
  }
  return lines;
}

/** Base64 in lines of 76 characters, as YAML's binary type is written. */
export function yamlBinary(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  return text.replaceAll(/.{1,76}/g, '      $&\n');
}
