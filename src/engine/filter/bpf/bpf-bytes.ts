/** Comparisons of bytes in capture filters: `tcp[tcpflags] & tcp-syn != 0`, `ip[8] < 5`, `len > 100`. pcap-filter(7). */
import type { BpfToken } from './bpf-tokens';

/** Names of places and of values. */
const constants: Readonly<Record<string, number>> = {
  tcpflags: 13,
  icmptype: 0,
  icmpcode: 1,
  icmp6type: 0,
  icmp6code: 1,
  'tcp-fin': 0x01,
  'tcp-syn': 0x02,
  'tcp-rst': 0x04,
  'tcp-push': 0x08,
  'tcp-ack': 0x10,
  'tcp-urg': 0x20,
  'tcp-ece': 0x40,
  'tcp-cwr': 0x80,
  'icmp-echoreply': 0,
  'icmp-unreach': 3,
  'icmp-sourcequench': 4,
  'icmp-redirect': 5,
  'icmp-echo': 8,
  'icmp-routeradvert': 9,
  'icmp-routersolicit': 10,
  'icmp-timxceed': 11,
  'icmp-paramprob': 12,
  'icmp-tstamp': 13,
  'icmp-tstampreply': 14,
  'icmp6-destinationrunreach': 1,
  'icmp6-packettoobig': 2,
  'icmp6-timeexceeded': 3,
  'icmp6-parameterproblem': 4,
  'icmp6-echo': 128,
  'icmp6-echoreply': 129,
  'icmp6-routersolicit': 133,
  'icmp6-routeradvert': 134,
  'icmp6-neighborsolicit': 135,
  'icmp6-neighboradvert': 136,
  'icmp6-redirect': 137,
};

/** Where bytes are whole fields. */
const fields: Readonly<Record<string, string>> = {
  'tcp[0:2]': 'tcp.srcport',
  'tcp[2:2]': 'tcp.dstport',
  'udp[0:2]': 'udp.srcport',
  'udp[2:2]': 'udp.dstport',
  'udp[4:2]': 'udp.length',
  'ip[2:2]': 'ip.len',
  'ip[8:1]': 'ip.ttl',
  'ip[9:1]': 'ip.proto',
  'ip6[6:1]': 'ipv6.nxt',
  'ip6[7:1]': 'ipv6.hlim',
  'icmp[0:1]': 'icmp.type',
  'icmp[1:1]': 'icmp.code',
  'icmp6[0:1]': 'icmpv6.type',
  'icmp6[1:1]': 'icmpv6.code',
};

/** Protocols in front of a bracket, and how long the part is that display filters slice. */
const sliced: Readonly<Record<string, readonly [protocol: string, length: number]>> = {
  ether: ['frame', Number.POSITIVE_INFINITY],
  ip: ['ip', 20],
  ip6: ['ipv6', 40],
  udp: ['udp', 8],
  tcp: ['tcp', Number.POSITIVE_INFINITY],
  arp: ['arp', Number.POSITIVE_INFINITY],
  icmp: ['icmp', Number.POSITIVE_INFINITY],
  icmp6: ['icmpv6', Number.POSITIVE_INFINITY],
};

/** What a side of a comparison is: a number, or bytes of the packet under a mask. `size` 0 is the length of the packet. */
type Side =
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'bytes';
      readonly protocol: string;
      readonly at: number;
      readonly size: number;
      readonly mask?: number;
    };

/** The display filter of a comparison; undefined for what is none, or calculates more than display filters can. */
export function comparisonOf(
  left: readonly BpfToken[],
  operator: string,
  right: readonly BpfToken[],
): string | undefined {
  const [a, b] = [sideOf(left), sideOf(right)];
  if (a?.kind !== 'bytes' || b?.kind !== 'number') return undefined;
  const sign = operator === '=' ? '==' : operator;
  if (a.size === 0) return a.mask === undefined ? `frame.len ${sign} ${b.value}` : undefined;
  if (a.protocol === 'tcp' && a.at === 13 && a.size === 1) return flagsTest(a.mask, sign, b.value);
  const field = fields[`${a.protocol}[${a.at}:${a.size}]`];
  if (field !== undefined) return `${field}${a.mask === undefined ? '' : ` & ${a.mask}`} ${sign} ${b.value}`;
  const [protocol, length] = Object.hasOwn(sliced, a.protocol) ? sliced[a.protocol] : [undefined, 0];
  if (protocol === undefined || b.value >= 256 ** a.size) return undefined;
  const slice =
    protocol === 'udp' && a.at >= length
      ? `udp.payload[${a.at - length}:${a.size}]`
      : a.at + a.size <= length
        ? `${protocol}[${a.at}:${a.size}]`
        : undefined;
  const mask = a.mask === undefined ? '' : ` & ${bytesText(a.mask, a.size)}`;
  return slice && `${slice}${mask} ${sign} ${bytesText(b.value, a.size)}`;
}

const singleFlags: Readonly<Record<number, string>> = {
  1: 'fin',
  2: 'syn',
  4: 'reset',
  8: 'push',
  16: 'ack',
  32: 'urg',
  64: 'ece',
  128: 'cwr',
};

/** The field of the flags has more bits than the byte that capture filters know. */
function flagsTest(mask: number | undefined, sign: string, value: number): string {
  const flag = mask === undefined ? undefined : singleFlags[mask];
  if (flag !== undefined && (sign === '==' || sign === '!=') && (value === 0 || value === mask))
    return `tcp.flags.${flag} == ${(value === 0) === (sign === '==') ? 0 : 1}`;
  return `tcp.flags & ${hexText(mask ?? 0xff)} ${sign} ${hexText(value)}`;
}

const hexText = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

const bytesText = (value: number, size: number): string =>
  (
    value
      .toString(16)
      .padStart(size * 2, '0')
      .match(/../g) ?? []
  ).join(':');

function sideOf(tokens: readonly BpfToken[]): Side | undefined {
  const words = tokens.map(({ text }) => text);
  const constant = constantOf(words);
  if (constant !== undefined) return { kind: 'number', value: constant };
  if (words.length === 1 && words[0] === 'len') return { kind: 'bytes', protocol: 'frame', at: 0, size: 0 };
  if (words[0] === '(' && closes(words) === words.length - 1) return sideOf(tokens.slice(1, -1));
  const close = words.indexOf(']');
  if (words[1] !== '[' || close < 0) return undefined;
  const colon = words.indexOf(':');
  const place = constantOf(words.slice(2, colon < 0 ? close : colon));
  const size = colon < 0 ? 1 : constantOf(words.slice(colon + 1, close));
  if (place === undefined || (size !== 1 && size !== 2 && size !== 4)) return undefined;
  const bytes = { kind: 'bytes', protocol: words[0], at: place, size } as const;
  if (close === words.length - 1) return bytes;
  const mask = words[close + 1] === '&' ? constantOf(words.slice(close + 2)) : undefined;
  return mask === undefined ? undefined : { ...bytes, mask };
}

/** Where the parenthesis closes with which the words begin, -1 where it does not. */
function closes(words: readonly string[]): number {
  let open = 0;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === '(') open++;
    else if (words[at] === ')' && --open === 0) return at;
  }
  return -1;
}

/** The value of numbers, names and parentheses joined by `|`, `&` or `+`; undefined for anything else. */
function constantOf(words: readonly string[]): number | undefined {
  if (words.length === 0) return undefined;
  if (words[0] === '(' && closes(words) === words.length - 1) return constantOf(words.slice(1, -1));
  if (words.length === 1) {
    if (Object.hasOwn(constants, words[0])) return constants[words[0]];
    return /^(0x[\da-f]{1,8}|\d{1,10})$/i.test(words[0]) ? Number(words[0]) : undefined;
  }
  const [right, operator] = [constantOf(words.slice(-1)), words[words.length - 2]];
  const left = constantOf(words.slice(0, -2));
  if (left === undefined || right === undefined) return undefined;
  if (operator === '|') return (left | right) >>> 0;
  if (operator === '&') return (left & right) >>> 0;
  return operator === '+' ? left + right : undefined;
}
