/** User Datagram Protocol. RFC 768. */

import { addressKind } from '../../declare/dissection';
import { bytes, either, expert, relativeTime, u8, u16, u32 } from '../../declare/kinds';
import { conversationKind } from '../../declare/memory';
import { on, protocol } from '../../declare/protocol';
import { showTimes } from './tcp/times';
import { remarkChecksum, udpChecksumStatus } from './udp/checksum';
import { handOnDatagram } from './udp/payload';

export default protocol({
  id: 'udp',
  title: 'User Datagram Protocol',
  columnAfter: 4,
  parents: [on('ip.proto', 17)],
  header: 8,
  fields: {
    srcport: u16({ at: 0, label: 'Source Port' }),
    dstport: u16({ at: 2, label: 'Destination Port' }),
    port: either(['srcport', 'dstport'], { type: 'UINT16', label: 'Source or Destination Port' }),
    length: u16({ at: 4, label: 'Length' }),
    checksum: u16({ at: 6, label: 'Checksum', base: 'hex' }),
    'checksum.status': u8({
      label: 'Checksum Status',
      values: { 0: 'Bad', 1: 'Good', 2: 'Unverified', 3: 'Not present', 4: 'Illegal' },
      value: udpChecksumStatus,
    }),
    stream: u32({
      label: 'Stream index',
      when: ({ dissection }) => dissection.stream >= 0,
      value: ({ dissection }) => dissection.stream,
    }),
    time_relative: relativeTime({ label: 'Time since first frame', generated: true, unit: 'seconds' }),
    time_delta: relativeTime({ label: 'Time since previous frame', generated: true, unit: 'seconds' }),
    payload: bytes({ label: 'UDP payload', hidden: false }),
    'checksum.bad': expert('error', { label: 'Bad checksum', group: 'checksum' }),
    'checksum.zero': expert('error', { label: 'Illegal checksum value (0)', group: 'checksum' }),
    'length.bad': expert('error', { label: 'Bad length value', group: 'malformed' }),
  },
  dissect(layer, field) {
    const { dissection, memory } = layer;
    const source = layer.u16(0);
    const destination = layer.u16(2);
    dissection.sourcePort = source;
    dissection.destinationPort = destination;
    dissection.transportLayers++;
    // A length of zero means a jumbogram of IPv6: the payload reaches to the end of the datagram (RFC 2675, section 4).
    const stated = layer.u16(4);
    const isJumbogram = stated === 0 && dissection.addressKind === addressKind.ipv6;
    const length = (isJumbogram ? layer.reported : stated) - 8;
    if (length >= 0) memory.enterConversation(dissection, conversationKind.udp);
    layer.header();
    layer.span(8);
    if (layer.inTree) layer.heading(`, Src Port: ${source}, Dst Port: ${destination}`);
    if (layer.emitting) {
      remarkChecksum(layer, field);
      showTimes(layer, field, () => memory.conversationTimes(dissection));
    }
    if (length < 0) {
      if (layer.wantsInfo) layer.setInfo(`${source} → ${destination} [BAD UDP LENGTH ${stated} < 8]`);
      layer.remark(field['length.bad'], 4, 2);
      return;
    }
    // Of a fragment or of what an error quotes, the rest is elsewhere.
    const isTooLong = length > layer.reported - 8 && !dissection.fragmented && dissection.quoting === 0;
    if (isTooLong) layer.remark(field['length.bad'], 4, 2);
    if (layer.wantsInfo) {
      const remark = isTooLong ? ` [BAD UDP LENGTH ${stated} > IP PAYLOAD LENGTH]` : '';
      layer.setInfo(`${source} → ${destination}${remark} Len=${length}`);
    }
    const payload = Math.min(length, layer.reported - 8);
    if (layer.carries(8, Math.min(payload, layer.available - 8))) return;
    if (payload === 0 || layer.available <= 8) return;
    layer.add(field.payload, 8, Math.min(payload, layer.available - 8));
    handOnDatagram(layer, 8, payload);
  },
});
