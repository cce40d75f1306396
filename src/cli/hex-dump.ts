/** Bytes as hexadecimal digits and ASCII, sixteen a line. */

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes of which the text is made at once. */
const pieceBytes = 16 * 1024;

/** As `tshark -x` prints them: offsets have four digits, and more where the bytes need them. Piece by piece, however many there are. */
export function* hexDump(bytes: Uint8Array): Generator<string, void> {
  const width = Math.max(4, Math.max(bytes.length - 1, 0).toString(16).length);
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    let piece = '';
    for (let at = from; at < Math.min(from + pieceBytes, bytes.length); at += 16) piece += line(bytes, at, width);
    yield piece;
  }
}

function line(bytes: Uint8Array, at: number, width: number): string {
  let hex = '';
  let text = '';
  for (let i = at; i < at + 16; i++) {
    hex += i < bytes.length ? ` ${digits[bytes[i]]}` : '   ';
    if (i < bytes.length) text += bytes[i] >= 0x20 && bytes[i] < 0x7f ? String.fromCharCode(bytes[i]) : '.';
  }
  return `${at.toString(16).padStart(width, '0')} ${hex}   ${text}\n`;
}
