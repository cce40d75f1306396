/** Addresses for special purposes. RFC 6890, and IANA's registries of it for IPv4 and IPv6. */
import type { FieldValue } from '../declare/field';
import { inNetwork, ipv4, ipv6, type Network } from './addresses';

export interface SpecialBlock {
  readonly name: string;
  /** Bits for what is true of the addresses: 16 may be a source, 8 a destination, 4 forwarded, 2 globally reachable, 1 reserved. */
  readonly mask: number;
}

const nothing = 0;
const reserved = 1;
const everywhere = 16 | 8 | 4 | 2;
const forwarded = 16 | 8 | 4;

/** What contains comes before what is contained. */
const written: readonly (readonly [block: string, name: string, mask: number])[] = [
  ['0.0.0.0/8', '"This network"', 16 | reserved],
  ['0.0.0.0/32', '"This host on this network"', 16 | reserved],
  ['10.0.0.0/8', 'Private-Use', forwarded],
  ['100.64.0.0/10', 'Shared Address Space', forwarded],
  ['127.0.0.0/8', 'Loopback', reserved],
  ['169.254.0.0/16', 'Link Local', 16 | 8 | reserved],
  ['172.16.0.0/12', 'Private-Use', forwarded],
  ['192.0.0.0/24', 'IETF Protocol Assignments', nothing],
  ['192.0.0.0/29', 'IPv4 Service Continuity Prefix', forwarded],
  ['192.0.0.8/32', 'IPv4 dummy address', 16],
  ['192.0.0.9/32', 'Port Control Protocol Anycast', everywhere],
  ['192.0.0.10/32', 'Traversal Using Relays around NAT Anycast', everywhere],
  ['192.0.0.170/31', 'NAT64/DNS64 Discovery', reserved],
  ['192.0.2.0/24', 'Documentation (TEST-NET-1)', nothing],
  ['192.31.196.0/24', 'AS112-v4', everywhere],
  ['192.52.193.0/24', 'AMT', everywhere],
  ['192.88.99.0/24', 'Deprecated (6to4 Relay Anycast)', nothing],
  ['192.168.0.0/16', 'Private-Use', forwarded],
  ['192.175.48.0/24', 'Direct Delegation AS112 Service', everywhere],
  ['198.18.0.0/15', 'Benchmarking', forwarded],
  ['198.51.100.0/24', 'Documentation (TEST-NET-2)', nothing],
  ['203.0.113.0/24', 'Documentation (TEST-NET-3)', nothing],
  ['240.0.0.0/4', 'Reserved', reserved],
  ['255.255.255.255/32', 'Limited Broadcast', 8 | reserved],
  ['::1/128', 'Loopback Address', reserved],
  ['::/128', 'Unspecified Address', 16 | reserved],
  ['::ffff:0:0/96', 'IPv4-mapped Address', reserved],
  ['64:ff9b::/96', 'IPv4-IPv6 Translat.', everywhere],
  ['64:ff9b:1::/48', 'IPv4-IPv6 Translat.', forwarded],
  ['100::/64', 'Discard-Only Address Block', forwarded],
  ['2001::/23', 'IETF Protocol Assignments', nothing],
  ['2001::/32', 'TEREDO', forwarded],
  ['2001:1::1/128', 'Port Control Protocol Anycast', everywhere],
  ['2001:1::2/128', 'Traversal Using Relays around NAT Anycast', everywhere],
  ['2001:2::/48', 'Benchmarking', forwarded],
  ['2001:3::/32', 'AMT', everywhere],
  ['2001:4:112::/48', 'AS112-v6', everywhere],
  ['2001:10::/28', 'Deprecated (previously ORCHID)', nothing],
  ['2001:20::/28', 'ORCHIDv2', everywhere],
  ['2001:30::/28', 'Drone Remote ID Protocol Entity Tags (DETs) Prefix', everywhere],
  ['2001:db8::/32', 'Documentation', nothing],
  ['2002::/16', '6to4', forwarded],
  ['2620:4f:8000::/48', 'Direct Delegation AS112 Service', everywhere],
  ['5f00::/16', 'Segment Routing (SRv6) SIDs', forwarded],
  ['fc00::/7', 'Unique-Local', forwarded],
  ['fe80::/10', 'Link-Local Unicast', 16 | 8 | reserved],
];

const blocks: readonly (SpecialBlock & { readonly network: Network })[] = written.map(([block, name, mask]) => {
  const read = block.includes(':') ? ipv6(block) : ipv4(block);
  if (typeof read === 'string' || read.network === undefined) throw new Error(`${block} is no block of addresses`);
  return { network: read.network, name, mask };
});

/** The narrowest block that an IPv4 or IPv6 address lies in; undefined for addresses without a special purpose. */
export const specialBlockOf = (address: FieldValue): SpecialBlock | undefined =>
  blocks.findLast(({ network }) => inNetwork(address, network));
