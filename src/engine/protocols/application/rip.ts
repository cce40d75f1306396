/** Routing Information Protocol, versions 1 and 2. RFC 1058, RFC 2453; cryptographic authentication: RFC 4822. */
import { bytes, ipv4Address, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const commandNames: Readonly<Record<number, string>> = {
  1: 'Request',
  2: 'Response',
  3: 'Traceon',
  4: 'Traceoff',
  5: 'Vendor specific (Sun)',
};
const authentication = 0xffff;
const keyed = 3;
/** The trailer begins like an entry that authenticates. */
const trailerHead = 4;
const entryLength = 20;
const headerLength = 4;

const fields = {
  command: u8({ at: 0, label: 'Command', values: commandNames }),
  version: u8({ at: 1, label: 'Version', values: { 1: 'RIPv1', 2: 'RIPv2' } }),
  routing_domain: u16({ at: 2, label: 'Routing Domain', when: (layer) => layer.u16(2) !== 0 }),
  family: u16({ label: 'Address Family', values: { 0: 'Unspecified', 2: 'IP' } }),
  route_tag: u16({ label: 'Route Tag' }),
  ip: ipv4Address({ label: 'IP Address' }),
  netmask: ipv4Address({ label: 'Netmask' }),
  next_hop: ipv4Address({ label: 'Next Hop' }),
  metric: u16({ label: 'Metric' }),
  'auth.type': u16({
    label: 'Authentication type',
    values: { 1: 'IP Route', 2: 'Simple Password', 3: 'Keyed Message Digest' },
  }),
  'auth.passwd': text({ label: 'Password' }),
  digest_offset: u16({ label: 'Digest Offset' }),
  key_id: u8({ label: 'Key ID' }),
  auth_data_len: u8({ label: 'Auth Data Len' }),
  seq_num: u32({ label: 'Seq num' }),
  authentication_data: bytes({ label: 'Authentication Data' }),
} as const;

export default protocol({
  id: 'rip',
  title: 'Routing Information Protocol',
  column: 'RIP',
  parents: [on('udp.port', 520)],
  header: headerLength,
  fields,
  dissect(layer, field) {
    const version = layer.u8(1);
    layer.setColumn(version === 2 ? 'RIPv2' : version === 1 ? 'RIPv1' : 'RIP');
    if (layer.wantsInfo) layer.setInfo(commandNames[layer.u8(0)] ?? `Unknown command (${layer.u8(0)})`);
    layer.header();
    const end = entriesEnd(layer);
    for (let at = headerLength; at < end; at += entryLength) {
      layer.need(at, entryLength);
      if (layer.emitting) showEntry(layer, field, version, at);
    }
    if (end + trailerHead < layer.reported) showTrailer(layer, field, end);
  },
});

/** A digest stands behind the entries, where the first of them says. RFC 4822, section 2. */
function entriesEnd(layer: Layer): number {
  const isKeyed =
    layer.has(headerLength, entryLength) &&
    layer.u16(headerLength) === authentication &&
    layer.u16(headerLength + 2) === keyed;
  return isKeyed ? Math.min(layer.reported, Math.max(headerLength, layer.u16(headerLength + 4))) : layer.reported;
}

function showTrailer(layer: Layer, field: FieldsOf<typeof fields>, at: number): void {
  layer.openText(at, layer.available - at, 'Authentication Data Trailer');
  layer.add(field.authentication_data, at + trailerHead, layer.reported - at - trailerHead);
  layer.close();
}

function showEntry(layer: Layer, field: FieldsOf<typeof fields>, version: number, at: number): void {
  const family = layer.u16(at);
  if (layer.inTree) layer.openText(at, entryLength, family === authentication ? 'Authentication' : 'Route');
  if (family === authentication) {
    const type = layer.u16(at + 2);
    layer.add(field['auth.type'], at + 2, 2);
    if (type === keyed) {
      layer.add(field.digest_offset, at + 4, 2);
      layer.add(field.key_id, at + 6, 1);
      layer.add(field.auth_data_len, at + 7, 1);
      layer.add(field.seq_num, at + 8, 4);
    } else if (type === 2) layer.add(field['auth.passwd'], at + 4, 16);
    else layer.add(field.authentication_data, at + 4, 16);
  } else {
    layer.add(field.family, at, 2);
    if (version === 2) layer.add(field.route_tag, at + 2, 2);
    layer.add(field.ip, at + 4, 4);
    if (version === 2) {
      layer.add(field.netmask, at + 8, 4);
      layer.add(field.next_hop, at + 12, 4);
    }
    layer.add(field.metric, at + 16, 4);
  }
  if (layer.inTree) layer.close();
}
