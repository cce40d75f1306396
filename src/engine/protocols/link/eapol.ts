/** Extensible Authentication Protocol over LANs: the envelope and the keys of wireless networks. IEEE 802.1X-2020, clause 11. */
import { bytes, u8, u16, u64 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { table } from '../../declare/table';
import data from '../frame/data';
import { descriptorFields, showKeyInformation, showKeyMaterial } from './eapol/key-descriptor';

const byType = table('eapol.type');
const keyPacket = 3;
/** Key descriptors of IEEE 802.11: RSN and WPA. */
const wirelessKey = 2;
const oldWirelessKey = 254;

export default protocol({
  id: 'eapol',
  title: '802.1X Authentication',
  column: 'EAPOL',
  parents: [on('ethertype', 0x888e, 0x88c7)],
  header: 4,
  fields: {
    version: u8({
      at: 0,
      label: 'Version',
      values: { 1: '802.1X-2001', 2: '802.1X-2004', 3: '802.1X-2010' },
    }),
    type: u8({
      at: 1,
      label: 'Type',
      values: {
        0: 'EAP Packet',
        1: 'Start',
        2: 'Logoff',
        3: 'Key',
        4: 'Encapsulated ASF Alert',
        5: 'MKA',
        6: 'Announcement (Generic)',
        7: 'Announcement (Specific)',
        8: 'Announcement Request',
      },
    }),
    len: u16({ at: 2, label: 'Length' }),
    'keydes.type': u8({
      label: 'Key Descriptor Type',
      values: { 1: 'RC4 Descriptor', 2: 'EAPOL RSN Key', 254: 'EAPOL WPA Key' },
    }),
    'keydes.key_len': u16({ label: 'Key Length' }),
    'keydes.replay_counter': u64({ label: 'Replay Counter' }),
    'keydes.body': bytes({ label: 'Key Descriptor Body' }),
    ...descriptorFields,
  },
  dissect(layer, field) {
    const type = layer.u8(1);
    const length = layer.u16(2);
    layer.trim(4 + length);
    layer.header();
    layer.setInfo(field.type.nameOf(type) ?? 'Unknown');
    if (length === 0) return;
    if (type !== keyPacket) {
      const carried = layer.accepted(byType, type, 4);
      if (carried === undefined) layer.next(data, 4);
      else layer.nextUnnamed(carried, 4, layer.reported - 4, type);
      return;
    }
    layer.add(field['keydes.type'], 4, 1);
    const descriptor = layer.u8(4);
    if (descriptor !== wirelessKey && descriptor !== oldWirelessKey) {
      if (layer.available > 5) layer.add(field['keydes.body'], 5, layer.available - 5);
      return;
    }
    showKeyInformation(layer, field);
    layer.add(field['keydes.key_len'], 7, 2);
    layer.add(field['keydes.replay_counter'], 9, 8);
    if (layer.reported > 17) showKeyMaterial(layer, field);
  },
});
