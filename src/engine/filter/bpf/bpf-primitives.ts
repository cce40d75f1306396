/** The tests of capture filters, and the display filters that say the same. */
import { ipv6 } from '../addresses';

/** The words in front of a value. */
export interface Qualifiers {
  readonly protocol: string | undefined;
  readonly direction: 'src' | 'dst' | 'either' | 'both' | undefined;
  readonly kind: string | undefined;
}

/** Protocols that stand alone, by their names in capture filters. */
const protocols: Readonly<Record<string, string>> = {
  ether: 'eth',
  ip: 'ip',
  ip6: 'ipv6',
  arp: 'arp',
  tcp: 'tcp',
  udp: 'udp',
  sctp: 'sctp',
  icmp: 'icmp',
  icmp6: 'icmpv6',
  igmp: 'igmp',
  pim: 'pim',
  ah: 'ah',
  esp: 'esp',
  vrrp: 'vrrp',
  stp: 'stp',
  ipx: 'ipx',
  aarp: 'aarp',
  wlan: 'wlan',
  isis: 'isis',
  pppoed: 'pppoed',
};

export const protocolTest = (word: string): string | undefined =>
  Object.hasOwn(protocols, word) ? protocols[word] : undefined;

/** Words with a number that may follow, and the fields that hold it. */
const numbered: Readonly<Record<string, readonly [protocol: string, field: string]>> = {
  vlan: ['vlan', 'vlan.id'],
  mpls: ['mpls', 'mpls.label'],
  pppoes: ['pppoes', 'pppoe.session_id'],
  geneve: ['geneve', 'geneve.vni'],
};

/** The test of a word that needs no address or port: `vlan 5`, `less 100`, `broadcast`. `take` goes on behind the word itself. */
export function wordTest(
  word: string,
  number: () => string | undefined,
): ((take: () => void) => string | undefined) | undefined {
  if (Object.hasOwn(numbered, word))
    return (take) => {
      take();
      const value = number();
      const [protocol, field] = numbered[word];
      return value === undefined ? protocol : `${field} == ${value}`;
    };
  if (word === 'less' || word === 'greater')
    return (take) => {
      take();
      const value = number();
      return value === undefined ? undefined : `frame.len ${word === 'less' ? '<=' : '>='} ${value}`;
    };
  if (word === 'broadcast' || word === 'multicast')
    return (take) => {
      take();
      return cast('ether', word);
    };
  return undefined;
}

const casts: Readonly<Record<string, string>> = {
  'ether broadcast': 'eth.dst == ff:ff:ff:ff:ff:ff',
  'ether multicast': 'eth.dst.ig == 1',
  'ip broadcast': 'ip.dst == 255.255.255.255',
  'ip multicast': 'ip.dst == 224.0.0.0/4',
  'ip6 multicast': 'ipv6.dst == ff00::/8',
};

const cast = (protocol: string, word: string): string | undefined => casts[`${protocol} ${word}`];

/** Ports that are mostly called by their names. */
const portNames: Readonly<Record<string, number>> = {
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  bootps: 67,
  bootpc: 68,
  tftp: 69,
  http: 80,
  pop3: 110,
  sunrpc: 111,
  ntp: 123,
  imap: 143,
  snmp: 161,
  bgp: 179,
  ldap: 389,
  https: 443,
  syslog: 514,
  imaps: 993,
  mysql: 3306,
  postgresql: 5432,
  sip: 5060,
};

const protocolNumbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  ah: 51,
  icmp6: 58,
  ospf: 89,
  pim: 103,
  vrrp: 112,
  sctp: 132,
};
const etherTypes: Readonly<Record<string, number>> = {
  ip: 0x0800,
  arp: 0x0806,
  rarp: 0x8035,
  ip6: 0x86dd,
  vlan: 0x8100,
  mpls: 0x8847,
};

/** The display filter of a value with the words in front of it; undefined where there is none. */
export function primitiveOf(qualifiers: Qualifiers, value: () => string): string | undefined {
  const { protocol, direction, kind } = qualifiers;
  const text = value();
  const word = direction === undefined && kind === undefined ? cast(protocol ?? 'ether', text) : undefined;
  if (word !== undefined) return word;
  switch (kind) {
    case 'port':
    case 'portrange':
      return portTest(qualifiers, text);
    case 'proto':
      return protocolNumber(protocol, text);
    default:
      return addressTest(protocol, direction, kind, text);
  }
}

function portTest({ protocol, direction, kind }: Qualifiers, text: string): string | undefined {
  const over = protocol === undefined || protocol === 'ip' || protocol === 'ip6' ? ['tcp', 'udp'] : [protocol];
  if (!over.every((each) => ['tcp', 'udp', 'sctp'].includes(each))) return undefined;
  const ports = text.split('-').map(portNumber);
  if (ports.some((port) => port === undefined) || ports.length !== (kind === 'portrange' ? 2 : 1)) return undefined;
  const asked = ports.length === 1 ? `== ${ports[0]}` : `in {${ports[0]}..${ports[1]}}`;
  const tests = over.map((each) => sided(direction, each, 'port', ['srcport', 'dstport'], asked));
  const [version] = protocol === 'ip' || protocol === 'ip6' ? [protocols[protocol]] : [];
  const joined = tests.join(' or ');
  return version === undefined ? joined : `${version} and (${joined})`;
}

function portNumber(text: string): number | undefined {
  if (Object.hasOwn(portNames, text)) return portNames[text];
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return number <= 0xffff ? number : undefined;
}

function protocolNumber(protocol: string | undefined, text: string): string | undefined {
  const names = protocol === 'ether' ? etherTypes : protocolNumbers;
  const number = Object.hasOwn(names, text) ? names[text] : /^(0x[\da-f]+|\d+)$/i.test(text) ? Number(text) : undefined;
  if (number === undefined) return undefined;
  if (protocol === 'ether') return `eth.type == 0x${number.toString(16).padStart(4, '0')}`;
  if (protocol === 'ip') return `ip.proto == ${number}`;
  if (protocol === 'ip6') return `ipv6.nxt == ${number}`;
  return protocol === undefined ? `ip.proto == ${number} or ipv6.nxt == ${number}` : undefined;
}

const ipv4 = /^(\d{1,3})(?:\.(\d{1,3}))?(?:\.(\d{1,3}))?(?:\.(\d{1,3}))?(?:\/(\d{1,2}))?$/;
const hardware = /^[\da-f]{1,2}([:.-][\da-f]{1,2}){5}$/i;

function addressTest(
  protocol: string | undefined,
  direction: Qualifiers['direction'],
  kind: string | undefined,
  text: string,
): string | undefined {
  if (hardware.test(text) && (protocol === 'ether' || protocol === 'wlan')) {
    const [id, sides] = protocol === 'ether' ? ['eth', ['src', 'dst']] : ['wlan', ['sa', 'da']];
    return sided(direction, id as string, 'addr', sides as [string, string], `== ${text.replace(/[.-]/g, ':')}`);
  }
  const isIpv6 = text.includes(':') && typeof ipv6(text) !== 'string';
  if (isIpv6 && (protocol === undefined || protocol === 'ip6'))
    return sided(direction, 'ipv6', 'addr', ['src', 'dst'], `== ${text}`);
  const block = ipv4Block(text, kind === 'net');
  if (block === undefined || !(protocol === undefined || ['ip', 'arp', 'tcp', 'udp', 'icmp'].includes(protocol)))
    return undefined;
  if (protocol === 'arp') return sided(direction ?? 'either', 'arp', '', ['src.proto_ipv4', 'dst.proto_ipv4'], block);
  const test = sided(direction, 'ip', 'addr', ['src', 'dst'], block);
  return protocol === undefined || protocol === 'ip'
    ? test
    : `${protocol} and ${test.includes(' or ') ? `(${test})` : test}`;
}

/** `10.0.0.1`, and of nets also `10`, `10.1/16` and `10.0.0.0 mask 255.0.0.0`, as what comes behind the field. */
function ipv4Block(text: string, isNet: boolean): string | undefined {
  const [written, mask] = text.split(' mask ');
  const match = ipv4.exec(written);
  if (match === null) return undefined;
  const parts = match.slice(1, 5).filter((part) => part !== undefined);
  if (parts.some((part) => Number(part) > 255) || (parts.length < 4 && !isNet)) return undefined;
  const bits =
    mask === undefined ? (match[5] ?? (parts.length < 4 ? String(parts.length * 8) : undefined)) : maskBits(mask);
  if (bits === undefined && mask !== undefined) return undefined;
  const address = [...parts, '0', '0', '0'].slice(0, 4).join('.');
  return bits === undefined ? `== ${address}` : Number(bits) <= 32 ? `== ${address}/${bits}` : undefined;
}

function maskBits(mask: string): string | undefined {
  const match = ipv4.exec(mask);
  if (match === null) return undefined;
  const bits = match
    .slice(1, 5)
    .map((part) =>
      Number(part ?? 0)
        .toString(2)
        .padStart(8, '0'),
    )
    .join('');
  return /^1*0*$/.test(bits) ? String(bits.indexOf('0') < 0 ? 32 : bits.indexOf('0')) : undefined;
}

/** A test of a field of either side, of one, or of both. */
function sided(
  direction: Qualifiers['direction'],
  protocol: string,
  either: string,
  [source, destination]: readonly [string, string],
  asked: string,
): string {
  const from = `${protocol}.${source} ${asked}`;
  const to = `${protocol}.${destination} ${asked}`;
  switch (direction) {
    case 'src':
      return from;
    case 'dst':
      return to;
    case 'both':
      return `${from} and ${to}`;
    case 'either':
    case undefined:
      return either === '' ? `${from} or ${to}` : `${protocol}.${either} ${asked}`;
    default:
      return direction satisfies never;
  }
}
