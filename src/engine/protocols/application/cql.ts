/** Cassandra's native protocol, versions 3 and 4: requests and answers on numbered streams. Apache Cassandra, native_protocol_v4.spec. */
import type { Layer } from '../../declare/layer';
import { on, protocol } from '../../declare/protocol';
import { cqlFields, operations } from './cql/fields';
import { showMessage } from './cql/messages';
import { type CqlFields, Reading } from './cql/reading';
import { takePdu } from './streams/length-framed';

const headerLength = 9;
/** The length stands last in the header. */
const lengthAt = 5;
const answers = 0x80;
/** Version 5 wraps its messages in frames of their own, once both sides have agreed on it. */
const versions = [3, 4];
const flag = { compression: 0x01, tracing: 0x02, payload: 0x04, warning: 0x08 } as const;
const identifierLength = 16;

const event = 12;

export default protocol({
  id: 'cql',
  title: 'Cassandra CQL Protocol',
  parents: [on('tcp.port', 9042)],
  accepts: (layer, at) => versions.includes(layer.u8(at) & ~answers),
  fields: cqlFields,
  dissect(layer, field) {
    if (!takePdu(layer, headerLength, (message, at) => headerLength + message.u32(at + lengthAt))) return;
    layer.need(0, headerLength);
    const asks = (layer.u8(0) & answers) === 0;
    const operation = layer.u8(4);
    if (layer.wantsInfo) {
      const name = operations[operation] ?? `Unknown (0x${operation.toString(16).padStart(2, '0')})`;
      layer.setInfo(`v${layer.u8(0) & 0x7f} ${asks ? 'C->S' : 'S->C'} Type ${name}`);
    }
    showHeader(layer, field);
    relate(layer, field, asks, operation);
    if (layer.emitting) showBody(layer, field, asks, operation);
  },
});

function showHeader(layer: Layer, field: CqlFields): void {
  layer.open(field.version, 0, 1);
  layer.add(field.protocol_version, 0, 1);
  layer.add(field.direction, 0, 1);
  layer.close();
  layer.open(field.flags, 1, 1);
  layer.add(field['flags.compression'], 1, 1);
  layer.add(field['flags.tracing'], 1, 1);
  if ((layer.u8(0) & 0x7f) === 4) {
    layer.add(field['flags.custom_payload'], 1, 1);
    layer.add(field['flags.warning'], 1, 1);
  }
  layer.close();
  layer.add(field.stream, 2, 2);
  layer.add(field.opcode, 4, 1);
  layer.add(field.message_length, lengthAt, 4);
}

/** Streams are numbered by the client; what the server tells by itself stands on none. */
function relate(layer: Layer, field: CqlFields, asks: boolean, operation: number): void {
  const { memory, dissection } = layer;
  const stream = layer.u16(2);
  if (asks) {
    const { response } = memory.request(dissection, 'cql', stream, operation, 'replaces');
    if (response > 0) layer.addComputed(field.response_in, response);
  } else if (operation !== event) {
    const exchange = memory.response(dissection, 'cql', stream);
    if (exchange === undefined) return;
    layer.addComputed(field.response_to, exchange.request);
    layer.addElapsed(field.response_time, exchange);
  }
}

function showBody(layer: Layer, field: CqlFields, asks: boolean, operation: number): void {
  const flags = layer.u8(1);
  const length = layer.available - headerLength;
  if ((flags & flag.compression) !== 0) {
    if (length > 0) layer.add(field.raw_compressed_bytes, headerLength, length);
    return;
  }
  const reading = new Reading(layer, field);
  reading.at = headerLength;
  // What was asked for beside the answer comes before it.
  if (!asks && (flags & flag.tracing) !== 0) reading.take(field.uuid, identifierLength);
  if (!asks && (flags & flag.warning) !== 0) reading.texts(reading.number(field.string_list_size, 2));
  if ((flags & flag.payload) !== 0) {
    const count = reading.number(field.string_map_size, 2);
    for (let i = 0; i < count; i++) {
      reading.text();
      reading.bytes();
    }
  }
  showMessage(reading, operation, asks);
}
