/** Hello packets of IS-IS. ISO/IEC 10589, clauses 9.5 to 9.7. */
import { bytes, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { dissectElements, identifierLength, systemText } from './isis/elements';

const firstLevel = 15;
const pointToPoint = 17;

export default protocol({
  id: 'isis.hello',
  title: 'ISIS HELLO',
  column: 'ISIS HELLO',
  parents: [on('isis.type', firstLevel, 16, pointToPoint)],
  fields: {
    circuit_type: u8({
      at: 0,
      mask: 0x03,
      label: 'Circuit type',
      base: 'hex',
      values: { 0: 'Reserved', 1: 'Level 1 only', 2: 'Level 2 only', 3: 'Level 1 and 2' },
    }),
    reserved: u8({ at: 0, mask: 0xfc, label: 'Reserved', base: 'hex' }),
    source_id: bytes({ label: 'SystemID {Sender of PDU}' }),
    holding_timer: u16({ label: 'Holding timer' }),
    pdu_length: u16({ label: 'PDU length' }),
    priority: u8({ label: 'Priority', mask: 0x7f }),
    lan_id: bytes({ label: 'SystemID {Designated IS}' }),
    local_circuit_id: u8({ label: 'Local circuit ID' }),
  },
  dissect(layer, field) {
    const size = identifierLength(layer);
    const kind = layer.selector === pointToPoint ? 'P2P' : layer.selector === firstLevel ? 'L1' : 'L2';
    layer.header();
    if (layer.wantsInfo) layer.setInfo(`${kind} HELLO, System-ID: ${systemText(layer, 1, size)}`);
    layer.add(field.source_id, 1, size);
    layer.add(field.holding_timer, 1 + size, 2);
    layer.add(field.pdu_length, 3 + size, 2);
    const at = 5 + size;
    if (layer.selector === pointToPoint) {
      layer.add(field.local_circuit_id, at, 1);
      dissectElements(layer, at + 1);
      return;
    }
    layer.add(field.priority, at, 1);
    layer.add(field.lan_id, at + 1, size + 1);
    dissectElements(layer, at + 2 + size);
  },
});
