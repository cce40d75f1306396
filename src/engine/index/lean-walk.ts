/**
 * The short way through the packets that most captures are made of, in the first pass, where nobody listens: Ethernet, at most one
 * VLAN tag, IP without options or fragments, and a segment or datagram. What comes out is what `Dissection.walk` finds; whatever is out
 * of the ordinary is left to it. Where fields lie is read from the protocols' declarations.
 */
import type { Catalogue } from '../declare/catalogue';
import { addressKind, type Dissection } from '../declare/dissection';
import type { Layer } from '../declare/layer';
import { conversationKind, type TcpReassemblyFields } from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import { table } from '../declare/table';
import { tcpFlag } from '../declare/tcp-analysis';
import { smallestType } from '../protocols/link/ethernet/payload';
import { offeredWindowShift } from '../protocols/transport/tcp/options';
import { handOnDatagram } from '../protocols/transport/udp/payload';
import type { CaptureMemory } from './memory';
import type { Stacks } from './stacks';

const byLinkType = table('wtap_encap');
const byEtherType = table('ethertype');
const byProtocol = table('ip.proto');

/** Version 4 and a header of five words: no options. RFC 791 section 3.1. */
const plainVersion4 = 0x45;
const headerOfVersion4 = 20;
const headerOfVersion6 = 40;
const shortestTcpHeader = 20;

export class LeanWalk {
  private readonly frame: Protocol;
  private readonly eth: Protocol;
  private readonly vlan: Protocol;
  private readonly ethertype: Protocol;
  private readonly ip: Protocol;
  private readonly ipv6: Protocol;
  private readonly tcp: Protocol;
  private readonly udp: Protocol;
  private readonly place: ReturnType<typeof placesIn>;
  /** Numbers of the stacks up to the transport layer, 0 before one is needed. */
  private readonly stackNumbers = new Int32Array(8);

  // The packet at hand: where the layers begin, and how long they are by their headers.
  private start = 0;
  private tagged = false;
  private linkType = 0;
  private networkType = 0;
  private networkStart = 0;
  private network: Protocol;
  private transportStart = 0;
  private transportLength = 0;
  private transportType = 0;

  constructor(
    catalogue: Catalogue,
    private readonly memory: CaptureMemory,
    private readonly stacks: Stacks,
  ) {
    this.frame = catalogue.require('frame');
    this.eth = catalogue.require('eth');
    this.vlan = catalogue.require('vlan');
    this.ethertype = catalogue.require('ethertype');
    this.ip = catalogue.require('ip');
    this.ipv6 = catalogue.require('ipv6');
    this.tcp = catalogue.require('tcp');
    this.udp = catalogue.require('udp');
    this.network = this.ip;
    this.place = placesIn(catalogue);
  }

  /** Walks the frame whose facts the dissection holds. False when it is none of the plain ones: then nothing was remembered of it. */
  walk(dissection: Dissection, bytes: Uint8Array): boolean {
    const end = dissection.frameStart + dissection.capturedLength;
    dissection.begin(bytes);
    if (!this.findNetwork(dissection, bytes, end) || !this.findTransport(dissection, bytes, end)) return false;
    const transport = byProtocol.get(this.transportType);
    if (transport === this.tcp) return this.walkTcp(dissection, bytes, end);
    return transport === this.udp && this.walkUdp(dissection, bytes, end);
  }

  /** Whether Ethernet carries a network layer, tagged or not. */
  private findNetwork(dissection: Dissection, bytes: Uint8Array, end: number): boolean {
    const { place } = this;
    const start = dissection.frameStart;
    if (byLinkType.get(dissection.linkType) !== this.eth) return false;
    let at = start + this.eth.headerLength;
    if (at > end) return false;
    let type = u16(bytes, start + place.etherType);
    this.tagged = byEtherType.get(type) === this.vlan;
    if (this.tagged) {
      const tag = at;
      at += this.vlan.headerLength;
      if (at > end) return false;
      this.linkType = type;
      type = u16(bytes, tag + place.vlanType);
    }
    this.start = start;
    this.networkType = type;
    this.networkStart = at;
    return type >= smallestType;
  }

  /** Whether the network layer is plain: then the dissection has its addresses, and this the transport layer's place. */
  private findTransport(dissection: Dissection, bytes: Uint8Array, end: number): boolean {
    const { place, networkStart: at } = this;
    const network = byEtherType.get(this.networkType);
    const reported = this.start + Math.max(dissection.capturedLength, dissection.originalLength) - at;
    if (network === this.ip) {
      if (at + headerOfVersion4 > end || bytes[at] !== plainVersion4) return false;
      const total = u16(bytes, at + place.ipLength);
      const fragment = u16(bytes, at + place.ipFragment) & place.ipFragmentMask;
      if (total < headerOfVersion4 || total > reported || fragment !== 0) return false;
      this.transportType = bytes[at + place.ipProtocol];
      this.transportStart = at + headerOfVersion4;
      this.transportLength = total - headerOfVersion4;
      dissection.addressKind = addressKind.ipv4;
      dissection.sourceAt = at + place.ipSource;
      dissection.destinationAt = at + place.ipDestination;
    } else if (network === this.ipv6) {
      if (at + headerOfVersion6 > end || bytes[at] >> 4 !== 6) return false;
      const length = u16(bytes, at + place.ipv6Length);
      if (length === 0 || length > reported - headerOfVersion6) return false;
      this.transportType = bytes[at + place.ipv6Next];
      this.transportStart = at + headerOfVersion6;
      this.transportLength = length;
      dissection.addressKind = addressKind.ipv6;
      dissection.sourceAt = at + place.ipv6Source;
      dissection.destinationAt = at + place.ipv6Destination;
    } else return false;
    dissection.addressBytes = bytes;
    this.network = network;
    return true;
  }

  private walkTcp(dissection: Dissection, bytes: Uint8Array, frameEnd: number): boolean {
    const { place, memory, transportStart: at, transportLength } = this;
    const end = Math.min(frameEnd, at + transportLength);
    if (at + shortestTcpHeader > end) return false;
    const word = u16(bytes, at + place.tcpFlags);
    const headerLength = (word >> 12) * 4;
    const flags = word & 0x0fff;
    if (headerLength < shortestTcpHeader || at + headerLength > end) return false;
    dissection.sourcePort = u16(bytes, at + place.tcpSource);
    dissection.destinationPort = u16(bytes, at + place.tcpDestination);
    this.enter(dissection, this.tcp, 0);
    const facts = dissection.tcp;
    facts.present = true;
    facts.sequence = i32(bytes, at + place.tcpSequence);
    facts.acknowledgement = i32(bytes, at + place.tcpAcknowledgement);
    facts.flags = flags;
    facts.window = u16(bytes, at + place.tcpWindow);
    facts.hasLength = true;
    facts.length = transportLength - headerLength;
    memory.enterTcp(dissection, facts);
    if ((flags & tcpFlag.syn) !== 0) {
      const shift = offeredWindowShift(bytes, at + shortestTcpHeader, at + headerLength);
      memory.tcpWindowScale(dissection, shift, (flags & tcpFlag.ack) !== 0);
    }
    const carries = at + headerLength < end || (flags & tcpFlag.fin) !== 0;
    if (!carries || (flags & tcpFlag.rst) !== 0) return true;
    const layer = this.openLayers(dissection, bytes, frameEnd, this.tcp);
    try {
      memory.tcpPayload(layer, headerLength, this.tcp.fields as unknown as TcpReassemblyFields);
    } catch (thrown) {
      dissection.fail(layer, thrown);
    }
    return true;
  }

  private walkUdp(dissection: Dissection, bytes: Uint8Array, frameEnd: number): boolean {
    const { place, udp, transportStart: at, transportLength } = this;
    const end = Math.min(frameEnd, at + transportLength);
    const { headerLength } = udp;
    if (at + headerLength > end) return false;
    const stated = u16(bytes, at + place.udpLength);
    if (stated < headerLength || stated > transportLength) return false;
    dissection.sourcePort = u16(bytes, at + place.udpSource);
    dissection.destinationPort = u16(bytes, at + place.udpDestination);
    this.memory.enterConversation(dissection, conversationKind.udp);
    this.enter(dissection, udp, 1);
    const payload = Math.min(stated, transportLength) - headerLength;
    if (payload === 0 || at + headerLength >= end) return true;
    const layer = this.openLayers(dissection, bytes, frameEnd, udp);
    try {
      handOnDatagram(layer, headerLength, payload);
    } catch (thrown) {
      dissection.fail(layer, thrown);
    }
    return true;
  }

  /** What the layers up to this one have said by now. */
  private enter(dissection: Dissection, transport: Protocol, ordinal: number): void {
    dissection.networkLayers = 1;
    dissection.transportLayers = 1;
    dissection.protocolColumn = transport.column;
    const which = ordinal | (this.network === this.ip ? 0 : 2) | (this.tagged ? 4 : 0);
    dissection.stack = this.stackNumbers[which] || this.stackFor(which, transport);
  }

  private stackFor(which: number, transport: Protocol): number {
    const { stacks, ethertype } = this;
    const link = this.tagged ? [this.eth, ethertype, this.vlan, ethertype] : [this.eth, ethertype];
    let stack = 0;
    for (const protocol of [this.frame, ...link, this.network, transport]) stack = stacks.push(stack, protocol);
    this.stackNumbers[which] = stack;
    return stack;
  }

  /** Opens the layers of the frame as the walk of each would have, and gives the transport layer's. */
  private openLayers(dissection: Dissection, bytes: Uint8Array, end: number, transport: Protocol): Layer {
    const { start, tagged, networkType, networkStart, transportStart, transportLength } = this;
    const reported = Math.max(dissection.capturedLength, dissection.originalLength);
    dissection.count();
    let layer = dissection.openUnheard(this.eth, bytes, start, end, reported, undefined, 0);
    dissection.count();
    if (tagged) {
      const at = start + this.eth.headerLength;
      layer = dissection.openUnheard(this.vlan, bytes, at, end, reported - (at - start), layer, this.linkType);
      dissection.count();
    }
    const total = transportStart - networkStart + transportLength;
    const whole = Math.min(end, networkStart + total);
    layer = dissection.openUnheard(this.network, bytes, networkStart, whole, total, layer, networkType);
    return dissection.openUnheard(transport, bytes, transportStart, whole, transportLength, layer, this.transportType);
  }
}

/** Where the fields lie, in bytes from the beginning of their headers. */
function placesIn(catalogue: Catalogue) {
  const at = (protocol: string, key: string): number => catalogue.require(protocol).fields[key].at;
  const ip = catalogue.require('ip').fields;
  return {
    etherType: at('eth', 'type'),
    vlanType: at('vlan', 'etype'),
    ipLength: at('ip', 'len'),
    ipFragment: at('ip', 'frag_offset'),
    // The flag lies in the first byte of the word that has the offset.
    ipFragmentMask: Number(ip.frag_offset.mask) | (Number(ip['flags.mf'].mask) << 8),
    ipProtocol: at('ip', 'proto'),
    ipSource: at('ip', 'src'),
    ipDestination: at('ip', 'dst'),
    ipv6Length: at('ipv6', 'plen'),
    ipv6Next: at('ipv6', 'nxt'),
    ipv6Source: at('ipv6', 'src'),
    ipv6Destination: at('ipv6', 'dst'),
    tcpSource: at('tcp', 'srcport'),
    tcpDestination: at('tcp', 'dstport'),
    tcpSequence: at('tcp', 'seq'),
    tcpAcknowledgement: at('tcp', 'ack'),
    tcpFlags: at('tcp', 'flags'),
    tcpWindow: at('tcp', 'window_size_value'),
    udpSource: at('udp', 'srcport'),
    udpDestination: at('udp', 'dstport'),
    udpLength: at('udp', 'length'),
  };
}

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] << 8) | bytes[at + 1];

const i32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
