/** MAC Security tag. IEEE 802.1AE-2018, clause 9. */
import { bytes, ether, flag, u8, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import data from '../frame/data';
import { etherTypeNames } from '../names/ether-types';
import { dispatchEtherType } from './ethertype';

const integrityCheckLength = 16;
const unknownVersion = 0x80;
const explicitChannel = 0x20;
/** Encrypted, or at least changed. */
const unreadable = 0x0c;

export default protocol({
  id: 'macsec',
  title: '802.1AE Security tag',
  column: 'MACSEC',
  shortName: 'MACsec',
  parents: [on('ethertype', 0x88e5)],
  accepts: (layer, at) =>
    (layer.u8(at) & unknownVersion) === 0 &&
    (layer.u8(at + 1) !== 0 || layer.reported - at >= 6 + integrityCheckLength),
  header: 6,
  fields: {
    TCI: u8({ at: 0, mask: 0xfc, label: 'TCI', base: 'hex' }),
    'TCI.V': u8({ at: 0, mask: 0x80, label: 'VER', base: 'hex', within: 'TCI' }),
    'TCI.ES': flag({ at: 0, mask: 0x40, label: 'ES', within: 'TCI' }),
    'TCI.SC': flag({ at: 0, mask: explicitChannel, label: 'SC', within: 'TCI' }),
    'TCI.SCB': flag({ at: 0, mask: 0x10, label: 'SCB', within: 'TCI' }),
    'TCI.E': flag({ at: 0, mask: 0x08, label: 'E', within: 'TCI' }),
    'TCI.C': flag({ at: 0, mask: 0x04, label: 'C', within: 'TCI' }),
    AN: u8({ at: 0, mask: 0x03, label: 'AN', base: 'hex' }),
    SL: u8({ at: 1, label: 'Short length' }),
    PN: u32({ at: 2, label: 'Packet number' }),
    'SCI.system_identifier': ether({ label: 'System Identifier' }),
    'SCI.port_identifier': u16({ label: 'Port Identifier' }),
    etype: u16({ label: 'Ethertype', base: 'hex', values: etherTypeNames }),
    ICV: bytes({ label: 'ICV' }),
  },
  dissect(layer, field) {
    layer.header();
    layer.setInfo('MACsec frame');
    const bits = layer.u8(0);
    let at = 6;
    if ((bits & explicitChannel) !== 0) {
      layer.add(field['SCI.system_identifier'], 6, 6);
      layer.add(field['SCI.port_identifier'], 12, 2);
      at = 14;
    }
    layer.need(0, at);
    layer.span(at);
    const shortLength = layer.u8(1);
    // A short length says where the data end and the check value begins; without one the value ends the frame.
    const length = shortLength === 0 ? layer.reported - at - integrityCheckLength : shortLength;
    if (length < 0 || at + length > layer.reported) {
      layer.malformed('There is no room for the integrity check value', at, layer.available - at);
      return;
    }
    if ((bits & unreadable) !== 0) layer.next(data, at, length);
    else {
      layer.add(field.etype, at, 2);
      dispatchEtherType(layer, layer.u16(at), at + 2, length - 2);
    }
    const check = Math.min(integrityCheckLength, layer.available - at - length);
    if (check > 0) layer.add(field.ICV, at + length, check);
  },
});
