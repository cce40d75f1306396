/** Routing Table Maintenance Protocol of AppleTalk, in outline. Inside AppleTalk, second edition, chapter 5. */
import { bytes, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';

const request = 5;

export default protocol({
  id: 'rtmp',
  title: 'Routing Table Maintenance Protocol',
  column: 'RTMP',
  parents: [on('ddp.type', 1, request)],
  fields: {
    function: u8({
      label: 'Function',
      values: { 1: 'Request', 2: 'Route Data Request', 3: 'Route Data Request (all)' },
    }),
    'nd.net': u16({ label: 'Net', id: 'nbp.nodeid.net' }),
    'nd.node.length': u8({ label: 'Node Length', id: 'nbp.nodeid.length' }),
    'nd.node': u8({ label: 'Node', id: 'nbp.nodeid' }),
    tuples: bytes({ label: 'Tuples' }),
  },
  dissect(layer, field) {
    if (layer.selector === request) {
      layer.add(field.function, 0, 1);
      layer.setInfo(field.function.nameOf(layer.u8(0)) ?? 'Unknown');
      return;
    }
    layer.need(0, 4);
    layer.add(field['nd.net'], 0, 2);
    layer.add(field['nd.node.length'], 2, 1);
    layer.add(field['nd.node'], 3, 1);
    if (layer.wantsInfo) layer.setInfo(`Net: ${layer.u16(0)}  Node Len: ${layer.u8(2)}  Node: ${layer.u8(3)}`);
    if (layer.available > 4) layer.add(field.tuples, 4, layer.available - 4);
  },
});
