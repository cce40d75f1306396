/** Writes addresses as text. */

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** So many bytes are written the way that is meant for many. */
const manyBytes = 4096;
const ascii = new TextDecoder();

/** Two hexadecimal digits a byte, joined by `separator`: one ASCII character, or none. */
export function hexText(bytes: Uint8Array, separator: '' | ':' | ' ' = ''): string {
  if (bytes.length === 0) return '';
  if (bytes.length >= manyBytes) return longHexText(bytes, separator);
  const digits = separator === '' ? hex : separated(separator);
  let text = hex[bytes[0]];
  for (let i = 1; i < bytes.length; i++) text += digits[bytes[i]];
  return text;
}

/** Put together as bytes: as a text that grows by pieces it would take sixteen times its size until it is read. */
function longHexText(bytes: Uint8Array, separator: string): string {
  const codes = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
  const step = 2 + separator.length;
  const text = new Uint8Array(bytes.length * step).fill(separator.charCodeAt(0));
  for (let i = 0; i < bytes.length; i++) {
    text[i * step] = codes[bytes[i] >> 4];
    text[i * step + 1] = codes[bytes[i] & 15];
  }
  return ascii.decode(text.subarray(0, text.length - separator.length));
}

const separatedDigits = new Map<string, readonly string[]>();

/** The digits of every byte with a separator before them. */
function separated(separator: string): readonly string[] {
  let digits = separatedDigits.get(separator);
  if (digits === undefined) {
    digits = hex.map((pair) => separator + pair);
    separatedDigits.set(separator, digits);
  }
  return digits;
}

/** IEEE 802 address with colons. */
export const etherText = (bytes: Uint8Array, at = 0): string => hexText(bytes.subarray(at, at + 6), ':');

/** Dotted quad of an unsigned 32-bit number. */
export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Dotted quad of four bytes. */
export function ipv4TextAt(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** IPv6 address in the form of RFC 5952, section 4; IPv4-mapped addresses with a dotted quad (section 5). */
export function ipv6Text(bytes: Uint8Array, at = 0): string {
  const groups: number[] = [];
  for (let i = 0; i < 8; i++) groups.push((bytes[at + 2 * i] << 8) | bytes[at + 2 * i + 1]);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return `::ffff:${ipv4TextAt(bytes, at + 12)}`;
  if (groups.slice(0, 6).every((group) => group === 0) && groups[6] !== 0) return `::${ipv4TextAt(bytes, at + 12)}`;
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
    if (length > 0) i += length - 1;
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return best < 0 ? text(groups) : `${text(groups.slice(0, best))}::${text(groups.slice(best + bestLength))}`;
}

/** The text of an address of a conversation, which its length tells the kind of. */
export function addressTextOf(bytes: Uint8Array): string {
  switch (bytes.length) {
    case 4:
      return ipv4TextAt(bytes, 0);
    case 16:
      return ipv6Text(bytes);
    default:
      return hexText(bytes, ':');
  }
}
