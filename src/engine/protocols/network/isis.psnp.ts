/** Partial sequence number packets of IS-IS. ISO/IEC 10589, clause 9.11. */
import { bytes, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { dissectElements, identifierLength, levelText, systemText } from './isis/elements';

export default protocol({
  id: 'isis.psnp',
  title: 'ISO 10589 ISIS Partial Sequence Numbers Protocol Data Unit',
  column: 'ISIS PSNP',
  parents: [on('isis.type', 26, 27)],
  header: 2,
  fields: {
    pdu_length: u16({ at: 0, label: 'PDU length' }),
    source_id: bytes({ label: 'Source-ID' }),
    source_circuit: bytes({ label: 'Source-ID-Circuit' }),
  },
  dissect(layer, field) {
    const size = identifierLength(layer);
    layer.header();
    if (layer.wantsInfo) layer.setInfo(`${levelText(layer, 27)} PSNP, Source-ID: ${systemText(layer, 2, size, 1)}`);
    layer.add(field.source_id, 2, size);
    layer.add(field.source_circuit, 2 + size, 1);
    dissectElements(layer, 3 + size);
  },
});
