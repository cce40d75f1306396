/** Reads ASN.1 in its distinguished encoding, within bounds: nothing is believed that does not fit. X.690. */

/** One value: where its tag begins, where its contents begin, and where it ends; offsets into the bytes it was read from. */
export interface DerElement {
  /** The identifier's first octet: class, constructed bit and, below 31, the tag's number. */
  readonly tag: number;
  readonly at: number;
  readonly content: number;
  readonly end: number;
}

/** Identifier octets of the universal types, those of SEQUENCE and SET with their constructed bit. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Children of one value beyond which no more are read. */
const maximumChildren = 4096;

/** The value at `at`, or undefined when it is not whole before `end`. Indefinite lengths are not DER and not read. */
export function readDer(bytes: Uint8Array, at: number, end: number): DerElement | undefined {
  const limit = Math.min(end, bytes.length);
  if (at < 0 || at + 2 > limit) return undefined;
  const tag = bytes[at];
  let place = at + 1;
  if ((tag & 0x1f) === 0x1f) {
    while (place < limit && (bytes[place] & 0x80) !== 0) place++;
    place++;
    if (place >= limit) return undefined;
  }
  let length = bytes[place++];
  if (length > 0x7f) {
    const octets = length & 0x7f;
    if (octets === 0 || octets > 4 || place + octets > limit) return undefined;
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + bytes[place++];
  }
  return place + length > limit ? undefined : { tag, at, content: place, end: place + length };
}

/** The values inside a constructed one, up to the first that does not fit. */
export function derChildren(bytes: Uint8Array, { content, end }: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let at = content; at < end && children.length < maximumChildren; ) {
    const child = readDer(bytes, at, end);
    if (child === undefined) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf16 = new TextDecoder('utf-16be', { ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/** Text of a string type, by its tag; other types read as Latin-1. */
export function derText(bytes: Uint8Array, { tag, content, end }: DerElement): string {
  const part = bytes.subarray(content, end);
  switch (tag & 0x1f) {
    case derTag.utf8String:
      return utf8.decode(part);
    case derTag.bmpString:
      return utf16.decode(part);
    case derTag.universalString:
      return utf32(part);
    default:
      return latin1.decode(part);
  }
}

function utf32(bytes: Uint8Array): string {
  let text = '';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at);
    text += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
  }
  return text;
}

/**
 * The moment that a UTCTime or GeneralizedTime states, in nanoseconds since 1970; undefined when it states none. Years of two
 * digits are 1950 to 2049 (RFC 5280, section 4.1.2.5.1).
 */
export function derTime(bytes: Uint8Array, element: DerElement): bigint | undefined {
  const text = derText(bytes, element);
  const pattern =
    element.tag === derTag.utcTime
      ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?$/
      : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{4})?$/;
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [, yearText, month, day, hour, minute, second = '0', zone = 'Z'] = parts;
  let year = Number(yearText);
  if (element.tag === derTag.utcTime) year += year < 50 ? 2000 : 1900;
  const moment = Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const shift = zone === 'Z' ? 0 : (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) * (zone[0] === '-' ? -1 : 1);
  return BigInt(moment - shift * 60_000) * 1_000_000n;
}
