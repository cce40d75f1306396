/** Fragment header, with the reassembly of fragments. RFC 8200, section 4.5. */
import { bytes, flag, frameNumber, u8, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import { ipProtocolNames } from '../names/ip-protocols';
import { showReassembled } from './datagram/reassembled';
import { dissectNextHeader } from './ipv6/next-header';

export default protocol({
  id: 'ipv6.fraghdr',
  title: 'Fragment Header for IPv6',
  embedded: true,
  column: 'IPv6',
  shortName: 'IPv6 Fragment',
  setsColumn: false,
  parents: [on('ip.proto', 44)],
  header: 8,
  fields: {
    nxt: u8({ at: 0, label: 'Next header', values: ipProtocolNames }),
    reserved_octet: u8({ at: 1, label: 'Reserved octet', base: 'hex' }),
    offset: u16({
      at: 2,
      mask: 0xfff8,
      label: 'Offset',
      text: (units) => `Offset: ${units} (${Number(units) * 8} bytes)`,
    }),
    reserved_bits: u16({ at: 2, mask: 0x0006, label: 'Reserved bits' }),
    more: flag({ at: 2, length: 2, mask: 0x0001, label: 'More Fragments', values: { 0: 'No', 1: 'Yes' } }),
    ident: u32({ at: 4, label: 'Identification', base: 'hex' }),
    fragments: bytes({ label: 'IPv6 Fragments', generated: true, id: 'ipv6.fragments' }),
    fragment: frameNumber({ label: 'Frame', generated: true, id: 'ipv6.fragment' }),
    'fragment.count': u32({ label: 'Fragment count', generated: true, id: 'ipv6.fragment.count' }),
    'reassembled.length': u32({
      label: 'Reassembled IPv6 length',
      generated: true,
      id: 'ipv6.reassembled.length',
    }),
    'reassembled.data': bytes({ label: 'Reassembled IPv6 data', generated: true, id: 'ipv6.reassembled.data' }),
    'reassembled.in': frameNumber({
      label: 'Reassembled IPv6 in frame',
      generated: true,
      id: 'ipv6.reassembled.in',
    }),
  },
  dissect(layer, field) {
    layer.header();
    layer.span(8);
    const nextHeader = layer.u8(0);
    const word = layer.u16(2);
    const offset = word & 0xfff8;
    const more = (word & 1) !== 0;
    // An atomic fragment is the whole datagram. RFC 6946.
    if (offset === 0 && !more) {
      layer.trim(8);
      return;
    }
    layer.dissection.fragmented = true;
    const length = layer.reported - 8;
    if (layer.available - 8 >= length) {
      const outcome = layer.memory.fragment(layer, {
        identification: layer.u32(4),
        scope: 44,
        offset,
        more,
        at: 8,
        length,
      });
      if (outcome.kind === 'complete') {
        const { whole } = outcome;
        showReassembled(layer, field, whole);
        dissectNextHeader(layer, nextHeader, 0, whole.bytes);
        return;
      }
      if (outcome.frame > 0) layer.addComputed(field['reassembled.in'], outcome.frame);
    }
    if (layer.wantsInfo)
      layer.setInfo(
        `IPv6 fragment (off=${offset} more=${more ? 'y' : 'n'} ident=0x${layer.u32(4).toString(16).padStart(8, '0')} nxt=${nextHeader})`,
      );
    if (length > 0) layer.next(data, 8);
  },
});
