/** Resource Reservation Protocol: header, and its objects in outline. RFC 2205, section 3. */
import { bytes, ipv4Address, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

const session = 1;

export default protocol({
  id: 'rsvp',
  title: 'Resource ReserVation Protocol (RSVP)',
  column: 'RSVP',
  parents: [on('ip.proto', 46)],
  header: 8,
  fields: {
    version: u8({ at: 0, mask: 0xf0, label: 'RSVP Version', id: 'rsvp.version' }),
    flags: u8({ at: 0, mask: 0x0f, label: 'Flags', base: 'hex' }),
    msg: u8({
      at: 1,
      label: 'Message Type',
      values: {
        1: 'PATH Message. ',
        2: 'RESV Message. ',
        3: 'PATH ERROR Message. ',
        4: 'RESV ERROR Message. ',
        5: 'PATH TEAR Message. ',
        6: 'RESV TEAR Message. ',
        7: 'CONFIRM Message. ',
        12: 'BUNDLE Message. ',
        13: 'ACK Message. ',
        15: 'SREFRESH Message. ',
        20: 'HELLO Message. ',
        21: 'NOTIFY Message. ',
      },
    }),
    checksum: u16({ at: 2, label: 'Message Checksum', base: 'hex' }),
    sending_ttl: u8({ at: 4, label: 'Sending TTL' }),
    length: u16({ at: 6, label: 'Message length' }),
    'obj.length': u16({ label: 'Length', id: 'rsvp.obj_length' }),
    object: u8({
      label: 'Object class',
      values: {
        0: 'NULL object',
        1: 'SESSION object',
        3: 'HOP object',
        4: 'INTEGRITY object',
        5: 'TIME VALUES object',
        6: 'ERROR object',
        7: 'SCOPE object',
        8: 'STYLE object',
        9: 'FLOWSPEC object',
        10: 'FILTERSPEC object',
        11: 'SENDER TEMPLATE object',
        12: 'SENDER TSPEC object',
        13: 'ADSPEC object',
        14: 'POLICY object',
        15: 'CONFIRM object',
        16: 'LABEL object',
        19: 'LABEL REQUEST object',
        20: 'EXPLICIT ROUTE object',
        21: 'RECORD ROUTE object',
        22: 'HELLO object',
        207: 'SESSION ATTRIBUTE object',
      },
    }),
    ctype: u8({ label: 'C-Type', id: 'rsvp.ctype' }),
    'session.ip': ipv4Address({ label: 'Destination address' }),
    'session.proto': u8({ label: 'Protocol' }),
    'session.port': u16({ label: 'Destination port' }),
    data: bytes({ label: 'Data' }),
  },
  dissect(layer, field) {
    layer.header();
    layer.setInfo(field.msg.nameOf(layer.u8(1))?.trimEnd() ?? 'Unknown');
    if (!layer.emitting) return;
    const end = Math.min(layer.u16(6), layer.reported);
    for (let at = 8; at + 4 <= end; ) {
      const length = layer.u16(at);
      if (length < 4 || at + length > end) {
        layer.malformed(`RSVP: an object of ${length} bytes does not fit`, at, end - at);
        return;
      }
      layer.need(at, length);
      const kind = layer.u8(at + 2);
      layer.openText(at, length, field.object.nameOf(kind) ?? `Unknown object (${kind})`);
      layer.add(field['obj.length'], at, 2);
      layer.add(field.object, at + 2, 1);
      layer.add(field.ctype, at + 3, 1);
      if (kind === session && layer.u8(at + 3) === 1 && length >= 12) {
        layer.add(field['session.ip'], at + 4, 4);
        layer.add(field['session.proto'], at + 8, 1);
        layer.add(field['session.port'], at + 10, 2);
      } else if (length > 4) layer.add(field.data, at + 4, length - 4);
      layer.close();
      at += length;
    }
  },
});
