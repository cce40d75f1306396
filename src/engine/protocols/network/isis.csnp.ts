/** Complete sequence number packets of IS-IS. ISO/IEC 10589, clause 9.10. */
import { bytes, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { dissectElements, identifierLength, levelText, systemText } from './isis/elements';

export default protocol({
  id: 'isis.csnp',
  title: 'ISO 10589 ISIS Complete Sequence Numbers Protocol Data Unit',
  column: 'ISIS CSNP',
  parents: [on('isis.type', 24, 25)],
  header: 2,
  fields: {
    pdu_length: u16({ at: 0, label: 'PDU length' }),
    source_id: bytes({ label: 'Source-ID' }),
    source_circuit: bytes({ label: 'Source-ID-Circuit' }),
    start_lsp_id: bytes({ label: 'Start LSP-ID' }),
    end_lsp_id: bytes({ label: 'End LSP-ID' }),
  },
  dissect(layer, field) {
    const size = identifierLength(layer);
    layer.header();
    const start = 2 + size + 1;
    const end = start + size + 2;
    if (layer.wantsInfo)
      layer.setInfo(
        `${levelText(layer, 25)} CSNP, Source-ID: ${systemText(layer, 2, size, 1)}, Start LSP-ID: ${systemText(layer, start, size, 2)}, End LSP-ID: ${systemText(layer, end, size, 2)}`,
      );
    layer.add(field.source_id, 2, size);
    layer.add(field.source_circuit, 2 + size, 1);
    layer.add(field.start_lsp_id, start, size + 2);
    layer.add(field.end_lsp_id, end, size + 2);
    dissectElements(layer, end + size + 2);
  },
});
