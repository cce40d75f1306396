/** Connection-Oriented Transport Protocol. ISO 8073, ITU-T X.224. */
import { bytes, flag, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol } from '../../declare/protocol';
import data from '../frame/data';
import rdp from './rdp';

const unitNames: Readonly<Record<number, string>> = {
  1: 'ED Expedited Data',
  2: 'EA Expedited Data Acknowledgement',
  5: 'RJ Reject',
  6: 'AK Data Acknowledgement',
  7: 'ER TPDU Error',
  8: 'DR Disconnect Request',
  12: 'DC Disconnect Confirm',
  13: 'CC Connect Confirm',
  14: 'CR Connect Request',
  15: 'DT Data',
};

const fields = {
  li: u8({ label: 'Length' }),
  type: u8({ label: 'PDU Type', base: 'hex', mask: 0xf0, values: unitNames }),
  destref: u16({ label: 'Destination reference', base: 'hex' }),
  srcref: u16({ label: 'Source reference', base: 'hex' }),
  class: u8({ label: 'Class', mask: 0xf0 }),
  'opts.extended_formats': flag({ label: 'Extended formats', mask: 0x02, values: { 0: 'False', 1: 'True' } }),
  'opts.no_explicit_flow_control': flag({
    label: 'No explicit flow control',
    mask: 0x01,
    values: { 0: 'False', 1: 'True' },
  }),
  'tpdu-number': u8({ label: 'TPDU number', base: 'hex', mask: 0x7f }),
  eot: flag({ label: 'Last data unit', mask: 0x80, values: { 0: 'No', 1: 'Yes' } }),
  parameter_code: u8({ label: 'Parameter code', base: 'hex' }),
  parameter_length: u8({ label: 'Parameter length' }),
  parameter_value: bytes({ label: 'Parameter value' }),
  cause: u8({ label: 'Cause' }),
} as const;

type Fields = FieldsOf<typeof fields>;

const unit = { disconnect: 0x8, confirm: 0xd, request: 0xe, data: 0xf } as const;

export default protocol({
  id: 'cotp',
  title: 'ISO 8073/X.224 COTP Connection-Oriented Transport Protocol',
  column: 'COTP',
  fields,
  dissect(layer, field) {
    const header = 1 + layer.u8(0);
    const type = layer.u8(1) >> 4;
    if (layer.inTree) layer.span(Math.min(header, layer.available));
    layer.add(field.li, 0, 1);
    layer.add(field.type, 1, 1);
    if (header < 3 || header > layer.reported) {
      layer.malformed('The header is shorter than its kind needs, or longer than its packet', 0, 1);
      return;
    }
    switch (type) {
      case unit.data:
        dataUnit(layer, field, header);
        break;
      case unit.request:
      case unit.confirm:
      case unit.disconnect:
        if (header >= 7) connection(layer, field, type, header);
        break;
      default:
        layer.setInfo(`${(unitNames[type] ?? 'Unknown').slice(0, 2)} TPDU`);
    }
  },
});

function dataUnit(layer: Layer, field: Fields, header: number): void {
  const last = (layer.u8(2) & 0x80) !== 0;
  if (layer.wantsInfo) layer.setInfo(`DT TPDU (${layer.u8(2) & 0x7f})${last ? ' EOT' : ''}`);
  layer.add(field['tpdu-number'], 2, 1);
  layer.add(field.eot, 2, 1);
  if (layer.available > header) layer.next(data, header);
}

function connection(layer: Layer, field: Fields, type: number, header: number): void {
  if (layer.wantsInfo) {
    const reference = (at: number) => `0x${layer.u16(at).toString(16).padStart(4, '0')}`;
    layer.setInfo(`${(unitNames[type] ?? '').slice(0, 2)} TPDU src-ref: ${reference(4)} dst-ref: ${reference(2)}`);
  }
  layer.add(field.destref, 2, 2);
  layer.add(field.srcref, 4, 2);
  if (type === unit.disconnect) layer.add(field.cause, 6, 1);
  else {
    layer.add(field.class, 6, 1);
    layer.add(field['opts.extended_formats'], 6, 1);
    layer.add(field['opts.no_explicit_flow_control'], 6, 1);
  }
  // Remote Desktop puts its negotiation where the parameters are.
  if (header > 7 && carriesRemoteDesktop(layer, header)) layer.next(rdp, 7, header - 7);
  else if (layer.emitting) parameters(layer, field, header);
}

function carriesRemoteDesktop(layer: Layer, header: number): boolean {
  const { sourcePort, destinationPort } = layer.dissection;
  if (sourcePort !== 3389 && destinationPort !== 3389) return false;
  return layer.u8(7) === 0x43 || (header >= 15 && layer.u8(header - 8) >= 1 && layer.u8(header - 8) <= 3);
}

function parameters(layer: Layer, field: Fields, header: number): void {
  for (let at = 7; at + 2 <= header; ) {
    const stop = Math.min(at + 2 + layer.u8(at + 1), header);
    layer.openText(at, stop - at, 'Parameter');
    layer.add(field.parameter_code, at, 1);
    layer.add(field.parameter_length, at + 1, 1);
    if (stop > at + 2) layer.add(field.parameter_value, at + 2, stop - at - 2);
    layer.close();
    at = stop;
  }
}
