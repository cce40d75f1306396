/** Spanning Tree Protocol in its three generations. IEEE 802.1D-2004, clause 9; multiple trees in outline: IEEE 802.1Q-2018, clause 14. */
import { etherText } from '../../bytes/address';
import { bytes, double, ether, flag, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const bpduType = { configuration: 0, rapid: 2, topologyChange: 128 } as const;
const noOrYes = { 0: 'No', 1: 'Yes' };

const fields = {
  protocol: u16({ at: 0, label: 'Protocol Identifier', base: 'hex', values: { 0: 'Spanning Tree Protocol' } }),
  version: u8({
    at: 2,
    label: 'Protocol Version Identifier',
    values: {
      0: 'Spanning Tree',
      2: 'Rapid Spanning Tree',
      3: 'Multiple Spanning Tree',
      4: 'Shortest Path Tree',
    },
  }),
  type: u8({
    at: 3,
    label: 'BPDU Type',
    base: 'hex',
    values: { 0: 'Configuration', 2: 'Rapid/Multiple Spanning Tree', 128: 'Topology Change Notification' },
  }),
  flags: u8({ label: 'BPDU flags', base: 'hex' }),
  'flags.tcack': flag({ label: 'Topology Change Acknowledgment', mask: 0x80, values: noOrYes }),
  'flags.agreement': flag({ label: 'Agreement', mask: 0x40, values: noOrYes }),
  'flags.forwarding': flag({ label: 'Forwarding', mask: 0x20, values: noOrYes }),
  'flags.learning': flag({ label: 'Learning', mask: 0x10, values: noOrYes }),
  'flags.port_role': u8({
    label: 'Port Role',
    mask: 0x0c,
    values: { 0: 'Unknown', 1: 'Alternate or Backup', 2: 'Root', 3: 'Designated' },
  }),
  'flags.proposal': flag({ label: 'Proposal', mask: 0x02, values: noOrYes }),
  'flags.tc': flag({ label: 'Topology Change', mask: 0x01, values: noOrYes }),
  'root.prio': u16({ label: 'Root Bridge Priority' }),
  'root.ext': u16({ label: 'Root Bridge System ID Extension' }),
  'root.hw': ether({ label: 'Root Bridge System ID' }),
  'root.cost': u32({ label: 'Root Path Cost' }),
  'bridge.prio': u16({ label: 'Bridge Priority' }),
  'bridge.ext': u16({ label: 'Bridge System ID Extension' }),
  'bridge.hw': ether({ label: 'Bridge System ID' }),
  port: u16({ label: 'Port identifier', base: 'hex' }),
  msg_age: double({ label: 'Message Age', unit: 'seconds' }),
  max_age: double({ label: 'Max Age', unit: 'seconds' }),
  hello: double({ label: 'Hello Time', unit: 'seconds' }),
  forward: double({ label: 'Forward Delay', unit: 'seconds' }),
  version_1_length: u8({ label: 'Version 1 Length' }),
  'pvst.tlvtype': u16({ label: 'Type', base: 'hex' }),
  'pvst.tlvlen': u16({ label: 'Length' }),
  'pvst.origvlan': u16({ label: 'Originating VLAN' }),
  'mstp.data': bytes({ label: 'Multiple Spanning Tree Extension' }),
} as const;

export default protocol({
  id: 'stp',
  title: 'Spanning Tree Protocol',
  column: 'STP',
  parents: [on('llc.dsap', 0x42), on('llc.cisco_pid', 0x010b, 0x200a), on('ppp.protocol', 0x0031)],
  header: 4,
  fields,
  dissect(layer, field) {
    layer.header();
    const type = layer.u8(3);
    if (type === bpduType.topologyChange) {
      layer.setInfo('Topology Change Notification');
      return;
    }
    if (type !== bpduType.configuration && type !== bpduType.rapid) {
      layer.setInfo('Unknown BPDU type data');
      return;
    }
    layer.need(4, 31);
    if (layer.wantsInfo) layer.setInfo(summary(layer, type));
    if (!layer.emitting) return;
    dissectFlags(layer, field, type);
    dissectBridge(layer, field, 'root', 5);
    layer.add(field['root.cost'], 13, 4);
    dissectBridge(layer, field, 'bridge', 17);
    layer.add(field.port, 25, 2);
    layer.addComputed(field.msg_age, layer.u16(27) / 256, 27, 2);
    layer.addComputed(field.max_age, layer.u16(29) / 256, 29, 2);
    layer.addComputed(field.hello, layer.u16(31) / 256, 31, 2);
    layer.addComputed(field.forward, layer.u16(33) / 256, 33, 2);
    dissectRest(layer, field, type);
  },
});

function summary(layer: Layer, type: number): string {
  const kind = type === bpduType.configuration ? 'Conf' : layer.u8(2) >= 3 ? 'MST' : 'RST';
  const change = (layer.u8(4) & 1) !== 0 ? 'TC + ' : '';
  const word = layer.u16(5);
  const root = `${word & 0xf000}/${word & 0x0fff}/${etherText(layer.bytes, layer.start + 7)}`;
  return `${kind}. ${change}Root = ${root}  Cost = ${layer.u32(13)}  Port = 0x${layer.u16(25).toString(16).padStart(4, '0')}`;
}

function dissectFlags(layer: Layer, field: FieldsOf<typeof fields>, type: number): void {
  layer.open(field.flags, 4, 1);
  layer.add(field['flags.tcack'], 4, 1);
  if (type === bpduType.rapid)
    for (const key of ['agreement', 'forwarding', 'learning', 'port_role', 'proposal'] as const)
      layer.add(field[`flags.${key}`], 4, 1);
  layer.add(field['flags.tc'], 4, 1);
  layer.close();
}

/** Priority in the upper four bits, extension in the other twelve, address. */
function dissectBridge(layer: Layer, field: FieldsOf<typeof fields>, who: 'root' | 'bridge', at: number): void {
  const word = layer.u16(at);
  const name = who === 'root' ? 'Root' : 'Bridge';
  layer.openText(
    at,
    8,
    `${name} Identifier: ${word & 0xf000} / ${word & 0xfff} / ${etherText(layer.bytes, layer.start + at + 2)}`,
  );
  layer.addComputed(field[`${who}.prio`], word & 0xf000, at, 2);
  layer.addComputed(field[`${who}.ext`], word & 0x0fff, at, 2);
  layer.add(field[`${who}.hw`], at + 2, 6);
  layer.close();
}

function dissectRest(layer: Layer, field: FieldsOf<typeof fields>, type: number): void {
  if (type === bpduType.rapid && layer.has(35, 1)) {
    layer.add(field.version_1_length, 35, 1);
    if (layer.u8(2) >= 3 && layer.available > 36) layer.add(field['mstp.data'], 36, layer.available - 36);
  }
  // Cisco's per-VLAN trees say to which VLAN they belong.
  if (layer.parent?.protocol.id !== 'llc' || layer.selector !== 0x010b) return;
  const at = type === bpduType.rapid ? 36 : 35;
  if (!layer.has(at, 6)) return;
  layer.add(field['pvst.tlvtype'], at, 2);
  layer.add(field['pvst.tlvlen'], at + 2, 2);
  layer.add(field['pvst.origvlan'], at + 4, 2);
}
