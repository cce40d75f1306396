/** IPsec in UDP, to pass address translators: ESP, or IKE behind a marker of four zero bytes. RFC 3948. */
import { label } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import esp from '../network/esp';
import isakmp from './isakmp';

export default protocol({
  id: 'udpencap',
  title: 'UDP Encapsulation of IPsec Packets',
  column: 'UDPENCAP',
  parents: [on('udp.port', 4500)],
  fields: {
    nat_keepalive: label({ label: 'NAT-keepalive packet' }),
    non_esp_marker: label({ label: 'Non-ESP Marker' }),
  },
  dissect(layer, field) {
    layer.setInfo('');
    if (layer.reported === 1 && layer.u8(0) === 0xff) {
      layer.setInfo('NAT-keepalive');
      layer.add(field.nat_keepalive, 0, 1);
    } else if (layer.u32(0) === 0) {
      layer.add(field.non_esp_marker, 0, 4);
      layer.next(isakmp, 4);
    } else layer.next(esp, 0);
  },
});
