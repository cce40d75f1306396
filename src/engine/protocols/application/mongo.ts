/** MongoDB's wire protocol: messages with a header of sixteen bytes and documents in BSON. MongoDB manual, "MongoDB Wire Protocol". */
import type { Layer } from '../../declare/layer';
import { on, type Protocol, protocol } from '../../declare/protocol';
import type { MongoFields } from './mongo/document';
import { mongoFields } from './mongo/fields';
import { operation, operations } from './mongo/names';
import { showOperation } from './mongo/operations';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';

const serverPort = 27_017;
const headerLength = 16;
const compressionHeader = 9;
const compressor = { none: 0, zlib: 2 } as const;
/** Bytes that one message may inflate to. */
const maximumInflated = 20 * 1024 * 1024;

const mongo: Protocol = protocol({
  id: 'mongo',
  title: 'Mongo Wire Protocol',
  parents: [on('tcp.port', serverPort), on('tls.port', serverPort)],
  accepts: beginsMessage,
  fields: mongoFields,
  dissect(layer, field) {
    // An inflated message has no header of its own: the one that held it says what it is.
    if (layer.selector > 0 && layer.parent?.protocol === mongo) {
      showRest(layer, field, showOperation(layer, field, layer.selector, 0));
      return;
    }
    if (!takePdu(layer, headerLength, (message, at) => message.u32le(at))) return;
    layer.header();
    const code = layer.u32le(12);
    if (layer.wantsInfo) showInfoBehind(layer, infoOf(layer, code), ' ');
    if (code === operation.compressed) walkCompressed(layer, field);
    else if (layer.emitting) showRest(layer, field, showOperation(layer, field, code, headerLength));
  },
});

export default mongo;

/** Clients may speak TLS on the same port, whose records begin with no such numbers. */
function beginsMessage(layer: Layer, at: number): boolean {
  if (!layer.has(at, headerLength)) return layer.u8(at + Math.min(3, layer.available - at - 1)) < 0x08;
  return layer.u32le(at) >= headerLength && operations[layer.u32le(at + 12)] !== undefined;
}

function infoOf(layer: Layer, code: number): string {
  const compressed = code === operation.compressed && layer.has(headerLength, 4);
  const effective = compressed ? layer.u32le(headerLength) : code;
  return `${code === operation.reply ? 'Response' : 'Request'} : ${operations[effective] ?? 'Unknown'}${
    compressed ? ' (Compressed)' : ''
  }`;
}

function showRest(layer: Layer, field: MongoFields, at: number): void {
  if (at >= layer.available) return;
  layer.add(field.unknown, at, layer.available - at);
  layer.remark(field['unknown.expert'], at, layer.available - at);
}

function walkCompressed(layer: Layer, field: MongoFields): void {
  layer.need(headerLength, compressionHeader);
  const code = layer.u32le(headerLength);
  const at = headerLength + compressionHeader;
  const length = layer.available - at;
  const kind = layer.u8(at - 1);
  if (kind !== compressor.none) layer.dissection.packed = true;
  layer.open(field.compression, headerLength, compressionHeader);
  layer.add(field['compression.original_opcode'], headerLength, 4);
  layer.add(field['compression.original_size'], headerLength + 4, 4);
  layer.add(field['compression.compressor'], at - 1, 1);
  layer.add(field['compression.compressed_data'], at, length);
  if (kind !== compressor.none && kind !== compressor.zlib)
    layer.add(field['compression.unsupported_compressed'], at, length);
  layer.close();
  if (!layer.emitting) return;
  if (kind === compressor.none) showRest(layer, field, showOperation(layer, field, code, at));
  else if (kind === compressor.zlib) walkInflated(layer, field, code, at, length);
  else layer.remark(field['unsupported_compression.expert'], headerLength, compressionHeader);
}

function walkInflated(layer: Layer, field: MongoFields, code: number, at: number, length: number): void {
  const result = layer.dissection.inflate?.(layer.slice(at, length), 'deflate', maximumInflated);
  if (result === undefined || result.bytes.length === 0)
    layer.remark(field['unsupported_compression.expert'], headerLength, compressionHeader);
  else if (result.state === 'limit')
    layer.remark(field['too_large_compressed.expert'], headerLength, compressionHeader);
  else {
    const { dissection } = layer;
    dissection.stack = dissection.stacks.unnamed(dissection.stack);
    layer.nextIn(mongo, result.bytes, 0, result.bytes.length, code);
  }
}
