/** Teredo: IPv6 through NATs in UDP. RFC 4380, section 5.1.1. */
import { bytes, ipv4Address, label, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import ipv6 from '../network/ipv6';

const authentication = 1;
const originIndication = 0;
const originLength = 8;

const fields = {
  auth: label({ label: 'Teredo Authentication header' }),
  'auth.idlen': u8({ label: 'Client identifier length' }),
  'auth.aulen': u8({ label: 'Authentication value length' }),
  'auth.id': bytes({ label: 'Client identifier' }),
  'auth.value': bytes({ label: 'Authentication value' }),
  'auth.nonce': bytes({ label: 'Nonce value' }),
  'auth.conf': bytes({ label: 'Confirmation byte' }),
  orig: label({ label: 'Teredo Origin Indication header' }),
  'orig.port': u16({ label: 'Origin UDP port' }),
  'orig.addr': ipv4Address({ label: 'Origin IPv4 address' }),
} as const;
type TeredoFields = FieldsOf<typeof fields>;

export default protocol({
  id: 'teredo',
  title: 'Teredo IPv6 over UDP tunneling',
  column: 'Teredo',
  parents: [on('udp.port', 3544)],
  accepts: carriesIpv6,
  fields,
  dissect(layer, field) {
    let at = 0;
    if (layer.u16(at) === authentication) at = walkAuthentication(layer, field, at);
    if (at < layer.reported && layer.u16(at) === originIndication) at = walkOrigin(layer, field, at);
    layer.span(at);
    if (layer.reported > at) layer.next(ipv6, at);
  },
});

/** Behind the two headers that may be there an IPv6 packet begins, or nothing more. */
function carriesIpv6(layer: Layer, at: number): boolean {
  let place = at;
  if (layer.u16(place) === authentication) place += 4 + layer.u8(place + 2) + layer.u8(place + 3) + 9;
  if (place < layer.reported && layer.u16(place) === originIndication) place += originLength;
  return place === layer.reported || layer.u8(place) >> 4 === 6;
}

function walkAuthentication(layer: Layer, field: TeredoFields, at: number): number {
  const identifier = layer.u8(at + 2);
  const value = layer.u8(at + 3);
  const length = 4 + identifier + value + 8 + 1;
  layer.need(at, length);
  if (layer.wantsInfo) layer.setInfo('Authentication header');
  layer.open(field.auth, at, length);
  layer.add(field['auth.idlen'], at + 2, 1);
  layer.add(field['auth.aulen'], at + 3, 1);
  if (identifier > 0) layer.add(field['auth.id'], at + 4, identifier);
  if (value > 0) layer.add(field['auth.value'], at + 4 + identifier, value);
  layer.add(field['auth.nonce'], at + 4 + identifier + value, 8);
  layer.add(field['auth.conf'], at + length - 1, 1);
  layer.close();
  return at + length;
}

/** Port and address stand in it with all bits inverted, so that NATs do not change them. */
function walkOrigin(layer: Layer, field: TeredoFields, at: number): number {
  layer.need(at, originLength);
  if (layer.wantsInfo) layer.setInfo('Origin indication');
  layer.open(field.orig, at, originLength);
  layer.addComputed(field['orig.port'], layer.u16(at + 2) ^ 0xffff, at + 2, 2);
  layer.addComputed(field['orig.addr'], ~layer.u32(at + 4) >>> 0, at + 4, 4);
  layer.close();
  return at + originLength;
}
