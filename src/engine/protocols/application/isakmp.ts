/** Internet Key Exchange, versions 1 and 2, up to where it is encrypted. RFC 2408, RFC 2409, RFC 7296. */
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { exchangeTypeNames } from '../names/isakmp';
import { type IsakmpFields, isakmpFields } from './isakmp/fields';
import { payloads } from './isakmp/payloads';

const headerLength = 28;

export default protocol({
  id: 'isakmp',
  title: 'Internet Security Association and Key Management Protocol',
  column: 'ISAKMP',
  parents: [on('udp.port', 500), on('tcp.port', 500)],
  header: headerLength,
  fields: isakmpFields,
  dissect(layer, field) {
    const version = layer.u8(17) >> 4;
    const exchange = layer.u8(18);
    const flags = layer.u8(19);
    if (layer.wantsInfo) layer.setInfo(infoText(layer, version, exchange, flags));
    if (layer.emitting) header(layer, field, version);
    const length = layer.u32(24);
    if (length < headerLength) {
      layer.malformed('The message is shorter than its header', 24, 4);
      return;
    }
    const end = Math.min(length, layer.reported);
    if (end <= headerLength) return;
    if (version === 1 && (flags & 1) !== 0) layer.add(field['enc.data'], headerLength, end - headerLength);
    else payloads(layer, field, version, layer.u8(16), headerLength, end);
  },
});

function infoText(layer: Layer, version: number, exchange: number, flags: number): string {
  const name = exchangeTypeNames[exchange] ?? `Unknown (${exchange})`;
  if (version !== 2) return name;
  const message = layer.u32(20).toString(16).padStart(2, '0');
  return `${name} MID=${message} ${(flags & 8) !== 0 ? 'Initiator' : 'Responder'} ${(flags & 32) !== 0 ? 'Response' : 'Request'}`;
}

function header(layer: Layer, field: IsakmpFields, version: number): void {
  layer.add(field.ispi, 0, 8);
  layer.add(field.rspi, 8, 8);
  layer.add(field.nextpayload, 16, 1);
  layer.open(field.version, 17, 1);
  layer.add(field.mjver, 17, 1);
  layer.add(field.mnver, 17, 1);
  layer.close();
  layer.add(field.exchangetype, 18, 1);
  layer.open(field.flags, 19, 1);
  const bits = version === 2 ? (['flag_i', 'flag_v', 'flag_r'] as const) : (['flag_e', 'flag_c', 'flag_a'] as const);
  for (const bit of bits) layer.add(field[bit], 19, 1);
  layer.close();
  layer.add(field.messageid, 20, 4);
  layer.add(field.length, 24, 4);
}
