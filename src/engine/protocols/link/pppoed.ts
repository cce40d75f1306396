/** PPP over Ethernet, discovery stage. RFC 2516, section 5. */
import type { Field } from '../../declare/field';
import { bytes, label, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { pppoeCodeNames } from '../names/pppoe';

const tagNames: Readonly<Record<number, string>> = {
  0: 'End-Of-List',
  257: 'Service-Name',
  258: 'AC-Name',
  259: 'Host-Uniq',
  260: 'AC-Cookie',
  261: 'Vendor-Specific',
  262: 'Credits',
  263: 'Metrics',
  264: 'Sequence Number',
  265: 'Credit Scale Factor',
  272: 'Relay-Session-Id',
  273: 'HURL',
  274: 'MOTM',
  288: 'PPP-Max-Payload',
  289: 'IP Route Add',
  513: 'Service-Name-Error',
  514: 'AC-System-Error',
  515: 'Generic-Error',
};

const fields = {
  version: u8({ at: 0, mask: 0xf0, label: 'Version', id: 'pppoe.version' }),
  type: u8({ at: 0, mask: 0x0f, label: 'Type', id: 'pppoe.type' }),
  code: u8({ at: 1, label: 'Code', base: 'hex', values: pppoeCodeNames, id: 'pppoe.code' }),
  session_id: u16({ at: 2, label: 'Session ID', base: 'hex', id: 'pppoe.session_id' }),
  payload_length: u16({ at: 4, label: 'Payload Length', id: 'pppoe.payload_length' }),
  tags: label({ label: 'PPPoE Tags' }),
  tag: u16({ label: 'Tag', base: 'hex', values: tagNames }),
  tag_length: u16({ label: 'Tag Length' }),
  'tag.unknown_data': bytes({ label: 'Unknown Data' }),
  'tags.service_name': text({ label: 'Service-Name' }),
  'tags.ac_name': text({ label: 'AC-Name' }),
  'tags.host_uniq': bytes({ label: 'Host-Uniq' }),
  'tags.ac_cookie': bytes({ label: 'AC-Cookie' }),
  'tags.vendor_unspecified': bytes({ label: 'Vendor unspecified' }),
  'tags.relay_session_id': bytes({ label: 'Relay-Session-Id' }),
  'tags.hurl': bytes({ label: 'HURL' }),
  'tags.motm': bytes({ label: 'MOTM' }),
  'tags.max_payload': bytes({ label: 'PPP-Max-Payload' }),
  'tags.ip_route_add': bytes({ label: 'IP Route Add' }),
  'tags.service_name_error': text({ label: 'Service-Name-Error' }),
  'tags.ac_system_error': text({ label: 'AC-System-Error' }),
  'tags.generic_error': text({ label: 'Generic-Error' }),
} as const;
type DiscoveryFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'pppoed',
  title: 'PPP-over-Ethernet Discovery',
  column: 'PPPoED',
  parents: [on('ethertype', 0x8863)],
  header: 6,
  fields,
  dissect(layer, field) {
    layer.header();
    const code = layer.u8(1);
    if (layer.wantsInfo) layer.setInfo(pppoeCodeNames[code] ?? `Unknown (0x${code.toString(16)})`);
    const length = layer.u16(4);
    layer.trim(6 + length);
    const end = Math.min(6 + length, layer.reported);
    if (end === 6) return;
    layer.open(field.tags, 6, Math.min(end, layer.available) - 6);
    walkTags(layer, field, end);
    layer.close();
  },
});

function walkTags(layer: Layer, field: DiscoveryFields, end: number): void {
  for (let at = 6; at + 4 <= end; ) {
    const tag = layer.u16(at);
    const length = layer.u16(at + 2);
    layer.add(field.tag, at, 2);
    layer.add(field.tag_length, at + 2, 2);
    if (at + 4 + length > end) {
      layer.malformed('A tag goes beyond the payload', at, end - at);
      return;
    }
    if (length > 0) {
      layer.need(at + 4, length);
      layer.add(tagField(field, tag), at + 4, length);
      if (layer.wantsInfo && (tag === 0x0101 || tag === 0x0102))
        layer.appendInfo(` ${tagNames[tag]}='${layer.text(at + 4, length)}'`);
    }
    if (tag === 0) return;
    at += 4 + length;
  }
}

function tagField(field: DiscoveryFields, tag: number): Field {
  switch (tag) {
    case 0x0101:
      return field['tags.service_name'];
    case 0x0102:
      return field['tags.ac_name'];
    case 0x0103:
      return field['tags.host_uniq'];
    case 0x0104:
      return field['tags.ac_cookie'];
    case 0x0105:
      return field['tags.vendor_unspecified'];
    case 0x0110:
      return field['tags.relay_session_id'];
    case 0x0111:
      return field['tags.hurl'];
    case 0x0112:
      return field['tags.motm'];
    case 0x0120:
      return field['tags.max_payload'];
    case 0x0121:
      return field['tags.ip_route_add'];
    case 0x0201:
      return field['tags.service_name_error'];
    case 0x0202:
      return field['tags.ac_system_error'];
    case 0x0203:
      return field['tags.generic_error'];
    default:
      return field['tag.unknown_data'];
  }
}
