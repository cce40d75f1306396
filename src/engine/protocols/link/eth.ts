/** Ethernet II and IEEE 802.3. IEEE 802.3-2018, section 3. */
import { etherText } from '../../bytes/address';
import { addressKind } from '../../declare/dissection';
import { bytes, either, ether, expert, flag, text, u8, u16, u24, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';
import { dissectLengthOrType, isLength, largestLength, smallestType } from './ethernet/payload';
import { dissectTrailer } from './ethernet/trailer';

const administration = { 0: 'Globally unique address (factory default)', 1: 'Locally administered address' };
const destinations = { 0: 'Individual address (unicast)', 1: 'Group address (multicast/broadcast)' };
const isType = (value: number): boolean => value >= smallestType || value === 0;

export default protocol({
  id: 'eth',
  title: 'Ethernet',
  column: 'Ethernet',
  parents: [on('wtap_encap', 1), on('ethertype', 0x6558), on('gre.proto', 0x6558), on('ip.proto', 143)],
  header: 14,
  fields: {
    dst: ether({ at: 0, label: 'Destination' }),
    dst_resolved: text({
      label: 'Destination (resolved)',
      hidden: true,
      within: 'dst',
      value: (layer) => etherText(layer.bytes, layer.start),
    }),
    'dst.oui': u24({ at: 0, label: 'Destination OUI', hidden: true, within: 'dst' }),
    'dst.lg': flag({ at: 0, length: 3, mask: 0x02_0000, label: 'LG bit', values: administration, within: 'dst' }),
    'dst.ig': flag({ at: 0, length: 3, mask: 0x01_0000, label: 'IG bit', values: destinations, within: 'dst' }),
    src: ether({ at: 6, label: 'Source' }),
    src_resolved: text({
      label: 'Source (resolved)',
      hidden: true,
      within: 'src',
      value: (layer) => etherText(layer.bytes, layer.start + 6),
    }),
    'src.oui': u24({ at: 6, label: 'Source OUI', hidden: true, within: 'src' }),
    'src.lg': flag({ at: 6, length: 3, mask: 0x02_0000, label: 'LG bit', values: administration, within: 'src' }),
    'src.ig': flag({ at: 6, length: 3, mask: 0x01_0000, label: 'IG bit', values: destinations, within: 'src' }),
    addr: either(['dst', 'src'], { type: 'ETHER', label: 'Address', inside: true, hidden: false }),
    addr_resolved: either(['dst_resolved', 'src_resolved'], { type: 'STRING', label: 'Address (resolved)' }),
    'addr.oui': either(['dst.oui', 'src.oui'], { type: 'UINT24', label: 'Address OUI' }),
    lg: either(['dst.lg', 'src.lg'], { type: 'BOOLEAN', label: 'LG bit' }),
    ig: either(['dst.ig', 'src.ig'], { type: 'BOOLEAN', label: 'IG bit' }),
    type: u16({
      at: 12,
      label: 'Type',
      base: 'hex',
      values: etherTypeNames,
      when: (layer) => isType(layer.u16(12)),
    }),
    len: u16({ at: 12, label: 'Length', when: (layer) => isLength(layer.u16(12)) }),
    invalid_lentype: u16({
      at: 12,
      label: 'Invalid length/type',
      base: 'hex-decimal',
      when: (layer) => layer.u16(12) > largestLength && layer.u16(12) < smallestType,
    }),
    src_not_group: expert('warning', {
      label: 'Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)',
    }),
    'invalid_lentype.expert': expert('warning', { label: 'Invalid length/type' }),
    'len.past_end': expert('error', {
      label: 'Length field value goes past the end of the payload',
      group: 'malformed',
    }),
    padding: bytes({ label: 'Padding' }),
    trailer: bytes({ label: 'Trailer' }),
    fcs: u32({ label: 'Frame check sequence', base: 'hex' }),
    'fcs.status': u8({ label: 'FCS Status', values: { 0: 'Bad', 1: 'Good', 2: 'Unverified' }, generated: true }),
    padding_bad: expert('warning', { label: 'What stands where padding belongs is not all zeros' }),
  },
  dissect(layer, field) {
    const { dissection } = layer;
    if (dissection.quoting === 0) {
      dissection.addressKind = addressKind.ether;
      dissection.addressBytes = layer.bytes;
      dissection.destinationAt = layer.start;
      dissection.sourceAt = layer.start + 6;
    }
    layer.header();
    layer.span(14);
    const lengthOrType = layer.u16(12);
    if (layer.inTree)
      layer.heading(
        `${kindOf(layer, lengthOrType)}, Src: ${etherText(layer.bytes, layer.start + 6)}, Dst: ${etherText(layer.bytes, layer.start)}`,
      );
    if ((layer.u8(6) & 1) !== 0) layer.addComputed(field.src_not_group, 1, 6, 6);
    if (lengthOrType > largestLength && lengthOrType < smallestType) {
      layer.addComputed(field['invalid_lentype.expert'], 1, 12, 2);
      if (layer.wantsInfo)
        layer.setInfo(`Neither a length nor a type: 0x${lengthOrType.toString(16).padStart(4, '0')} (${lengthOrType})`);
      layer.next(data, 14);
      return;
    }
    if (isLength(lengthOrType)) {
      if (lengthOrType > layer.reported - 14) layer.remark(field['len.past_end'], 12, 2);
    } else layer.setInfo('Ethernet II');
    const end = dissectLengthOrType(layer, lengthOrType, 14);
    if (!layer.emitting) return;
    const outermost = layer.parent?.protocol.id === 'frame';
    dissectTrailer(layer, end, outermost ? field : { ...field, fcs: undefined });
  },
});

function kindOf(layer: Layer, lengthOrType: number): string {
  if (isType(lengthOrType)) return ' II';
  return layer.has(14, 2) && layer.u16(14) === 0xffff ? ' 802.3 raw' : ' 802.3';
}
