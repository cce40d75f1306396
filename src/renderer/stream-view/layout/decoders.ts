/** Reads characters out of bytes, one at a time. */
import { type ShownCharacter, shownByte, shownCharacter } from './safe-character';

/** The character at `at`: how it is shown, and how many bytes it takes up, at least one. */
export type Decoder = (bytes: Uint8Array, at: number, end: number) => Decoded;

export interface Decoded {
  readonly length: number;
  /** Its code point; -1 for bytes that are no character. */
  readonly code: number;
  readonly shown: ShownCharacter;
}

const single = Array.from({ length: 256 }, (_, code): Decoded => ({ length: 1, code, shown: shownCharacter(code) }));
const invalid = Array.from({ length: 256 }, (_, byte): Decoded => ({ length: 1, code: -1, shown: shownByte(byte) }));

/** Bytes that are no ASCII are dots, as in Wireshark. */
const dot: Decoded['shown'] = { text: '.', width: 1, escaped: true };
export const ascii: Decoder = (bytes, at) => {
  const code = bytes[at];
  return code < 0x80 ? single[code] : { length: 1, code: -1, shown: dot };
};

export const latin1: Decoder = (bytes, at) => single[bytes[at]];

/** UTF-8; bytes that are none are escaped one by one. RFC 3629 section 4. */
export const utf8: Decoder = (bytes, at, end) => {
  const lead = bytes[at];
  if (lead < 0x80) return single[lead];
  const length = lengthOf(lead);
  if (length === 0 || at + length > end) return invalid[lead];
  let code = lead & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if ((next & 0xc0) !== 0x80) return invalid[lead];
    code = (code << 6) | (next & 0x3f);
  }
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x1_0000;
  if (code < least || code > 0x10_ffff || (code >= 0xd800 && code < 0xe000)) return invalid[lead];
  return { length, code, shown: shownCharacter(code) };
};

/** Bytes of the character that this one begins; 0 where it begins none. */
function lengthOf(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** Bytes at `at` that belong to a UTF-8 character which began before `at`; 0 where there is none. */
export function charactersRest(bytes: Uint8Array, at: number): number {
  for (let back = 1; back <= 3 && back <= at; back++) {
    const byte = bytes[at - back];
    if ((byte & 0xc0) === 0x80) continue;
    const { length } = utf8(bytes, at - back, bytes.length);
    return Math.max(0, length - back);
  }
  return 0;
}

/** EBCDIC as code page 037 has it, in characters of Latin-1; a line feed is one in either order of control characters. */
const codePage =
  '000102039c09867f978d8e0b0c0d0e0f101112139d8508871819928f1c1d1e1f80818283840a171b88898a8b8c050607' +
  '909116939495960498999a9b14159e1a20a0e2e4e0e1e3e5e7f1a22e3c282b7c26e9eaebe8edeeefecdf21242a293bac' +
  '2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22d8616263646566676869abbbf0fdfeb1' +
  'b06a6b6c6d6e6f707172aabae6b8c6a4b57e737475767778797aa1bfd0dddeae5ea3a5b7a9a7b6bcbdbe5b5dafa8b4d7' +
  '7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff5cf7535455565758595ab2d4d6d2d3d5' +
  '30313233343536373839b3dbdcd9da9f';

const ebcdicCharacters = Array.from(codePage.matchAll(/../g), ([pair]) => single[Number.parseInt(pair, 16)]);
export const ebcdic: Decoder = (bytes, at) => ebcdicCharacters[bytes[at]];

/** The bytes of a text, for a search. Characters that the encoding does not have are question marks. */
export function encode(text: string, decoder: Decoder): Uint8Array {
  if (decoder === utf8) return new TextEncoder().encode(text);
  const all = Uint8Array.from({ length: 256 }, (_, index) => index);
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0);
    const byte = all.findIndex((_, at) => decoder(all, at, 256).code === code);
    return byte < 0 ? 0x3f : byte;
  });
}
