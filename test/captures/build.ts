/** Builds packets for tests, header by header, with true lengths and checksums; shares no code with the engine it tests. */

/** Bytes, or text that stands for its UTF-8 bytes. */
export type Payload = Uint8Array | string;

const NOTHING = new Uint8Array(0);

/** The bytes of several pieces, one after the other; text as UTF-8, a number as one byte. */
export function concatenate(...pieces: (Payload | number)[]): Uint8Array {
  const parts: (Uint8Array | number)[] = pieces.map((piece) => (typeof piece === 'string' ? bytesOf(piece) : piece));
  let length = 0;
  for (const part of parts) length += typeof part === 'number' ? 1 : part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'number') whole[at++] = part;
    else {
      whole.set(part, at);
      at += part.length;
    }
  }
  return whole;
}

/** Text as UTF-8 bytes; bytes as they are. */
export function bytesOf(payload: Payload): Uint8Array {
  return typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
}

/** Bytes, then zeros up to a length; longer ones stay as they are. */
export function padTo(length: number, payload: Payload): Uint8Array {
  const bytes = bytesOf(payload);
  return concatenate(bytes, new Uint8Array(Math.max(0, length - bytes.length)));
}

/** Bytes from hexadecimal digits; blanks, colons and line ends between them are ignored. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/[\s:]/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) throw new Error(`not hexadecimal: ${text}`);
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

/** A big-endian unsigned number of 8, 16, 24 or 32 bits. */
export const uint8 = (value: number): Uint8Array => Uint8Array.of(value);
export const uint16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value);
export const uint24 = (value: number): Uint8Array => Uint8Array.of(value >>> 16, value >>> 8, value);
export const uint32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

/** The six bytes of a MAC address such as `02:00:5e:00:53:01`. */
export function macAddress(text: string): Uint8Array {
  const bytes = fromHex(text.replaceAll('-', ':'));
  if (bytes.length !== 6) throw new Error(`not a MAC address: ${text}`);
  return bytes;
}

/** The four bytes of an IPv4 address or the sixteen of an IPv6 address. */
export function ipAddress(text: string): Uint8Array {
  return text.includes(':') ? ipv6Address(text) : ipv4Address(text);
}

function ipv4Address(text: string): Uint8Array {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) {
    throw new Error(`not an IPv4 address: ${text}`);
  }
  return Uint8Array.from(parts);
}

function ipv6Address(text: string): Uint8Array {
  const [front = '', back] = text.split('::');
  const groups = (half: string | undefined) => (half ? half.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const head = groups(front);
  const tail = groups(back);
  const gap = back === undefined ? [] : new Array<number>(8 - head.length - tail.length).fill(0);
  const all = [...head, ...gap, ...tail];
  if (all.length !== 8) throw new Error(`not an IPv6 address: ${text}`);
  return concatenate(...all.map(uint16));
}

/** The Internet checksum of RFC 1071 over all pieces; each piece but the last has an even length. */
export function internetChecksum(...pieces: Uint8Array[]): number {
  let sum = 0;
  for (const piece of pieces) {
    const even = piece.length & ~1;
    for (let at = 0; at < even; at += 2) sum += (piece[at]! << 8) | piece[at + 1]!;
    if (even < piece.length) sum += piece[even]! << 8;
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

export interface EthernetOptions {
  source?: string;
  destination?: string;
  /** EtherType; without it, IPv4 or IPv6 by the first nibble of the payload. */
  type?: number;
}

/** An Ethernet II frame without frame check sequence, not padded. */
export function ethernet(options: EthernetOptions, payload: Payload): Uint8Array {
  const { source = '02:00:5e:00:53:01', destination = '02:00:5e:00:53:02' } = options;
  const body = bytesOf(payload);
  return concatenate(macAddress(destination), macAddress(source), uint16(options.type ?? etherTypeOf(body)), body);
}

/** An IEEE 802.3 frame whose length field covers the payload (LLC and what it carries). */
export function ethernet802dot3(options: Omit<EthernetOptions, 'type'>, payload: Payload): Uint8Array {
  const body = bytesOf(payload);
  return ethernet({ ...options, type: body.length }, body);
}

export interface VlanOptions {
  id: number;
  priority?: number;
  dropEligible?: boolean;
  /** EtherType of what follows; without it, IPv4 or IPv6 by the first nibble of the payload. */
  type?: number;
}

/** An IEEE 802.1Q tag and what it carries: the payload of an Ethernet frame of type 0x8100 (or 0x88a8). */
export function vlan(options: VlanOptions, payload: Payload): Uint8Array {
  const { id, priority = 0, dropEligible = false } = options;
  const body = bytesOf(payload);
  const control = (priority << 13) | (dropEligible ? 0x1000 : 0) | id;
  return concatenate(uint16(control), uint16(options.type ?? etherTypeOf(body)), body);
}

function etherTypeOf(body: Uint8Array): number {
  if (body[0] !== undefined && body[0] >> 4 === 4) return 0x0800;
  if (body[0] !== undefined && body[0] >> 4 === 6) return 0x86dd;
  throw new Error('the payload is neither IPv4 nor IPv6: name its EtherType');
}

export interface ArpOptions {
  /** 1 request, 2 reply. */
  operation: number;
  senderMac: string;
  senderIp: string;
  targetMac?: string;
  targetIp: string;
}

/** ARP for IPv4 over Ethernet (RFC 826): the payload of EtherType 0x0806. */
export function arp(options: ArpOptions): Uint8Array {
  const { operation, senderMac, senderIp, targetMac = '00:00:00:00:00:00', targetIp } = options;
  return concatenate(
    fromHex('0001 0800 06 04'),
    uint16(operation),
    macAddress(senderMac),
    ipAddress(senderIp),
    macAddress(targetMac),
    ipAddress(targetIp),
  );
}

export interface Ipv4Options {
  source?: string;
  destination?: string;
  /** 1 ICMP, 6 TCP, 17 UDP, … */
  protocol: number;
  timeToLive?: number;
  identification?: number;
  /** Differentiated services field, with the ECN bits. */
  differentiatedServices?: number;
  dontFragment?: boolean;
  moreFragments?: boolean;
  /** In bytes, a multiple of 8. */
  fragmentOffset?: number;
  /** Options, padded to a multiple of 4 bytes with end-of-options. */
  options?: Uint8Array;
  /** Leave a zero TCP or UDP checksum as it is. */
  keepTransportChecksum?: boolean;
}

/** An IPv4 packet (RFC 791); an unfragmented TCP or UDP payload gets its checksum when its own is zero. */
export function ipv4(options: Ipv4Options, payload: Payload): Uint8Array {
  const {
    source = '192.0.2.1',
    destination = '192.0.2.2',
    protocol,
    fragmentOffset = 0,
    moreFragments = false,
  } = options;
  const extra = padded(options.options ?? NOTHING, 4);
  const fragmented = moreFragments || fragmentOffset > 0;
  const addresses = concatenate(ipAddress(source), ipAddress(destination));
  const body = bytesOf(payload).slice();
  if (!fragmented && !options.keepTransportChecksum) fillTransportChecksum(protocol, addresses, body);
  const flags = (options.dontFragment ? 0x4000 : 0) | (moreFragments ? 0x2000 : 0);
  const header = concatenate(
    uint8(0x40 | ((20 + extra.length) / 4)),
    uint8(options.differentiatedServices ?? 0),
    uint16(20 + extra.length + body.length),
    uint16(options.identification ?? 0),
    uint16(flags | (fragmentOffset / 8)),
    uint8(options.timeToLive ?? 64),
    uint8(protocol),
    uint16(0),
    addresses,
    extra,
  );
  header.set(uint16(internetChecksum(header)), 10);
  return concatenate(header, body);
}

export interface Ipv6Options {
  source?: string;
  destination?: string;
  /** 6 TCP, 17 UDP, 58 ICMPv6, or an extension header's number. */
  nextHeader: number;
  hopLimit?: number;
  trafficClass?: number;
  flowLabel?: number;
  keepTransportChecksum?: boolean;
}

/** An IPv6 packet (RFC 8200); a TCP, UDP or ICMPv6 payload that follows at once gets its checksum when its own is zero. */
export function ipv6(options: Ipv6Options, payload: Payload): Uint8Array {
  const { source = '2001:db8::1', destination = '2001:db8::2', nextHeader } = options;
  const addresses = concatenate(ipAddress(source), ipAddress(destination));
  const body = bytesOf(payload).slice();
  if (!options.keepTransportChecksum) fillTransportChecksum(nextHeader, addresses, body);
  return concatenate(
    uint32(((0x60000000 | ((options.trafficClass ?? 0) << 20)) >>> 0) + (options.flowLabel ?? 0)),
    uint16(body.length),
    uint8(nextHeader),
    uint8(options.hopLimit ?? 64),
    addresses,
    body,
  );
}

const CHECKSUM_PLACE: Record<number, number> = { 6: 16, 17: 6, 58: 2 };

/** Writes the checksum with pseudo-header into a TCP, UDP or ICMPv6 message whose checksum is zero. */
function fillTransportChecksum(protocol: number, addresses: Uint8Array, body: Uint8Array): void {
  const place = CHECKSUM_PLACE[protocol];
  if (place === undefined || body.length < place + 2 || body[place] !== 0 || body[place + 1] !== 0) return;
  const checksum = internetChecksum(addresses, uint32(body.length), uint32(protocol), body);
  // RFC 768: a computed zero is sent as all ones, since zero means "none".
  body.set(uint16(protocol === 17 && checksum === 0 ? 0xffff : checksum), place);
}

export interface TcpOptions {
  sourcePort?: number;
  destinationPort?: number;
  sequence?: number;
  acknowledgement?: number;
  /** Any of the letters of `FSRPAUEC` (FIN, SYN, RST, PSH, ACK, URG, ECE, CWR). */
  flags?: string;
  window?: number;
  urgentPointer?: number;
  /** Options, padded to a multiple of 4 bytes with end-of-options. */
  options?: Uint8Array;
  /** Zero asks the IP builder for the true one. */
  checksum?: number;
}

/** A TCP segment (RFC 9293). */
export function tcp(options: TcpOptions, payload: Payload = NOTHING): Uint8Array {
  const extra = padded(options.options ?? NOTHING, 4);
  let flags = 0;
  for (const letter of options.flags ?? 'A') {
    const bit = 'FSRPAUEC'.indexOf(letter);
    if (bit < 0) throw new Error(`not a TCP flag: ${letter}`);
    flags |= 1 << bit;
  }
  return concatenate(
    uint16(options.sourcePort ?? 50000),
    uint16(options.destinationPort ?? 80),
    uint32(options.sequence ?? 1),
    uint32(options.acknowledgement ?? 0),
    uint8(((20 + extra.length) / 4) << 4),
    uint8(flags),
    uint16(options.window ?? 65535),
    uint16(options.checksum ?? 0),
    uint16(options.urgentPointer ?? 0),
    extra,
    payload,
  );
}

/** TCP options, to be joined with concatenate(). */
export const tcpOption = {
  noOperation: (): Uint8Array => Uint8Array.of(1),
  maximumSegmentSize: (size: number): Uint8Array => concatenate(2, 4, uint16(size)),
  windowScale: (shift: number): Uint8Array => Uint8Array.of(3, 3, shift),
  selectiveAcknowledgementPermitted: (): Uint8Array => Uint8Array.of(4, 2),
  /** Pairs of left and right edge. */
  selectiveAcknowledgement: (...edges: number[]): Uint8Array =>
    concatenate(5, 2 + edges.length * 4, ...edges.map(uint32)),
  timestamps: (value: number, echo: number): Uint8Array => concatenate(8, 10, uint32(value), uint32(echo)),
};

export interface UdpOptions {
  sourcePort?: number;
  destinationPort?: number;
  /** Without it, the true length. */
  length?: number;
  /** Zero asks the IP builder for the true one. */
  checksum?: number;
}

/** A UDP datagram (RFC 768). */
export function udp(options: UdpOptions, payload: Payload = NOTHING): Uint8Array {
  const body = bytesOf(payload);
  return concatenate(
    uint16(options.sourcePort ?? 50000),
    uint16(options.destinationPort ?? 53),
    uint16(options.length ?? 8 + body.length),
    uint16(options.checksum ?? 0),
    body,
  );
}

export interface IcmpOptions {
  type: number;
  code?: number;
  /** The second four bytes: identifier and sequence number, MTU, gateway, … */
  rest?: Uint8Array;
}

/** An ICMP message (RFC 792) with its checksum. */
export function icmp(options: IcmpOptions, payload: Payload = NOTHING): Uint8Array {
  const message = icmpv6(options, payload);
  message.set(uint16(internetChecksum(message)), 2);
  return message;
}

/** An ICMPv6 message (RFC 4443); its checksum needs the addresses and is written by ipv6(). */
export function icmpv6(options: IcmpOptions, payload: Payload = NOTHING): Uint8Array {
  return concatenate(options.type, options.code ?? 0, uint16(0), options.rest ?? uint32(0), payload);
}

function padded(bytes: Uint8Array, multiple: number): Uint8Array {
  const missing = (multiple - (bytes.length % multiple)) % multiple;
  return missing === 0 ? bytes : concatenate(bytes, new Uint8Array(missing));
}
