/** Link Aggregation Control Protocol. IEEE 802.1AX-2014, section 6.4. */
import { etherText } from '../../bytes/address';
import { bytes, ether, flag, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const tlvType = { terminator: 0, actor: 1, partner: 2, collector: 3 } as const;

/** Bits of a port's state from the lowest, with the letters that sum them up. */
const stateBits = [
  ['activity', 'LACP Activity', 'Passive', 'Active', 'A'],
  ['timeout', 'LACP Timeout', 'Long Timeout', 'Short Timeout', 'S'],
  ['aggregation', 'Aggregation', 'Individual', 'Aggregatable', 'G'],
  ['synchronization', 'Synchronization', 'Out of Sync', 'In Sync', 'S'],
  ['collecting', 'Collecting', 'Disabled', 'Enabled', 'C'],
  ['distributing', 'Distributing', 'Disabled', 'Enabled', 'D'],
  ['defaulted', 'Defaulted', 'No', 'Yes', 'F'],
  ['expired', 'Expired', 'No', 'Yes', 'E'],
] as const;

type StateKey = (typeof stateBits)[number][0];

const stateField = (index: number) => {
  const [, label, off, on] = stateBits[index];
  return flag({ label, mask: 1 << index, values: { 0: off, 1: on } });
};

const fields = {
  version: u8({ at: 0, label: 'LACP Version', base: 'hex' }),
  tlv_type: u8({
    label: 'TLV Type',
    base: 'hex',
    values: { 0: 'Terminator', 1: 'Actor Information', 2: 'Partner Information', 3: 'Collector Information' },
  }),
  tlv_length: u8({ label: 'TLV Length', base: 'hex' }),
  'actor.sys_priority': u16({ label: 'Actor System Priority' }),
  'actor.sysid': ether({ label: 'Actor System ID' }),
  'actor.key': u16({ label: 'Actor Key' }),
  'actor.port_priority': u16({ label: 'Actor Port Priority' }),
  'actor.port': u16({ label: 'Actor Port' }),
  'actor.state': u8({ label: 'Actor State', base: 'hex' }),
  'actor.state.activity': stateField(0),
  'actor.state.timeout': stateField(1),
  'actor.state.aggregation': stateField(2),
  'actor.state.synchronization': stateField(3),
  'actor.state.collecting': stateField(4),
  'actor.state.distributing': stateField(5),
  'actor.state.defaulted': stateField(6),
  'actor.state.expired': stateField(7),
  'actor.state_str': text({ label: 'Actor State Flags', generated: true }),
  'actor.reserved': bytes({ label: 'Reserved' }),
  'partner.sys_priority': u16({ label: 'Partner System Priority' }),
  'partner.sysid': ether({ label: 'Partner System' }),
  'partner.key': u16({ label: 'Partner Key' }),
  'partner.port_priority': u16({ label: 'Partner Port Priority' }),
  'partner.port': u16({ label: 'Partner Port' }),
  'partner.state': u8({ label: 'Partner State', base: 'hex' }),
  'partner.state.activity': stateField(0),
  'partner.state.timeout': stateField(1),
  'partner.state.aggregation': stateField(2),
  'partner.state.synchronization': stateField(3),
  'partner.state.collecting': stateField(4),
  'partner.state.distributing': stateField(5),
  'partner.state.defaulted': stateField(6),
  'partner.state.expired': stateField(7),
  'partner.state_str': text({ label: 'Partner State Flags', generated: true }),
  'partner.reserved': bytes({ label: 'Reserved' }),
  'collector.max_delay': u16({ label: 'Collector Max Delay' }),
  coll_reserved: bytes({ label: 'Reserved' }),
  pad: bytes({ label: 'Pad' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'lacp',
  title: 'Link Aggregation Control Protocol',
  column: 'LACP',
  shortName: 'Link Aggregation Control Protocol',
  parents: [on('slow.subtype', 1)],
  header: 1,
  fields,
  dissect(layer, field) {
    layer.header();
    if (layer.wantsInfo) layer.setInfo(`v${layer.u8(0)}`);
    for (let at = 1; at < layer.reported; ) {
      const type = layer.u8(at);
      const length = layer.u8(at + 1);
      layer.add(field.tlv_type, at, 1);
      layer.add(field.tlv_length, at + 1, 1);
      if (type === tlvType.terminator) {
        if (layer.available > at + 2) layer.add(field.pad, at + 2, layer.available - at - 2);
        return;
      }
      if (length < 2) {
        layer.malformed(`LACP: a length of ${length} cannot be`, at, 2);
        return;
      }
      layer.need(at, length);
      if (type === tlvType.actor && length >= 20) dissectPort(layer, field, 'actor', at + 2);
      else if (type === tlvType.partner && length >= 20) dissectPort(layer, field, 'partner', at + 2);
      else if (type === tlvType.collector && length >= 16) {
        layer.add(field['collector.max_delay'], at + 2, 2);
        layer.add(field.coll_reserved, at + 4, 12);
      }
      at += length;
    }
  },
});

function dissectPort(layer: Layer, field: Fields, who: 'actor' | 'partner', at: number): void {
  const letters = lettersOf(layer.u8(at + 14));
  if (layer.wantsInfo)
    layer.appendInfo(
      ` ${who.toUpperCase()} ${etherText(layer.bytes, layer.start + at + 2)} P: ${layer.u16(at + 12)} K: ${layer.u16(at + 8)} ${letters}`,
    );
  if (!layer.emitting) return;
  layer.add(field[`${who}.sys_priority`], at, 2);
  layer.add(field[`${who}.sysid`], at + 2, 6);
  layer.add(field[`${who}.key`], at + 8, 2);
  layer.add(field[`${who}.port_priority`], at + 10, 2);
  layer.add(field[`${who}.port`], at + 12, 2);
  layer.open(field[`${who}.state`], at + 14, 1);
  for (const [key] of stateBits) layer.add(field[`${who}.state.${key satisfies StateKey}`], at + 14, 1);
  layer.close();
  layer.addComputed(field[`${who}.state_str`], letters, at + 14, 1);
  layer.add(field[`${who}.reserved`], at + 15, 3);
}

/** One letter for each bit that is set, from the highest; a star for the others. */
function lettersOf(state: number): string {
  let text = '';
  for (let bit = 7; bit >= 0; bit--) text += (state & (1 << bit)) !== 0 ? stateBits[bit][4] : '*';
  return text;
}
