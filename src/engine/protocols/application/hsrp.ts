/** Hot Standby Router Protocol. RFC 2281; version 2: Cisco. */
import { ether, ipv4Address, ipv6Address, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const operations = { 0: 'Hello', 1: 'Coup', 2: 'Resign', 3: 'Advertise' };
const states = { 0: 'Initial', 1: 'Learn', 2: 'Listen', 4: 'Speak', 8: 'Standby', 16: 'Active' };
const states2 = { 0: 'Disabled', 1: 'Init', 2: 'Learn', 3: 'Listen', 4: 'Speak', 5: 'Standby', 6: 'Active' };
const advertise = 3;

const fields = {
  version: u8({ label: 'Version' }),
  opcode: u8({ label: 'Op Code', values: operations }),
  state: u8({ label: 'State', values: states }),
  hellotime: u8({ label: 'Hellotime' }),
  holdtime: u8({ label: 'Holdtime' }),
  priority: u8({ label: 'Priority' }),
  group: u8({ label: 'Group' }),
  reserved: u8({ label: 'Reserved' }),
  auth_data: text({ label: 'Authentication Data' }),
  virt_ip: ipv4Address({ label: 'Virtual IP Address' }),
  'adv.state': u8({ label: 'Adv. State', values: { 1: 'Passive', 2: 'Active' } }),
  '2.type': u8({
    label: 'TLV Type',
    id: 'hsrp2.group_state_tlv',
    values: { 1: 'Group State', 3: 'Text Authentication', 4: 'MD5 Authentication' },
  }),
  '2.version': u8({ label: 'Version', id: 'hsrp2.version' }),
  '2.opcode': u8({ label: 'Op Code', id: 'hsrp2.opcode', values: operations }),
  '2.state': u8({ label: 'State', id: 'hsrp2.state', values: states2 }),
  '2.ipversion': u8({ label: 'IP Ver.', id: 'hsrp2.ipversion' }),
  '2.group': u16({ label: 'Group', id: 'hsrp2.group' }),
  '2.identifier': ether({ label: 'Identifier', id: 'hsrp2.identifier' }),
  '2.priority': u32({ label: 'Priority', id: 'hsrp2.priority' }),
  '2.hellotime': u32({ label: 'Hellotime', id: 'hsrp2.hellotime' }),
  '2.holdtime': u32({ label: 'Holdtime', id: 'hsrp2.holdtime' }),
  '2.virt_ip': ipv4Address({ label: 'Virtual IP Address', id: 'hsrp2.virt_ip' }),
  '2.virt_ip_v6': ipv6Address({ label: 'Virtual IPv6 Address', id: 'hsrp2.virt_ip_v6' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'hsrp',
  title: 'Cisco Hot Standby Router Protocol',
  column: 'HSRP',
  parents: [on('udp.port', 1985, 2029)],
  header: 2,
  fields,
  dissect(layer, field) {
    // Version 1 begins with its number, 0; version 2 with an element of type 1 that is 40 bytes long.
    if (layer.u8(0) === 1 && layer.u8(1) >= 40) {
      layer.setColumn('HSRPv2');
      dissectSecond(layer, field);
    } else if (layer.u8(1) === advertise) {
      layer.add(field.version, 0, 1);
      layer.add(field.opcode, 1, 1);
      layer.add(field['adv.state'], 6, 1);
      if (layer.wantsInfo) layer.setInfo(`Advertise (state ${field['adv.state'].nameOf(layer.u8(6)) ?? 'Unknown'})`);
    } else dissectFirst(layer, field);
  },
});

function dissectFirst(layer: Layer, field: Fields): void {
  const keys = ['version', 'opcode', 'state', 'hellotime', 'holdtime', 'priority', 'group', 'reserved'] as const;
  for (const [at, key] of keys.entries()) layer.add(field[key], at, 1);
  if (layer.wantsInfo)
    layer.setInfo(
      `${field.opcode.nameOf(layer.u8(1)) ?? 'Unknown'} (state ${field.state.nameOf(layer.u8(2)) ?? 'Unknown'})`,
    );
  layer.add(field.auth_data, 8, 8);
  layer.add(field.virt_ip, 16, 4);
}

function dissectSecond(layer: Layer, field: Fields): void {
  if (layer.wantsInfo)
    layer.setInfo(
      `${field['2.opcode'].nameOf(layer.u8(3)) ?? 'Unknown'} (state ${field['2.state'].nameOf(layer.u8(4)) ?? 'Unknown'})`,
    );
  layer.add(field['2.type'], 0, 1);
  layer.add(field['2.version'], 2, 1);
  layer.add(field['2.opcode'], 3, 1);
  layer.add(field['2.state'], 4, 1);
  layer.add(field['2.ipversion'], 5, 1);
  layer.add(field['2.group'], 6, 2);
  layer.add(field['2.identifier'], 8, 6);
  layer.add(field['2.priority'], 14, 4);
  layer.add(field['2.hellotime'], 18, 4);
  layer.add(field['2.holdtime'], 22, 4);
  if (layer.u8(5) === 6) layer.add(field['2.virt_ip_v6'], 26, 16);
  else layer.add(field['2.virt_ip'], 26, 4);
}
