/** Address Resolution Protocol, with its reverse, dynamic reverse and inverse forms. RFC 826, 903, 1931, 2390, 5227. */
import { etherText, hexText, ipv4TextAt } from '../../bytes/address';
import { bytes, ether, expert, flag, frameNumber, ipv4Address, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { arpHardwareTypeNames } from '../names/arp-hardware-types';
import { arpOperation, arpOperationNames } from '../names/arp-operations';
import { etherTypeNames } from '../names/ether-types';
import { duplicateUse } from './arp/duplicate-use';

const trueOrFalse = { 0: 'False', 1: 'True' };

const fields = {
  'hw.type': u16({ at: 0, label: 'Hardware type', values: arpHardwareTypeNames }),
  'proto.type': u16({ at: 2, label: 'Protocol type', base: 'hex', values: etherTypeNames }),
  'hw.size': u8({ at: 4, label: 'Hardware size' }),
  'proto.size': u8({ at: 5, label: 'Protocol size' }),
  opcode: u16({ at: 6, label: 'Opcode', values: arpOperationNames }),
  isgratuitous: flag({ label: 'Is gratuitous', values: trueOrFalse, generated: true }),
  isprobe: flag({ label: 'Is probe', values: trueOrFalse, generated: true }),
  isannouncement: flag({ label: 'Is announcement', values: trueOrFalse, generated: true }),
  'src.hw': bytes({ label: 'Sender hardware address' }),
  'src.hw_mac': ether({ label: 'Sender MAC address' }),
  'src.proto': bytes({ label: 'Sender protocol address' }),
  'src.proto_ipv4': ipv4Address({ label: 'Sender IP address' }),
  'dst.hw': bytes({ label: 'Target hardware address' }),
  'dst.hw_mac': ether({ label: 'Target MAC address' }),
  'dst.proto': bytes({ label: 'Target protocol address' }),
  'dst.proto_ipv4': ipv4Address({ label: 'Target IP address' }),
  'dst.drarp_error_status': u16({
    label: 'DRARP error status',
    values: {
      1: 'restricted',
      2: 'no address',
      3: 'server down',
      4: 'moved',
      5: 'failure',
    },
  }),
  'duplicate-address-frame': frameNumber({ label: 'Frame showing earlier use of IP address', generated: true }),
  'duplicate-address-detected': expert('warning', { label: 'Duplicate IP address configured' }),
  'seconds-since-duplicate-address-frame': u32({ label: 'Seconds since earlier frame seen', generated: true }),
} as const;

/** Where the four addresses lie and what kind they are. */
interface Addresses {
  readonly hardwareLength: number;
  readonly protocolLength: number;
  readonly isEther: boolean;
  readonly isIpv4: boolean;
}

export default protocol({
  id: 'arp',
  title: 'Address Resolution Protocol',
  column: 'ARP',
  shortName: 'ARP/RARP',
  parents: [on('ethertype', 0x0806, 0x8035), on('gre.proto', 0x0806)],
  header: 8,
  fields,
  dissect(layer, field) {
    const operation = layer.u16(6);
    const hardwareLength = layer.u8(4);
    const protocolLength = layer.u8(5);
    layer.setInfo('');
    layer.trim(8 + 2 * (hardwareLength + protocolLength));
    layer.header();
    layer.setColumn(columnOf(operation));
    const addresses: Addresses = {
      hardwareLength,
      protocolLength,
      isEther: (layer.u16(0) === 1 || layer.u16(0) === 6) && hardwareLength === 6,
      isIpv4: layer.u16(2) === 0x0800 && protocolLength === 4,
    };
    if (layer.inTree) layer.heading(` (${arpOperationNames[operation] ?? `opcode ${operation}`})`);
    layer.need(8, 2 * (hardwareLength + protocolLength));
    dissectAddresses(layer, field, operation, addresses);
    if (addresses.isEther && addresses.isIpv4) reportDuplicates(layer, field, operation);
  },
});

function columnOf(operation: number): string {
  if (operation === arpOperation.reverseRequest || operation === arpOperation.reverseReply) return 'RARP';
  if (operation >= arpOperation.dynamicReverseRequest && operation <= arpOperation.dynamicReverseError) return 'DRARP';
  if (operation === arpOperation.inverseRequest || operation === arpOperation.inverseReply) return 'Inverse ARP';
  return operation >= arpOperation.marsRequest && operation <= arpOperation.marsRedirectMap ? 'MARS' : 'ARP';
}

function dissectAddresses(layer: Layer, field: FieldsOf<typeof fields>, operation: number, kinds: Addresses): void {
  if (!layer.emitting && !layer.wantsInfo) return;
  const { hardwareLength, protocolLength, isEther, isIpv4 } = kinds;
  const senderProtocol = 8 + hardwareLength;
  const target = senderProtocol + protocolLength;
  const targetProtocol = target + hardwareLength;
  const asks = operation === arpOperation.request;
  const same = equal(layer, senderProtocol, targetProtocol, protocolLength);
  const gratuitous = (asks || operation === arpOperation.reply) && same;
  const announces = asks && gratuitous && isZero(layer, target, hardwareLength);
  const probes = asks && isIpv4 && isZero(layer, senderProtocol, protocolLength);
  if (gratuitous) layer.addComputed(field.isgratuitous, 1);
  if (probes) layer.addComputed(field.isprobe, 1);
  if (announces) layer.addComputed(field.isannouncement, 1);
  if (hardwareLength > 0) layer.add(isEther ? field['src.hw_mac'] : field['src.hw'], 8, hardwareLength);
  if (protocolLength > 0)
    layer.add(isIpv4 ? field['src.proto_ipv4'] : field['src.proto'], senderProtocol, protocolLength);
  if (hardwareLength > 0) layer.add(isEther ? field['dst.hw_mac'] : field['dst.hw'], target, hardwareLength);
  if (operation === arpOperation.dynamicReverseError && protocolLength > 0)
    layer.add(field['dst.drarp_error_status'], targetProtocol, 1);
  else if (protocolLength > 0)
    layer.add(isIpv4 ? field['dst.proto_ipv4'] : field['dst.proto'], targetProtocol, protocolLength);
  if (!layer.wantsInfo) return;
  const text = (at: number, length: number, known: boolean) =>
    !known
      ? hexText(layer.slice(at, length))
      : length === 6
        ? etherText(layer.bytes, layer.start + at)
        : ipv4TextAt(layer.bytes, layer.start + at);
  const senderHardwareText = text(8, hardwareLength, isEther);
  const senderText = text(senderProtocol, protocolLength, isIpv4);
  const targetHardwareText = text(target, hardwareLength, isEther);
  const targetText = text(targetProtocol, protocolLength, isIpv4);
  if (announces) layer.setInfo(`ARP Announcement for ${senderText}`);
  else if (gratuitous) layer.setInfo(`Gratuitous ARP for ${targetText} (${asks ? 'Request' : 'Reply'})`);
  else if (probes) layer.setInfo(`Who has ${targetText}? (ARP Probe)`);
  else layer.setInfo(summary(operation, senderHardwareText, senderText, targetHardwareText, targetText));
}

function summary(
  operation: number,
  senderHardware: string,
  sender: string,
  targetHardware: string,
  target: string,
): string {
  switch (operation) {
    case arpOperation.request:
    case arpOperation.marsRequest:
      return `Who has ${target}? Tell ${sender}`;
    case arpOperation.reply:
      return `${sender} is at ${senderHardware}`;
    case arpOperation.reverseRequest:
    case arpOperation.dynamicReverseRequest:
    case arpOperation.inverseRequest:
      return `Who is ${targetHardware}? Tell ${senderHardware}`;
    case arpOperation.reverseReply:
    case arpOperation.dynamicReverseReply:
      return `${targetHardware} is at ${target}`;
    case arpOperation.inverseReply:
      return `${senderHardware} is at ${sender}`;
    case arpOperation.dynamicReverseError:
      return 'DRARP Error';
    default:
      return arpOperationNames[operation]?.toUpperCase() ?? `ARP operation ${operation} is unknown`;
  }
}

function reportDuplicates(layer: Layer, field: FieldsOf<typeof fields>, operation: number): void {
  if (operation !== arpOperation.request && operation !== arpOperation.reply) return;
  reportDuplicate(layer, field, 14, 8);
  if (operation === arpOperation.reply) reportDuplicate(layer, field, 24, 18);
}

function reportDuplicate(layer: Layer, field: FieldsOf<typeof fields>, addressAt: number, hardwareAt: number): void {
  const duplicate = duplicateUse(layer, addressAt, hardwareAt);
  if (duplicate === undefined) return;
  const address = ipv4TextAt(layer.bytes, layer.start + addressAt);
  if (layer.emitting) {
    layer.open(field['duplicate-address-frame'], addressAt, 4, duplicate.frame);
    layer.addComputed(field['duplicate-address-detected'], 1, addressAt, 4);
    layer.addComputed(field['seconds-since-duplicate-address-frame'], duplicate.seconds);
    layer.close();
  }
  if (layer.wantsInfo) layer.appendInfo(` (duplicate use of ${address} detected!)`);
}

function equal(layer: Layer, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (layer.u8(a + i) !== layer.u8(b + i)) return false;
  return length > 0;
}

function isZero(layer: Layer, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (layer.u8(at + i) !== 0) return false;
  return true;
}
