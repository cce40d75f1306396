/** Link state packets of IS-IS. ISO/IEC 10589, clause 9.8. */
import { bytes, flag, u8, u16, u32 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { dissectElements, identifierLength, levelText, systemText } from './isis/elements';

/** Its length counts from the header that all packets share. */
const commonHeader = 8;
const noOrYes = { 0: 'No', 1: 'Yes' };

export default protocol({
  id: 'isis.lsp',
  title: 'ISO 10589 ISIS Link State Protocol Data Unit',
  column: 'ISIS LSP',
  parents: [on('isis.type', 18, 20)],
  header: 4,
  fields: {
    pdu_length: u16({ at: 0, label: 'PDU length' }),
    remaining_life: u16({ at: 2, label: 'Remaining lifetime', unit: 'seconds' }),
    lsp_id: bytes({ label: 'LSP-ID' }),
    sequence_number: u32({ label: 'Sequence number', base: 'hex' }),
    checksum: u16({ label: 'Checksum', base: 'hex' }),
    partition_repair: flag({ label: 'Partition Repair', mask: 0x80, values: { 0: 'Not supported', 1: 'Supported' } }),
    'att.error': flag({ label: 'Error metric', mask: 0x40 }),
    'att.expense': flag({ label: 'Expense metric', mask: 0x20 }),
    'att.delay': flag({ label: 'Delay metric', mask: 0x10 }),
    'att.default': flag({ label: 'Default metric', mask: 0x08 }),
    overload: flag({ label: 'Overload bit', mask: 0x04, values: noOrYes }),
    is_type: u8({
      label: 'Type of Intermediate System',
      mask: 0x03,
      values: { 1: 'Level 1', 3: 'Level 2' },
    }),
  },
  dissect(layer, field) {
    const size = identifierLength(layer);
    layer.header();
    const at = 4 + size + 2;
    if (layer.wantsInfo)
      layer.setInfo(
        `${levelText(layer, 20)} LSP, LSP-ID: ${systemText(layer, 4, size, 2)}, Sequence: 0x${layer.u32(at).toString(16).padStart(8, '0')}, Lifetime: ${String(layer.u16(2)).padStart(5)}s`,
      );
    layer.add(field.lsp_id, 4, size + 2);
    layer.add(field.sequence_number, at, 4);
    layer.add(field.checksum, at + 4, 2);
    for (const key of [
      'partition_repair',
      'att.error',
      'att.expense',
      'att.delay',
      'att.default',
      'overload',
      'is_type',
    ] as const)
      layer.add(field[key], at + 6, 1);
    const stated = layer.u16(0) - commonHeader;
    if (stated < at + 7 || stated > layer.reported)
      layer.malformed('The packet is shorter than its header, or longer than what carries it', 0, 2);
    layer.trim(Math.max(stated, at + 7));
    dissectElements(layer, at + 7);
  },
});
