/** Kafka's protocol: requests with a number and a version, and the answers to them. Apache Kafka documentation, "The Kafka protocol". */
import { visible } from '../../bytes/visible';
import type { Layer } from '../../declare/layer';
import { on, type Protocol, protocol } from '../../declare/protocol';
import { kafkaFields } from './kafka/fields';
import { messages } from './kafka/messages';
import { apiNames, errorNames } from './kafka/names';
import { showUnpacked } from './kafka/records';
import { type KafkaFields, type Reading, showEntries, showTags } from './kafka/values';
import { showInfoBehind } from './streams/info';
import { takePdu } from './streams/length-framed';
import { varint, varintEnd } from './streams/varint';

const serverPort = 9092;
const lengthBytes = 4;
const produce = 0;
const controlledShutdown = 7;
const apiVersions = 18;
const offsetCommit = 8;
const joinGroup = 11;
const leaveGroup = 13;
/** From this version on, several members leave with one request. */
const manyLeave = 3;
/** What is remembered of a request: its number and, in the lower bits, its version. */
const versionBits = 256;

const kafka: Protocol = protocol({
  id: 'kafka',
  title: 'Kafka',
  column: 'Kafka',
  parents: [on('tcp.port', serverPort)],
  fields: kafkaFields,
  dissect(layer, field) {
    // Unpacked records come as a batch of their own.
    if (layer.parent?.protocol === kafka) {
      showUnpacked(layer, field);
      return;
    }
    if (!takePdu(layer, lengthBytes, (message, at) => lengthBytes + message.u32(at))) return;
    layer.add(field.len, 0, lengthBytes);
    const { destinationPort, sourcePort, forward } = layer.dissection;
    if (destinationPort === serverPort || (sourcePort !== serverPort && forward)) walkRequest(layer, field);
    else walkResponse(layer, field);
  },
});

export default kafka;

const nameOf = (key: number): string => apiNames[key] ?? `Unknown (${key})`;

const isFlexible = (key: number, version: number): boolean => version >= (messages[key]?.flexible ?? 0x7fff);

const isKnown = (key: number, version: number): boolean => version >= 0 && version <= (messages[key]?.to ?? -1);

function walkRequest(layer: Layer, field: KafkaFields): void {
  const key = layer.u16(4);
  const version = layer.u16(6);
  const correlation = layer.u32(8);
  layer.add(field.request_key, 4, 2);
  layer.add(field.api_key, 4, 2);
  layer.add(field['request.version'], 6, 2);
  layer.add(field.api_version, 6, 2);
  layer.add(field.correlation_id, 8, 4);
  const at = key === controlledShutdown && version === 0 ? 12 : showClient(layer, field);
  const body = isFlexible(key, version) ? endOfTags(layer, at) : at;
  if (key !== produce || wantsAnswer(layer, version, body)) {
    const { memory, dissection } = layer;
    const exchange = memory.request(dissection, 'kafka', correlation, key * versionBits + Math.min(version, 255));
    if (exchange.response > 0) layer.addComputed(field.response_frame, exchange.response);
  }
  walkBody(layer, field, key, version, at, true);
}

function showClient(layer: Layer, field: KafkaFields): number {
  const length = Math.max(layer.i16(12), 0);
  layer.need(14, length);
  layer.add(field.client_id, 12, 2 + length, layer.emitting ? layer.text(14, length) : '');
  return 14 + length;
}

/** Behind tagged fields that are only passed over. */
function endOfTags(layer: Layer, from: number): number {
  let at = varintEnd(layer, from);
  for (let left = varint(layer, from); left > 0 && at < layer.available; left--) {
    const length = varintEnd(layer, at);
    at = varintEnd(layer, length) + varint(layer, length);
  }
  return at;
}

/** Whoever wants no acknowledgement gets none: before that stands the transaction's name, which may be null. */
function wantsAnswer(layer: Layer, version: number, at: number): boolean {
  let acknowledgements = at;
  if (version >= messages[produce].flexible)
    acknowledgements = varintEnd(layer, at) + Math.max(varint(layer, at) - 1, 0);
  else if (version >= 3) acknowledgements = at + 2 + Math.max(layer.i16(at), 0);
  return layer.u16(acknowledgements) !== 0;
}

function walkResponse(layer: Layer, field: KafkaFields): void {
  const correlation = layer.u32(4);
  layer.add(field.correlation_id, 4, 4);
  const exchange = layer.memory.response(layer.dissection, 'kafka', correlation);
  if (exchange === undefined) {
    if (layer.wantsInfo) showInfoBehind(layer, 'Kafka Response (Undecoded, Request Missing)', ' ');
    layer.remark(field.request_missing);
    return;
  }
  const key = Math.floor(exchange.note / versionBits);
  const version = exchange.note % versionBits;
  layer.addComputed(field.request_frame, exchange.request);
  layer.addComputed(field.response_key, key);
  layer.addComputed(field.api_key, key);
  layer.addComputed(field['response.version'], version);
  walkBody(layer, field, key, version, 8, false);
}

/** Shows what stands behind the header; in the first pass nobody looks. */
function walkBody(layer: Layer, field: KafkaFields, key: number, version: number, at: number, asks: boolean): void {
  const { emitting, wantsInfo } = layer;
  if (!emitting && !wantsInfo) return;
  const title = `${nameOf(key)} v${version} ${asks ? 'Request' : 'Response'}`;
  if (layer.inTree) layer.heading(` (${title})`);
  if (wantsInfo) showInfoBehind(layer, `Kafka ${title}`, ' ');
  const message = messages[key];
  if (message === undefined || !isKnown(key, version)) {
    if (apiNames[key] === undefined) layer.remark(field.unknown_api_key, 4, 2);
    else layer.remark(field.unsupported_api_version, 4, 4);
    return;
  }
  const reading: Reading = { layer, field, version, flexible: isFlexible(key, version), told: {} };
  // The answer about versions has to be understood before any version is agreed on: its header has no tags.
  const hasTags = reading.flexible && (asks || key !== apiVersions);
  let end = showEntries(reading, asks ? message.request : message.response, hasTags ? showTags(reading, at) : at);
  if (reading.flexible) end = showTags(reading, end);
  if (wantsInfo) tell(layer, reading, key, asks);
  if (end !== layer.available) layer.remark(field.pdu_length_mismatch);
}

/** Requests that name a group, and its member where there is one: commits, and what members say to their coordinator. */
const ofGroups = [offsetCommit, joinGroup, 12, leaveGroup, 14];

function tell(layer: Layer, { told, version }: Reading, key: number, asks: boolean): void {
  const parts: string[] = [];
  const isOne = key !== leaveGroup || version < manyLeave;
  if (told.group !== undefined && asks && ofGroups.includes(key)) parts.push(`Group=${visible(told.group)}`);
  if (told.member !== undefined && key !== offsetCommit && isOne && (asks || key === joinGroup))
    parts.push(`Member=${visible(told.member)}`);
  if (parts.length > 0) layer.appendInfo(` (${parts.join(', ')})`);
  if (told.error !== undefined) layer.appendInfo(` [${errorNames[told.error] ?? `Unknown (${told.error})`}] `);
}
