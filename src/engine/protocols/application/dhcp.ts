/** Dynamic Host Configuration Protocol, and BOOTP below it. RFC 2131, RFC 951. */
import { etherText } from '../../bytes/address';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { messageTypeNames } from '../names/dhcp';
import { type DhcpFields, dhcpFields } from './dhcp/fields';
import { walkOptions } from './dhcp/options';

const ethernet = 1;
const fixedLength = 236;
const magicCookie = 0x63825363;

export default protocol({
  id: 'dhcp',
  title: 'Dynamic Host Configuration Protocol',
  column: 'BOOTP',
  shortName: 'DHCP/BOOTP',
  parents: [on('udp.port', 67, 68, 4011)],
  header: 28,
  fields: dhcpFields,
  dissect(layer, field) {
    const operation = layer.u8(0);
    layer.header();
    if (layer.wantsInfo) layer.setInfo(bootpInfo(layer, operation));
    showFixedFields(layer, field);
    layer.need(0, fixedLength);
    if (layer.reported < fixedLength + 4) {
      layer.addComputed(field.bootp, 1);
      layer.cutOff(fixedLength + 4);
    }
    const hasOptions = layer.u32(fixedLength) === magicCookie;
    layer.add(field.cookie, fixedLength, 4);
    if (layer.inTree && hasOptions) layer.retitle('Magic cookie: DHCP');
    const type = hasOptions ? walkOptions(layer, field, fixedLength + 4) : 0;
    if (type === 0) {
      layer.addComputed(field.bootp, 1);
      return;
    }
    layer.setColumn('DHCP');
    const name = messageTypeNames[type] ?? 'Unknown Message Type';
    if (layer.inTree) layer.heading(` (${name})`);
    if (layer.wantsInfo) layer.setInfo(`DHCP ${name.padEnd(8)} - Transaction ID 0x${layer.u32(4).toString(16)}`);
  },
});

function bootpInfo(layer: Layer, operation: number): string {
  if (operation === 2) return 'Boot Reply';
  if (operation !== 1) return `Unknown BOOTP message type (${operation})`;
  if (layer.u8(1) !== ethernet || layer.u8(2) !== 6 || !layer.has(28, 6)) return 'Boot Request';
  const address = etherText(layer.bytes, layer.start + 28);
  return `Boot Request from ${address} (${address})`;
}

function showFixedFields(layer: Layer, field: DhcpFields): void {
  if (!layer.emitting) return;
  const addressLength = Math.min(layer.u8(2), 16);
  if (layer.u8(1) === ethernet && addressLength === 6) layer.add(field['hw.mac_addr'], 28, 6);
  else if (addressLength > 0) layer.add(field['hw.addr'], 28, addressLength);
  if (addressLength < 16) layer.add(field['hw.addr_padding'], 28 + addressLength, 16 - addressLength);
  if (layer.u8(44) !== 0) layer.add(field.server, 44, 64);
  else layer.addText(44, 64, 'Server host name not given');
  if (layer.u8(108) !== 0) layer.add(field.file, 108, 128);
  else layer.addText(108, 128, 'Boot file name not given');
}
