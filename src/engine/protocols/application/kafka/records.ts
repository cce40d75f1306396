/** Records of Kafka: message sets of the old formats 0 and 1, and batches of format 2. Apache Kafka documentation, "Message Format". */
import type { Layer } from '../../../declare/layer';
import type { ContentCoding } from '../../../host';
import { signedVarint, varintEnd } from '../streams/varint';
import type { KafkaFields } from './values';

const offsetLength = 8;
/** The offset and the size stand before what the size counts. */
const countedFrom = 12;
const magicAt = 16;
const batchHeader = 61;
const firstTimestampAt = 27;
const codecMask = 0x07;
const codings: Readonly<Record<number, ContentCoding>> = { 1: 'gzip', 4: 'zstd' };
/** Bytes that the records of one batch may unpack to. */
const maximumUnpacked = 20 * 1024 * 1024;

/** Shows the sets of records that lie in `length` bytes at `at`. The last may be cut off, where whoever asked wanted no more bytes. */
export function showRecords(layer: Layer, field: KafkaFields, from: number, length: number): void {
  const end = from + length;
  for (let at = from; at < end; ) {
    const size = end - at >= countedFrom ? layer.u32(at + offsetLength) : 0;
    const next = at + countedFrom + size;
    if (end - at <= magicAt || next > end || size === 0) {
      layer.add(field.truncated_content, at, end - at);
      return;
    }
    if (layer.u8(at + magicAt) >= 2) showBatch(layer, field, at, next);
    else showOldMessage(layer, field, at, next);
    at = next;
  }
}

function showOldMessage(layer: Layer, field: KafkaFields, at: number, end: number): void {
  const magic = layer.u8(at + magicAt);
  layer.openText(at, end - at, 'Message');
  layer.add(field.offset, at, offsetLength);
  layer.add(field.message_size, at + offsetLength, 4);
  layer.add(field.message_crc, at + countedFrom, 4);
  layer.add(field.message_magic, at + magicAt, 1);
  layer.add(field.message_codec, at + magicAt + 1, 1);
  layer.add(field.message_timestamp_type, at + magicAt + 1, 1);
  let value = at + magicAt + 2;
  if (magic === 1) {
    layer.add(field.message_timestamp, value, 8, milliseconds(layer.u64(value)));
    value += 8;
  }
  for (const content of [field.message_key, field.message_value]) {
    const length = Math.max(layer.u32(value) | 0, 0);
    layer.add(content, value + 4, length);
    layer.need(value + 4, length);
    value += 4 + length;
  }
  layer.close();
}

function showBatch(layer: Layer, field: KafkaFields, at: number, end: number): void {
  layer.openText(at, end - at, 'Record Batch');
  layer.add(field.offset, at, offsetLength);
  layer.add(field.message_size, at + offsetLength, 4);
  layer.add(field.leader_epoch, at + 12, 4);
  layer.add(field.message_magic, at + magicAt, 1);
  layer.add(field.batch_crc, at + 17, 4);
  layer.add(field.batch_codec, at + 21, 2);
  layer.add(field.batch_timestamp_type, at + 21, 2);
  layer.add(field.batch_transactional, at + 21, 2);
  layer.add(field.batch_control_batch, at + 21, 2);
  layer.add(field.batch_last_offset_delta, at + 23, 4);
  layer.add(field.batch_first_timestamp, at + firstTimestampAt, 8, milliseconds(layer.u64(at + firstTimestampAt)));
  layer.add(field.batch_last_timestamp, at + 35, 8, milliseconds(layer.u64(at + 35)));
  layer.add(field.producer_id, at + 43, 8);
  layer.add(field.producer_epoch, at + 51, 2);
  layer.add(field.batch_base_sequence, at + 53, 4);
  layer.add(field.batch_size, at + 57, 4);
  const codec = layer.u16(at + 21) & codecMask;
  layer.need(at, batchHeader);
  if (codec === 0) showRecordsOf(layer, field, at, end);
  else unpack(layer, codec, at, end);
  layer.close();
}

/** Unpacks the records of a batch, and has them walked behind a copy of the batch's header, from which they count. */
function unpack(layer: Layer, codec: number, at: number, end: number): void {
  const packedAt = at + batchHeader;
  layer.dissection.packed = true;
  layer.addText(packedAt, end - packedAt, `Compressed records (${end - packedAt} bytes)`);
  const coding = codings[codec];
  const result = coding && layer.dissection.inflate?.(layer.slice(packedAt, end - packedAt), coding, maximumUnpacked);
  if (result === undefined || result.bytes.length === 0) return;
  if (result.state === 'limit') layer.limited(`The records unpack to more than ${maximumUnpacked} bytes`, packedAt);
  const whole = new Uint8Array(batchHeader + result.bytes.length);
  whole.set(layer.slice(at, batchHeader));
  whole.set(result.bytes, batchHeader);
  const { dissection, protocol } = layer;
  dissection.stack = dissection.stacks.unnamed(dissection.stack);
  layer.nextIn(protocol, whole);
}

/** Shows the records behind a batch's header that begins the layer. */
export function showUnpacked(layer: Layer, field: KafkaFields): void {
  if (layer.emitting) showRecordsOf(layer, field, 0, layer.available);
}

function showRecordsOf(layer: Layer, field: KafkaFields, at: number, end: number): void {
  const offset = layer.u64(at);
  const time = layer.u64(at + firstTimestampAt);
  for (let record = at + batchHeader; record < end; ) record = showRecord(layer, field, record, offset, time);
}

/** A record's own numbers count from its batch's. Gives the offset behind it. */
function showRecord(layer: Layer, field: KafkaFields, from: number, offset: bigint, time: bigint): number {
  let at = varintEnd(layer, from);
  const end = at + lengthAt(layer, from);
  layer.openText(from, end - from, 'Record');
  layer.add(field.record_attributes, at, 1);
  at++;
  layer.add(field.message_timestamp, at, varintEnd(layer, at) - at, milliseconds(time + signedVarint(layer, at)));
  at = varintEnd(layer, at);
  layer.add(field.offset, at, varintEnd(layer, at) - at, offset + signedVarint(layer, at));
  at = varintEnd(layer, at);
  at = showContent(layer, field.message_key, at);
  at = showContent(layer, field.message_value, at);
  const headers = lengthAt(layer, at);
  at = varintEnd(layer, at);
  for (let i = 0; i < headers && at < end; i++) {
    at = showContent(layer, field.header_key, at);
    at = showContent(layer, field.header_value, at);
  }
  layer.close();
  return Math.max(end, at);
}

/** Bytes behind their length; -1 says that there are none. */
function showContent(layer: Layer, field: KafkaFields['message_key'], at: number): number {
  const length = lengthAt(layer, at);
  const start = varintEnd(layer, at);
  layer.add(field, start, length);
  return start + length;
}

function lengthAt(layer: Layer, at: number): number {
  const length = signedVarint(layer, at);
  if (length > BigInt(layer.available)) layer.cutOff(layer.available + 1);
  return Math.max(Number(length), 0);
}

const milliseconds = (value: bigint): bigint => BigInt.asIntN(64, value) * 1_000_000n;
