/** Cisco SLARP: keepalives and address requests of Cisco HDLC links. */
import { ipv4Text } from '../../bytes/address';
import { expert, ipv4Address, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

const typeNames: Readonly<Record<number, string>> = { 0: 'Request', 1: 'Reply', 2: 'Line keepalive' };
const keepalive = 2;

export default protocol({
  id: 'slarp',
  title: 'Cisco SLARP',
  column: 'SLARP',
  parents: [on('chdlc.protocol', 0x8035)],
  header: 4,
  fields: {
    ptype: u32({ at: 0, label: 'Packet type', values: typeNames }),
    address: ipv4Address({ label: 'Address' }),
    netmask: ipv4Address({ label: 'Netmask' }),
    mysequence: u32({ label: 'Outgoing sequence number' }),
    yoursequence: u32({ label: 'Returned sequence number' }),
    reliability: u16({ label: 'Reliability', base: 'hex' }),
    'reliability.invalid': expert('error', { label: 'Reliability must be 0xFFFF', group: 'malformed' }),
  },
  dissect(layer, field) {
    const type = layer.u32(0);
    layer.header();
    if (layer.wantsInfo) layer.setInfo(typeNames[type] ?? `Unknown packet type 0x${type.toString(16)}`);
    const first = layer.u32(4);
    const second = layer.u32(8);
    if (type === keepalive) {
      layer.add(field.mysequence, 4, 4);
      layer.add(field.yoursequence, 8, 4);
      if (layer.wantsInfo) layer.appendInfo(`, outgoing sequence ${first}, returned sequence ${second}`);
      if (layer.u16(12) !== 0xffff) layer.remark(field['reliability.invalid'], 12, 2);
      layer.add(field.reliability, 12, 2);
    } else if (type < keepalive) {
      layer.add(field.address, 4, 4);
      layer.add(field.netmask, 8, 4);
      if (layer.wantsInfo) layer.appendInfo(`, from ${ipv4Text(first)}, mask ${ipv4Text(second)}`);
    }
  },
});
