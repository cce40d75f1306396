/** Bytes as hexadecimal digits and ASCII, sixteen a line. */

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** As `tshark -x` prints them: offsets have four digits, and more where the bytes need them. */
export function hexDump(bytes: Uint8Array): string {
  const width = Math.max(4, Math.max(bytes.length - 1, 0).toString(16).length);
  let out = '';
  for (let at = 0; at < bytes.length; at += 16) {
    let hex = '';
    let text = '';
    for (let i = at; i < at + 16; i++) {
      hex += i < bytes.length ? ` ${digits[bytes[i]]}` : '   ';
      if (i < bytes.length) text += bytes[i] >= 0x20 && bytes[i] < 0x7f ? String.fromCharCode(bytes[i]) : '.';
    }
    out += `${at.toString(16).padStart(width, '0')} ${hex}   ${text}\n`;
  }
  return out;
}
