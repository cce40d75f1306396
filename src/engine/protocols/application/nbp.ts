/** Name Binding Protocol of AppleTalk. Inside AppleTalk, second edition, chapter 7. */
import { text, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';

const fields = {
  op: u8({
    at: 0,
    mask: 0xf0,
    label: 'Operation',
    values: { 1: 'broadcast request', 2: 'lookup', 3: 'lookup reply', 4: 'forward request' },
  }),
  count: u8({ at: 0, mask: 0x0f, label: 'Count' }),
  tid: u8({ at: 1, label: 'Transaction ID' }),
  net: u16({ label: 'Network' }),
  node: u8({ label: 'Node' }),
  port: u8({ label: 'Port' }),
  enum: u8({ label: 'Enumerator' }),
  object: text({ label: 'Object' }),
  type: text({ label: 'Type' }),
  zone: text({ label: 'Zone' }),
} as const;

export default protocol({
  id: 'nbp',
  title: 'Name Binding Protocol',
  column: 'NBP',
  parents: [on('ddp.type', 2)],
  header: 2,
  fields,
  dissect(layer, field) {
    layer.header();
    const count = layer.u8(0) & 0x0f;
    if (layer.wantsInfo) layer.setInfo(`Op: ${field.op.nameOf(layer.u8(0) >> 4) ?? 'Unknown'}  Count: ${count}`);
    if (!layer.emitting) return;
    let at = 2;
    for (let tuple = 1; tuple <= count; tuple++) at = dissectTuple(layer, field, at, tuple);
  },
});

/** An address and three counted strings; gives the offset behind them. */
function dissectTuple(layer: Layer, field: FieldsOf<typeof fields>, at: number, number: number): number {
  layer.openText(at, 5, `Node ${number}`);
  layer.add(field.net, at, 2);
  layer.add(field.node, at + 2, 1);
  layer.add(field.port, at + 3, 1);
  layer.add(field.enum, at + 4, 1);
  let place = at + 5;
  for (const key of ['object', 'type', 'zone'] as const) {
    const length = layer.u8(place);
    layer.add(field[key], place + 1, length);
    place += 1 + length;
  }
  layer.close(place);
  return place;
}
