/** Bytes that no other protocol claims. */
import { bytes, u32 } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';

export default protocol({
  id: 'data',
  title: 'Data',
  column: 'Data',
  setsColumn: false,
  needsBytes: true,
  opening: 0,
  fields: {
    data: bytes({ label: 'Data', id: 'data.data' }),
    len: u32({ label: 'Length', generated: true }),
  },
  dissect(layer, field) {
    if (!layer.emitting) return;
    layer.heading(` (${layer.reported} bytes)`);
    layer.add(field.data, 0, layer.available);
    layer.addComputed(field.len, layer.available);
  },
});
