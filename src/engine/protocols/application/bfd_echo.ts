/** Bidirectional Forwarding Detection: echo packets, whose contents are their sender's own. RFC 5881, section 4. */
import { bytes } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

export default protocol({
  id: 'bfd_echo',
  title: 'Bidirectional Forwarding Detection Echo Packet',
  column: 'BFD Echo',
  parents: [on('udp.port', 3785)],
  fields: { packet: bytes({ label: 'Echo' }) },
  dissect(layer, field) {
    layer.setInfo('Originator specific content');
    if (layer.available > 0) layer.add(field.packet, 0, layer.available);
  },
});
