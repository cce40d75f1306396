/** Enhanced Interior Gateway Routing Protocol: header, and its elements in outline. RFC 7868, section 6. */
import { bytes, flag, u8, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

const softwareVersion = 4;
const hello = 5;
const noOrYes = { 0: 'Not set', 1: 'Set' };

export default protocol({
  id: 'eigrp',
  title: 'Cisco EIGRP',
  column: 'EIGRP',
  parents: [on('ip.proto', 88)],
  header: 20,
  fields: {
    version: u8({ at: 0, label: 'Version' }),
    opcode: u8({
      at: 1,
      label: 'Opcode',
      values: {
        1: 'Update',
        2: 'Request',
        3: 'Query',
        4: 'Reply',
        5: 'Hello',
        6: 'IPX/SAP Update',
        7: 'Route Probe',
        8: 'Hello (Ack)',
        9: 'Stub-Info',
        10: 'SIA-Query',
        11: 'SIA-Reply',
      },
    }),
    checksum: u16({ at: 2, label: 'Checksum', base: 'hex' }),
    flags: u32({ at: 4, label: 'Flags', base: 'hex' }),
    'flags.init': flag({ at: 4, length: 4, mask: 0x1, label: 'Init', values: noOrYes, within: 'flags' }),
    'flags.condrecv': flag({
      at: 4,
      length: 4,
      mask: 0x2,
      label: 'Conditional Receive',
      values: noOrYes,
      within: 'flags',
    }),
    'flags.restart': flag({ at: 4, length: 4, mask: 0x4, label: 'Restart', values: noOrYes, within: 'flags' }),
    'flags.eot': flag({ at: 4, length: 4, mask: 0x8, label: 'End Of Table', values: noOrYes, within: 'flags' }),
    seq: u32({ at: 8, label: 'Sequence' }),
    ack: u32({ at: 12, label: 'Acknowledge' }),
    vrid: u16({ at: 16, label: 'Virtual Router ID' }),
    as: u16({ at: 18, label: 'Autonomous System' }),
    tlv_type: u16({
      label: 'Type',
      base: 'hex',
      values: {
        1: 'Parameters',
        2: 'Authentication',
        3: 'Sequence',
        4: 'Software Version',
        5: 'Next multicast sequence',
        6: 'Peer Stub Information',
        7: 'Peer Termination',
        8: 'Peer Topology ID List',
        258: 'Internal Route',
        259: 'External Route',
        1026: 'Internal Route',
        1027: 'External Route',
        1538: 'Internal Route',
        1539: 'External Route',
      },
    }),
    'tlv.len': u16({ label: 'Length' }),
    'par.k1': u8({ label: 'K1' }),
    'par.k2': u8({ label: 'K2' }),
    'par.k3': u8({ label: 'K3' }),
    'par.k4': u8({ label: 'K4' }),
    'par.k5': u8({ label: 'K5' }),
    'par.k6': u8({ label: 'K6' }),
    'par.holdtime': u16({ label: 'Hold Time' }),
    data: bytes({ label: 'Data' }),
  },
  dissect(layer, field) {
    const opcode = layer.u8(1);
    layer.header();
    layer.setInfo(opcode === hello && layer.u32(12) !== 0 ? 'Hello (Ack)' : (field.opcode.nameOf(opcode) ?? 'Unknown'));
    for (let at = 20; at + 4 <= layer.reported; ) {
      const type = layer.u16(at);
      const length = layer.u16(at + 2);
      if (length < 4) {
        layer.malformed(`EIGRP: a length of ${length} cannot be`, at + 2, 2);
        return;
      }
      layer.need(at, length);
      layer.openText(at, length, field.tlv_type.nameOf(type) ?? `Type 0x${type.toString(16).padStart(4, '0')}`);
      layer.add(field.tlv_type, at, 2);
      layer.add(field['tlv.len'], at + 2, 2);
      // Two versions of two bytes each.
      if (type === softwareVersion && length < 8) layer.cutOff(layer.reported + 1);
      if (type === 1 && length >= 12) {
        for (const [index, key] of (['par.k1', 'par.k2', 'par.k3', 'par.k4', 'par.k5', 'par.k6'] as const).entries())
          layer.add(field[key], at + 4 + index, 1);
        layer.add(field['par.holdtime'], at + 10, 2);
      } else if (length > 4) layer.add(field.data, at + 4, length - 4);
      layer.close();
      at += length;
    }
  },
});
