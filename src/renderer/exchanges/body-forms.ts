/** Turns the bytes of a body into what can be shown without danger. */

/** Bytes of a body that are fetched for a preview. */
export const maximumPreview = 2 * 1024 * 1024;
/** Characters of text that are shown. */
const maximumText = 400_000;
const maximumDump = 64 * 1024;
const bytesPerLine = 16;

/** Raster images that are decoded, by their first bytes. SVG is a program, and is none of them. */
const images: readonly (readonly [type: string, magic: readonly number[], at?: number])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
  ['image/bmp', [0x42, 0x4d]],
  ['image/x-icon', [0x00, 0x00, 0x01, 0x00]],
];

/** The type of an image that may be shown, undefined for anything else. */
export function imageType(bytes: Uint8Array): string | undefined {
  return images.find(([, magic, at = 0]) => magic.every((byte, index) => bytes[at + index] === byte))?.[0];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to show
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Control and bidirectional characters, but for line feed and tab, as escapes. */
function withoutControls(text: string): string {
  return text.replace(controls, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The body as text, JSON in lines where `formatted`; bytes in hexadecimal where it is no text. */
export function previewText(bytes: Uint8Array, mediaType: string, formatted: boolean): string {
  if (formatted && looksBinary(bytes)) return bytesText(bytes);
  const text = new TextDecoder('utf-8').decode(bytes).replaceAll('\r\n', '\n');
  const json = formatted && (/json/.test(mediaType) || /^\s*[[{]/.test(text)) ? formattedJson(text) : undefined;
  return withoutControls((json ?? text).slice(0, maximumText));
}

function looksBinary(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 2000);
  let odd = 0;
  for (const byte of start) if (byte === 0 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) odd++;
  return odd > start.length / 20;
}

function formattedJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}

/** Offset, hexadecimal digits and ASCII. */
export function bytesText(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, maximumDump); at += bytesPerLine) {
    const part = bytes.subarray(at, at + bytesPerLine);
    const digits = Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const ascii = Array.from(part, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${digits.padEnd(bytesPerLine * 3)} ${ascii}`);
  }
  return lines.join('\n');
}
