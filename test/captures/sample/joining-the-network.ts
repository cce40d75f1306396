/** The first seconds of the sample capture: the laptop joins the office network. DHCP, ARP, IPv6 neighbours, mDNS, NTP. */
import {
  arp,
  concatenate,
  fromHex,
  icmpv6,
  ipAddress,
  macAddress,
  type Payload,
  padTo,
  uint16,
  uint32,
} from '../build';
import { frameBetween, type Host } from '../conversation';
import { dnsMessage } from '../dns';
import {
  datagram,
  GATEWAY_MAC,
  gateway,
  gatewayLinkLocal,
  laptop,
  laptopGlobal,
  laptopLinkLocal,
  linkFrame,
  OFFICE,
  printer,
  recording,
  timeServer,
} from './network';

const ICMPV6 = 58;
const ARP_TYPE = 0x0806;

/** Plays it from second 0 on. */
export function joinTheNetwork(): void {
  dhcp();
  neighbours();
  multicastNames();
  time();
}

const nowhere: Host = { mac: laptop.mac, address: '0.0.0.0' };
const everybody: Host = { mac: 'ff:ff:ff:ff:ff:ff', address: '255.255.255.255' };

function dhcp(): void {
  const transaction = 0x6a10_94c3;
  const wanted = option(50, ipAddress(laptop.address));
  const server = option(54, ipAddress(gateway.address));
  const parameters = option(55, Uint8Array.of(1, 3, 6, 15, 42, 119));
  const identity = concatenate(
    option(61, concatenate(1, macAddress(laptop.mac))),
    option(12, 'till-laptop'),
    parameters,
  );
  const lease = concatenate(
    server,
    option(51, uint32(86400)),
    option(1, ipAddress('255.255.255.0')),
    option(3, ipAddress(gateway.address)),
    option(6, concatenate(ipAddress('192.0.2.54'), ipAddress('192.0.2.53'))),
    option(15, 'office.example'),
    option(42, ipAddress(timeServer.address)),
  );
  const ask = (seconds: number, type: number, options: Payload) =>
    datagram(seconds, nowhere, everybody, [68, 67], dhcpMessage({ operation: 1, transaction, type, options }));
  const answer = (seconds: number, type: number) =>
    datagram(
      seconds,
      gateway,
      laptop,
      [67, 68],
      dhcpMessage({ operation: 2, transaction, type, options: lease, yours: laptop.address }),
    );
  ask(0, 1, identity);
  answer(0.0213, 2);
  ask(0.0219, 3, concatenate(wanted, server, identity));
  answer(0.0388, 5);
}

interface DhcpMessage {
  operation: number;
  transaction: number;
  /** 1 discover, 2 offer, 3 request, 5 acknowledgement. */
  type: number;
  options: Payload;
  yours?: string;
}

function dhcpMessage({ operation, transaction, type, options, yours = '0.0.0.0' }: DhcpMessage): Uint8Array {
  const fixed = concatenate(
    Uint8Array.of(operation, 1, 6, 0),
    uint32(transaction),
    uint32(0),
    ipAddress('0.0.0.0'),
    ipAddress(yours),
    ipAddress('0.0.0.0'),
    ipAddress('0.0.0.0'),
    padTo(16, macAddress(laptop.mac)),
    new Uint8Array(192),
  );
  return padTo(300, concatenate(fixed, fromHex('63825363'), option(53, Uint8Array.of(type)), options, 255));
}

const option = (code: number, value: Payload) => concatenate(code, concatenate(value).length, value);

function neighbours(): void {
  const broadcast = everybody.mac;
  const ask = { operation: 1, senderMac: laptop.mac };
  linkFrame(0.052, laptop, broadcast, ARP_TYPE, arp({ ...ask, senderIp: '0.0.0.0', targetIp: laptop.address }));
  linkFrame(0.252, laptop, broadcast, ARP_TYPE, arp({ ...ask, senderIp: laptop.address, targetIp: laptop.address }));
  linkFrame(0.31, laptop, broadcast, ARP_TYPE, arp({ ...ask, senderIp: laptop.address, targetIp: gateway.address }));
  const answer = { operation: 2, senderMac: gateway.mac, senderIp: gateway.address };
  const reply = arp({ ...answer, targetMac: laptop.mac, targetIp: laptop.address });
  linkFrame(0.3108, gateway, laptop.mac, ARP_TYPE, concatenate(reply, new Uint8Array(18)));

  const allRouters: Host = { mac: '33:33:00:00:00:02', address: 'ff02::2' };
  const allNodes: Host = { mac: '33:33:00:00:00:01', address: 'ff02::1' };
  const sourceLink = (mac: string) => concatenate(1, 1, macAddress(mac));
  icmp6(0.06, laptopLinkLocal, allRouters, icmpv6({ type: 133 }, sourceLink(laptop.mac)));
  const prefix = concatenate(
    fromHex('03 04 40 c0'),
    uint32(86400),
    uint32(14400),
    uint32(0),
    ipAddress('2001:db8:20::'),
  );
  const advertisement = concatenate(
    uint32(0),
    uint32(0),
    sourceLink(GATEWAY_MAC),
    fromHex('0501 0000 000005dc'),
    prefix,
  );
  icmp6(0.0641, gatewayLinkLocal, allNodes, icmpv6({ type: 134, rest: fromHex('40 00 0708') }, advertisement));

  const solicited: Host = { mac: '33:33:ff:00:00:34', address: 'ff02::1:ff00:34' };
  const unspecified: Host = { mac: laptop.mac, address: '::', timeToLive: 255 };
  icmp6(0.12, unspecified, solicited, icmpv6({ type: 135 }, ipAddress(laptopGlobal.address)));
  const gatewaysGroup: Host = { mac: '33:33:ff:5f:21:30', address: 'ff02::1:ff5f:2130' };
  const asked = ipAddress(gatewayLinkLocal.address);
  icmp6(0.32, laptopLinkLocal, gatewaysGroup, icmpv6({ type: 135 }, concatenate(asked, sourceLink(laptop.mac))));
  const target = concatenate(asked, concatenate(2, 1, macAddress(GATEWAY_MAC)));
  icmp6(0.3207, gatewayLinkLocal, laptopLinkLocal, icmpv6({ type: 136, rest: fromHex('e0000000') }, target));
}

function icmp6(seconds: number, from: Host, to: Host, message: Uint8Array): void {
  recording.add(seconds, frameBetween(from, to, ICMPV6, message), { interface: OFFICE });
}

/** The laptop looks for printers, over both versions of IP, and one answers. */
function multicastNames(): void {
  const group4: Host = { mac: '01:00:5e:00:00:fb', address: '224.0.0.251' };
  const group6: Host = { mac: '33:33:00:00:00:fb', address: 'ff02::fb' };
  const service = '_ipp._tcp.local';
  const query = dnsMessage({ flags: 0, questions: [{ name: service, type: 'PTR' }] });
  datagram(0.4, { ...laptop, timeToLive: 255 }, group4, [5353, 5353], query);
  datagram(0.4004, laptopLinkLocal, group6, [5353, 5353], query);
  const instance = `Front Desk Printer.${service}`;
  const answer = dnsMessage({
    flags: 0x8400,
    answers: [{ name: service, type: 'PTR', timeToLive: 4500, data: instance }],
    additional: [
      { name: instance, type: 'SRV', timeToLive: 120, data: '0 0 631 front-desk.local', cacheFlush: true },
      { name: instance, type: 'TXT', timeToLive: 4500, data: 'pdl=application/pdf', cacheFlush: true },
      { name: 'front-desk.local', type: 'A', timeToLive: 120, data: printer.address, cacheFlush: true },
    ],
  });
  datagram(0.4377, printer, group4, [5353, 5353], answer);
}

function time(): void {
  // NTP counts from 1900, in seconds and fractions of 32 bits each.
  const second = (seconds: number) => {
    const whole = Math.floor(seconds);
    return concatenate(uint32(1_773_324_307 + 2_208_988_800 + whole), uint32((seconds - whole) * 2 ** 32));
  };
  const none = new Uint8Array(8);
  const question = concatenate(fromHex('23 00 06 ec'), new Uint8Array(12), none, none, none, second(0.52));
  datagram(0.52, laptop, timeServer, [123, 123], question);
  const head = concatenate(
    fromHex('24 02 06 e9'),
    uint16(0),
    uint16(0x0123),
    uint16(0),
    uint16(0x0456),
    ipAddress('192.0.2.200'),
  );
  const answer = concatenate(head, second(-31.4), second(0.52), second(0.534), second(0.5341));
  datagram(0.5473, timeServer, laptop, [123, 123], answer);
}
