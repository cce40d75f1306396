/** Base64. RFC 4648, section 4. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digits = new Int8Array(256).fill(-1);
for (const [value, digit] of [...alphabet].entries()) digits[digit.charCodeAt(0)] = value;

/** The bytes that text stands for, up to the first character that is no digit. White space is passed over. */
export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20 || (code >= 9 && code <= 13)) continue;
    const digit = code < 256 ? digits[code] : -1;
    if (digit < 0) break;
    held = ((held << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
    }
  }
  return bytes.subarray(0, length);
}

/** The text of some bytes, padded with `=`. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const held = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let place = 0; place < 4; place++)
      text += at + place > bytes.length ? '=' : alphabet[(held >> (18 - place * 6)) & 63];
  }
  return text;
}
