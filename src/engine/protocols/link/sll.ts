/** Linux cooked-mode captures, versions 1 and 2: what the kernel keeps of a packet's link layer. LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2. */
import { linkType } from '../../capture-file/link-types';
import { addressKind } from '../../declare/dissection';
import { bytes, ether, ipv4Address, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { arpHardwareTypeNames } from '../names/arp-hardware-types';
import { etherTypeNames } from '../names/ether-types';
import { linuxProtocolNames, packetTypeNames } from '../names/linux-cooked';
import ipx from '../network/ipx';
import eth from './eth';
import { dispatchEtherType } from './ethertype';
import llc from './llc';
import ppp from './ppp';

const byGreProtocol = table('gre.proto');

/** Largest protocol number that is one of Linux's own and no EtherType. */
const largestLinuxProtocol = 1536;
const linuxProtocol = { raw8023: 1, ethernet: 3, ieee8022: 4, ppp: 7 };
const greOverIpv4 = 778;
const greOverIpv6 = 823;

const fields = {
  pkttype: u16({ label: 'Packet type', values: packetTypeNames }),
  hatype: u16({ label: 'Link-layer address type', values: arpHardwareTypeNames }),
  halen: u16({ label: 'Link-layer address length' }),
  'src.eth': ether({ label: 'Source' }),
  'src.ipv4': ipv4Address({ label: 'Source' }),
  'src.other': bytes({ label: 'Source' }),
  unused: bytes({ label: 'Unused' }),
  ltype: u16({ label: 'Protocol', base: 'hex', values: linuxProtocolNames }),
  gretype: u16({ label: 'Protocol', base: 'hex', values: etherTypeNames }),
  etype: u16({ label: 'Protocol', base: 'hex', values: etherTypeNames }),
  trailer: bytes({ label: 'Trailer' }),
  ifindex: u32({ label: 'Interface index' }),
} as const;
type SllFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'sll',
  title: 'Linux cooked capture',
  column: 'SLL',
  parents: [on('wtap_encap', linkType.linuxSll, linkType.linuxSll2)],
  fields,
  dissect(layer, field) {
    if (layer.dissection.linkType === linkType.linuxSll2) dissectVersion2(layer, field);
    else dissectVersion1(layer, field);
  },
});

function dissectVersion1(layer: Layer, field: SllFields): void {
  layer.heading(' v1');
  const kind = layer.u16(0);
  if (layer.wantsInfo) layer.setInfo(packetTypeNames[kind] ?? `Unknown (${kind})`);
  const hardwareType = layer.u16(2);
  const addressLength = layer.u16(4);
  setSource(layer, 6, addressLength);
  layer.add(field.pkttype, 0, 2);
  layer.add(field.hatype, 2, 2);
  layer.add(field.halen, 4, 2);
  addSource(layer, field, 6, addressLength);
  const type = layer.u16(14);
  addProtocol(layer, field, 14, hardwareType, type);
  layer.span(16);
  dissectPayload(layer, field, hardwareType, type, 16);
}

function dissectVersion2(layer: Layer, field: SllFields): void {
  layer.heading(' v2');
  const type = layer.u16(0);
  const hardwareType = layer.u16(8);
  const kind = layer.u8(10);
  const addressLength = layer.u8(11);
  if (layer.wantsInfo) layer.setInfo(packetTypeNames[kind] ?? `Unknown (${kind})`);
  setSource(layer, 12, addressLength);
  addProtocol(layer, field, 0, hardwareType, type);
  layer.add(field.ifindex, 4, 4);
  layer.add(field.hatype, 8, 2);
  layer.add(field.pkttype, 10, 1);
  layer.add(field.halen, 11, 1);
  addSource(layer, field, 12, addressLength);
  layer.need(12, 8);
  layer.span(20);
  dissectPayload(layer, field, hardwareType, type, 20);
}

function setSource({ dissection, bytes: buffer, start, available }: Layer, at: number, length: number): void {
  if (length !== 6 || available < at + 6 || dissection.quoting > 0) return;
  dissection.addressKind = addressKind.ether;
  dissection.addressBytes = buffer;
  dissection.sourceAt = start + at;
  dissection.destinationAt = -1;
}

function addSource(layer: Layer, field: SllFields, at: number, length: number): void {
  if (!layer.emitting) return;
  const used = Math.min(length, 8);
  const shown = length === 6 ? field['src.eth'] : length === 4 ? field['src.ipv4'] : field['src.other'];
  if (used > 0) layer.add(shown, at, used);
  if (used < 8) layer.add(field.unused, at + used, 8 - used);
}

const isGre = (hardwareType: number): boolean => hardwareType === greOverIpv4 || hardwareType === greOverIpv6;

function addProtocol(layer: Layer, field: SllFields, at: number, hardwareType: number, type: number): void {
  if (isGre(hardwareType)) layer.add(field.gretype, at, 2);
  else layer.add(type <= largestLinuxProtocol ? field.ltype : field.etype, at, 2);
}

function dissectPayload(layer: Layer, field: SllFields, hardwareType: number, type: number, at: number): void {
  if (isGre(hardwareType)) {
    if (!layer.nextBy(byGreProtocol, type, at)) layer.next(data, at);
    return;
  }
  if (type > largestLinuxProtocol) {
    dispatchEtherType(layer, type, at);
    const end = at + layer.carried;
    if (layer.emitting && end < layer.available) layer.add(field.trailer, end, layer.available - end);
    return;
  }
  switch (type) {
    case linuxProtocol.raw8023:
      layer.next(ipx, at);
      return;
    case linuxProtocol.ethernet:
      layer.next(eth, at);
      return;
    case linuxProtocol.ieee8022:
      layer.next(llc, at);
      return;
    case linuxProtocol.ppp:
      layer.next(ppp, at);
      return;
    default:
      layer.next(data, at);
  }
}
