/** Lightweight User Datagram Protocol: its length field says how much the checksum covers. RFC 3828. */
import { bytes, either, expert, u16, u32 } from '../../declare/kinds';
import { conversationKind } from '../../declare/memory';
import { on, protocol } from '../../declare/protocol';
import { handOnDatagram } from './udp/payload';

export default protocol({
  id: 'udplite',
  title: 'Lightweight User Datagram Protocol',
  column: 'UDP-Lite',
  columnAfter: 4,
  parents: [on('ip.proto', 136)],
  header: 8,
  fields: {
    srcport: u16({ at: 0, label: 'Source Port', id: 'udp.srcport' }),
    dstport: u16({ at: 2, label: 'Destination Port', id: 'udp.dstport' }),
    port: either(['srcport', 'dstport'], {
      type: 'UINT16',
      label: 'Source or Destination Port',
      id: 'udp.port',
    }),
    checksum_coverage: u16({ at: 4, label: 'Checksum coverage', id: 'udp.checksum_coverage' }),
    length: u16({ label: 'Length', id: 'udp.length', value: (layer) => layer.reported }),
    checksum: u16({ at: 6, label: 'Checksum', base: 'hex', id: 'udp.checksum' }),
    stream: u32({ label: 'Stream index', id: 'udp.stream', value: ({ dissection }) => dissection.stream }),
    payload: bytes({ label: 'UDP payload', id: 'udp.payload' }),
    'checksum_coverage.bad': expert('error', { label: 'Bad checksum coverage length value', group: 'malformed' }),
  },
  dissect(layer, field) {
    const { dissection, memory } = layer;
    const source = layer.u16(0);
    const destination = layer.u16(2);
    dissection.sourcePort = source;
    dissection.destinationPort = destination;
    dissection.transportLayers++;
    memory.enterConversation(dissection, conversationKind.udp);
    layer.header();
    layer.span(8);
    if (layer.inTree) layer.heading(`, Src Port: ${source}, Dst Port: ${destination}`);
    if (layer.wantsInfo) layer.setInfo(`${source} → ${destination} Len=${layer.reported - 8}`);
    const coverage = layer.u16(4);
    // Zero stands for the whole datagram; less than the header or more than the datagram is forbidden.
    if (coverage !== 0 && (coverage < 8 || coverage > layer.reported))
      layer.remark(field['checksum_coverage.bad'], 4, 2);
    if (layer.carries(8, layer.available - 8)) return;
    if (layer.available <= 8) return;
    layer.add(field.payload, 8, layer.available - 8);
    handOnDatagram(layer, 8, layer.reported - 8);
  },
});
