/** NetBIOS Datagram Service. RFC 1002, section 4.4. */
import type { Field } from '../../declare/field';
import { flag, ipv4Address, text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { heuristics } from '../../declare/table';
import data from '../frame/data';
import { NetbiosName } from './netbios/netbios-name';

const recognisers = heuristics('netbios');
const name = new NetbiosName();

const typeNames: Readonly<Record<number, string>> = {
  16: 'Direct_unique datagram',
  17: 'Direct_group datagram',
  18: 'Broadcast datagram',
  19: 'Datagram error',
  20: 'Datagram query request',
  21: 'Datagram positive query response',
  22: 'Datagram negative query response',
};
const errorType = 19;
const no = { 0: 'No', 1: 'Yes' };

export default protocol({
  id: 'nbdgm',
  title: 'NetBIOS Datagram Service',
  column: 'NBDS',
  parents: [on('udp.port', 138)],
  header: 10,
  fields: {
    type: u8({ at: 0, label: 'Message Type', values: typeNames }),
    flags: u8({ at: 1, label: 'Flags', base: 'hex' }),
    next: flag({ at: 1, mask: 0x01, label: 'More fragments follow', values: no, within: 'flags' }),
    first: flag({ at: 1, mask: 0x02, label: 'This is first fragment', values: no, within: 'flags' }),
    node_type: u8({
      at: 1,
      mask: 0x0c,
      label: 'Node Type',
      values: { 0: 'B node', 1: 'P node', 2: 'M node', 3: 'NBDD' },
      within: 'flags',
    }),
    dgram_id: u16({ at: 2, label: 'Datagram ID', base: 'hex' }),
    'src.ip': ipv4Address({ at: 4, label: 'Source IP' }),
    'src.port': u16({ at: 8, label: 'Source Port' }),
    dgram_len: u16({ label: 'Datagram length', unit: 'bytes' }),
    pkt_offset: u16({ label: 'Packet offset', unit: 'bytes' }),
    error_code: u8({
      label: 'Error code',
      base: 'hex',
      values: {
        130: 'Destination name not present',
        131: 'Invalid source name format',
        132: 'Invalid destination name format',
      },
    }),
    source_name: text({ label: 'Source name' }),
    destination_name: text({ label: 'Destination name' }),
  },
  dissect(layer, field) {
    const type = layer.u8(0);
    if (layer.wantsInfo) layer.setInfo(typeNames[type] ?? `Unknown message type (${type})`);
    layer.header();
    if (type === errorType) {
      layer.add(field.error_code, 10, 1);
      return;
    }
    if (type > errorType) {
      addName(layer, field.destination_name, 10, 10);
      return;
    }
    if (type < 16) return;
    layer.add(field.dgram_len, 10, 2);
    layer.add(field.pkt_offset, 12, 2);
    const end = addName(layer, field.destination_name, 14, addName(layer, field.source_name, 14, 14));
    layer.span(end);
    if (layer.reported > end) layer.next(layer.recognise(recognisers, end) ?? data, end);
  },
});

/** Shows the name at `at` and returns where it ends. */
function addName(layer: Layer, field: Field, message: number, at: number): number {
  const end = name.read(layer, message, at, layer.emitting);
  if (!layer.emitting) return end;
  layer.add(field, at, end - at, name.text);
  layer.append(name.remark);
  return end;
}
