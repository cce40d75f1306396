/** Modbus: reading and writing coils and registers. Modbus Application Protocol Specification 1.1b3. */
import { bytes, frameNumber, relativeTime, u8, u16 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, protocol } from '../../declare/protocol';
import { modbusExceptions, modbusFunctions } from '../names/modbus-functions';

/** Functions whose answers hold registers, and whose answers hold bits. */
const readsRegisters = [3, 4, 23];
const readsBits = [1, 2];
const writesOne = [5, 6];
const writesMany = [15, 16];
const asking = 1;
const maximumRegisters = 125;

const declared = {
  func_code: u8({ at: 0, mask: 0x7f, label: 'Function Code', values: modbusFunctions }),
  request_frame: frameNumber({ label: 'Request Frame', generated: true }),
  response_time: relativeTime({ label: 'Time from request', generated: true }),
  exception_code: u8({ label: 'Exception Code', values: modbusExceptions }),
  reference_num: u16({ label: 'Reference Number' }),
  word_cnt: u16({ label: 'Word Count' }),
  bit_cnt: u16({ label: 'Bit Count' }),
  byte_cnt: u8({ label: 'Byte Count' }),
  regnum16: u16({ label: 'Register Number' }),
  regval_uint16: u16({ label: 'Register Value (UINT16)' }),
  data: bytes({ label: 'Data' }),
};
type Fields = FieldsOf<typeof declared>;

export default protocol({
  id: 'modbus',
  title: 'Modbus',
  shortName: 'Modbus',
  setsColumn: false,
  header: 1,
  fields: declared,
  dissect(layer, field) {
    const { memory, dissection } = layer;
    const asks = layer.selector === asking;
    const code = layer.u8(0) & 0x7f;
    layer.header();
    // The transaction's number stands in the header before, in front of five bytes.
    const key = layer.parent !== undefined && layer.parent.available >= 2 ? layer.parent.u16(0) : 0;
    const exchange = asks
      ? memory.request(dissection, 'modbus', key, layer.available >= 3 ? layer.u16(1) : 0)
      : memory.response(dissection, 'modbus', key);
    if (!asks && exchange !== undefined) {
      layer.addComputed(field.request_frame, exchange.request);
      layer.addElapsed(field.response_time, exchange);
    }
    if (!layer.emitting || layer.available === 1) return;
    if (layer.u8(0) >= 0x80) layer.add(field.exception_code, 1, 1);
    else if (asks) showRequest(layer, field, code);
    else showResponse(layer, field, code, exchange?.note ?? 0);
  },
});

function showRequest(layer: Layer, field: Fields, code: number): void {
  if (readsRegisters.includes(code) || readsBits.includes(code) || writesMany.includes(code)) {
    layer.add(field.reference_num, 1, 2);
    layer.add(readsBits.includes(code) || code === 15 ? field.bit_cnt : field.word_cnt, 3, 2);
    if (!writesMany.includes(code)) return;
    layer.add(field.byte_cnt, 5, 1);
    layer.add(field.data, 6, layer.available - 6);
  } else if (writesOne.includes(code)) showOne(layer, field);
  else layer.add(field.data, 1, layer.available - 1);
}

function showOne(layer: Layer, field: Fields): void {
  layer.add(field.reference_num, 1, 2);
  layer.add(field.data, 3, 2);
}

function showResponse(layer: Layer, field: Fields, code: number, firstRegister: number): void {
  if (readsRegisters.includes(code)) {
    layer.add(field.byte_cnt, 1, 1);
    const count = Math.min(layer.u8(1) >> 1, maximumRegisters);
    for (let i = 0; i < count; i++) {
      layer.open(field.regnum16, 2 + i * 2, 2, (firstRegister + i) & 0xffff);
      layer.add(field.regval_uint16, 2 + i * 2, 2);
      layer.close();
    }
  } else if (readsBits.includes(code)) {
    layer.add(field.byte_cnt, 1, 1);
    layer.add(field.data, 2, layer.available - 2);
  } else if (writesOne.includes(code)) showOne(layer, field);
  else if (writesMany.includes(code)) {
    layer.add(field.reference_num, 1, 2);
    layer.add(code === 15 ? field.bit_cnt : field.word_cnt, 3, 2);
  } else layer.add(field.data, 1, layer.available - 1);
}
