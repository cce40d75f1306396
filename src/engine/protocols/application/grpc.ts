/** A message of gRPC: a flag, a length, and what Protocol Buffers make of the rest. gRPC, PROTOCOL-HTTP2.md. */
import { bytes, u8, u32 } from '../../declare/kinds';
import { protocol } from '../../declare/protocol';
import protobuf from './protobuf';

const prefixLength = 5;
const compressed = 0x01;

export default protocol({
  id: 'grpc',
  title: 'GRPC Message',
  column: 'GRPC',
  header: prefixLength,
  fields: {
    frame_type: u8({ at: 0, label: 'Frame Type', mask: 0x80, values: { 0: 'Data', 1: 'Trailer' } }),
    compressed_flag: u8({
      at: 0,
      label: 'Compressed Flag',
      mask: compressed,
      values: { 0: 'Not Compressed', 1: 'Compressed' },
    }),
    message_length: u32({ at: 1, label: 'Message Length' }),
    message_data: bytes({ label: 'Message Data' }),
  },
  dissect(layer, field) {
    layer.appendInfo(' (GRPC)');
    layer.header();
    if (layer.available === prefixLength) return;
    layer.add(field.message_data, prefixLength, layer.available - prefixLength);
    if (layer.inTree) layer.retitle(`Message Data: ${layer.u32(1)} bytes`);
    if ((layer.u8(0) & compressed) === 0) layer.next(protobuf, prefixLength);
  },
});
