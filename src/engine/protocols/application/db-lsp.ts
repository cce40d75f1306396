/** Dropbox LAN sync: PDUs in records that look like those of TLS. Undocumented; the fields are Wireshark's. */
import { bytes, text, u8, u16 } from '../../declare/kinds';
import { on, protocol } from '../../declare/protocol';
import { takePdu } from './streams/length-framed';

const headerLength = 5;
const magic = 0x0301;
const pduType = { configuration: 0x16, data: 0x17 } as const;

export default protocol({
  id: 'db-lsp',
  title: 'Dropbox LAN sync Protocol',
  column: 'DB-LSP',
  parents: [on('tcp.port', 17500)],
  fields: {
    type: u8({
      label: 'Type',
      values: { [pduType.configuration]: 'Configuration', [pduType.data]: 'Data' },
    }),
    magic: u16({ label: 'Magic' }),
    length: u16({ label: 'Length' }),
    op: u8({ label: 'OP Value', values: { 11: 'Certificate' } }),
    value: bytes({ label: 'Value' }),
    data: bytes({ label: 'Data' }),
    text: text({ label: 'Text' }),
  },
  dissect(layer, field) {
    const whole = takePdu(layer, headerLength, (pdu, at) =>
      pdu.u16(at + 1) === magic ? headerLength + pdu.u16(at + 3) : pdu.available - at,
    );
    if (!whole) return;
    layer.setInfo('Dropbox LAN sync Protocol');
    const type = layer.u8(0);
    layer.add(field.type, 0, 1);
    layer.add(field.magic, 1, 2);
    layer.add(field.length, 3, 2);
    const length = layer.available - headerLength;
    if (layer.u16(1) !== magic || length === 0) return;
    layer.heading(`, Type: ${type}, Length: ${length}`);
    if (type === pduType.data) layer.add(field.data, headerLength, length);
    else {
      if (type === pduType.configuration) layer.add(field.op, headerLength, 1);
      layer.add(field.value, headerLength, length);
    }
  },
});
