/** Bytes as text, in the forms that people paste elsewhere. */

export type BytesForm = 'dump' | 'hexDump' | 'text' | 'hexStream' | 'base64' | 'cArray' | 'escaped';

const lineBytes = 16;

export function printBytes(bytes: Uint8Array, form: BytesForm): string {
  switch (form) {
    case 'dump':
      return dump(bytes, true);
    case 'hexDump':
      return dump(bytes, false);
    case 'text':
      return Array.from(bytes, (byte) => (isPrintable(byte) || byte === 10 ? String.fromCharCode(byte) : '')).join('');
    case 'hexStream':
      return Array.from(bytes, hex).join('');
    case 'base64':
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    case 'cArray':
      return cArray(bytes);
    case 'escaped':
      return Array.from(bytes, escaped).join('');
  }
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

function escaped(byte: number): string {
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
  return isPrintable(byte) ? String.fromCharCode(byte) : `\\x${hex(byte)}`;
}

function lines(bytes: Uint8Array): { at: number; part: number[] }[] {
  const count = Math.ceil(bytes.length / lineBytes);
  return Array.from({ length: count }, (_, line) => ({
    at: line * lineBytes,
    part: [...bytes.subarray(line * lineBytes, (line + 1) * lineBytes)],
  }));
}

function dump(bytes: Uint8Array, withText: boolean): string {
  return lines(bytes)
    .map(({ at, part }) => {
      const offset = at.toString(16).padStart(4, '0');
      const digits = part.map(hex).join(' ');
      if (!withText) return `${offset}   ${digits}`;
      const text = part.map((byte) => (isPrintable(byte) ? String.fromCharCode(byte) : '.')).join('');
      return `${offset}   ${digits.padEnd(lineBytes * 3 - 1)}   ${text}`;
    })
    .join('\n');
}

function cArray(bytes: Uint8Array): string {
  const rows = lines(bytes).map(({ part }) => `  ${part.map((byte) => `0x${hex(byte)}`).join(', ')}`);
  return `unsigned char packet_bytes[] = {\n${rows.join(',\n')}\n};`;
}
