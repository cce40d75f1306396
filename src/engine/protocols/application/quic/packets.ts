/** The packets of a QUIC datagram: long and short headers, Version Negotiation, Retry. RFC 9000, section 17. */
import { hexText } from '../../../bytes/address';
import type { Layer } from '../../../declare/layer';
import { variableInteger } from '../tls/transport-parameters';
import { maximumConnectionId, QuicConnection } from './connection';
import type { QuicFields } from './fields';
import { initialPayload } from './initial-packet';
import { isVersion2, packetType, packetTypeNames, quicVersion } from './names';

/** The walk of one datagram. */
export interface QuicWalk {
  readonly layer: Layer;
  readonly field: QuicFields;
  /** In the first pass only. */
  readonly connection: QuicConnection | undefined;
  readonly fromServer: boolean;
  /** Length of the connection ID in short headers of this direction, -1 unknown. */
  readonly shortIdLength: number;
}

/** Whether a datagram that nothing else explains begins with a long header of a known version. */
export function looksLikeQuic(layer: Layer, at: number): boolean {
  if (!layer.has(at, 13) || (layer.u8(at) & 0xc0) !== 0xc0) return false;
  if (quicVersion(layer.u32(at + 1)) === undefined) return false;
  const destination = layer.u8(at + 5);
  if (destination > maximumConnectionId || !layer.has(at + 6 + destination, 1)) return false;
  return layer.u8(at + 6 + destination) <= maximumConnectionId;
}

/** Walks all packets of the datagram. */
export function dissectDatagram(layer: Layer, field: QuicFields): void {
  const walk = beginWalk(layer, field);
  layer.setInfo('');
  for (let at = 0; at < layer.reported; ) {
    const first = layer.u8(at);
    if (at > 0 && (first & 0x40) === 0) {
      layer.addComputed(field.coalesced_padding_data, 1, at, layer.available - at);
      return;
    }
    at = (first & 0x80) !== 0 ? longPacket(walk, at) : shortPacket(walk, at);
  }
}

function beginWalk(layer: Layer, field: QuicFields): QuicWalk {
  const { dissection, memory, learning } = layer;
  let connection: QuicConnection | undefined;
  let word = 0;
  if (learning) {
    memory.setApplication(dissection, layer.protocol);
    connection = memory.conversationState(dissection, 'quic', () => new QuicConnection());
    if (startsInitial(layer)) learnInitial(layer, connection);
    else if (layer.has(0, 6) && layer.u8(0) >= 0x80) learnServerId(layer, connection);
    const fromServer = connection.isFromServer(dissection.forward);
    const known = connection.clientIsFirst !== undefined;
    word = (fromServer ? 1 : 0) | ((known ? connection.shortIdLength(fromServer) + 1 : 0) << 1);
  }
  word = memory.remember(dissection, word);
  return { layer, field, connection, fromServer: (word & 1) !== 0, shortIdLength: (word >> 1) - 1 };
}

function startsInitial(layer: Layer): boolean {
  if (!layer.has(0, 7) || (layer.u8(0) & 0xc0) !== 0xc0) return false;
  const version = layer.u32(1);
  return quicVersion(version) !== undefined && typeOf(layer.u8(0), version) === packetType.initial;
}

/** The connection IDs of the long header at the layer's start, when they are whole. */
function connectionIds(layer: Layer): readonly [destination: Uint8Array, source: Uint8Array] | undefined {
  const destination = layer.u8(5);
  if (destination > maximumConnectionId || !layer.has(6, destination + 1)) return undefined;
  const source = layer.u8(6 + destination);
  if (source > maximumConnectionId || !layer.has(7 + destination, source)) return undefined;
  return [layer.slice(6, destination), layer.slice(7 + destination, source)];
}

function learnInitial(layer: Layer, connection: QuicConnection): void {
  const ids = connectionIds(layer);
  if (ids !== undefined) connection.learnInitial(layer.dissection.forward, ids[0], ids[1]);
}

function learnServerId(layer: Layer, connection: QuicConnection): void {
  const ids = connectionIds(layer);
  const version = layer.u32(1);
  if (ids === undefined || version === 0 || !connection.isFromServer(layer.dissection.forward)) return;
  if (typeOf(layer.u8(0), version) === packetType.retry) connection.retry(ids[1]);
  else connection.serverId = ids[1].slice();
}

/** The packet's type; version 2 shifted the numbers. */
const typeOf = (first: number, version: number): number =>
  isVersion2(version) ? (((first >> 4) & 3) + 3) & 3 : (first >> 4) & 3;

/** Shows the long packet at `at`; returns where the next begins. */
function longPacket(walk: QuicWalk, at: number): number {
  const { layer, field } = walk;
  const first = layer.u8(at);
  const version = layer.u32(at + 1);
  const destinationLength = layer.u8(at + 5);
  const sourceAt = at + 6 + destinationLength;
  const sourceLength = layer.u8(sourceAt);
  const start = sourceAt + 1 + sourceLength;
  const type = typeOf(first, version);
  const second = isVersion2(version);
  const name = version === 0 ? 'Version Negotiation' : packetTypeNames(second)[(first >> 4) & 3];
  layer.need(at, start - at);
  const extent = layer.emitting ? lengthOf(walk, type, version, at, start) : 0;
  layer.openText(at, extent, `${name} packet`);
  layer.addComputed(field.packet_length, extent, at, extent);
  layer.add(field.header_form, at, 1);
  if (version === 0) layer.add(field['vn.unused'], at, 1);
  else {
    layer.add(field.fixed_bit, at, 1);
    layer.add(second ? field['long.packet_type_v2'] : field['long.packet_type'], at, 1);
  }
  layer.add(field.version, at + 1, 4);
  layer.add(field.dcil, at + 5, 1);
  if (destinationLength > 0) layer.add(field.dcid, at + 6, destinationLength);
  layer.add(field.scil, sourceAt, 1);
  if (sourceLength > 0) layer.add(field.scid, sourceAt + 1, sourceLength);
  if (layer.wantsInfo)
    layer.setInfo(
      name +
        idText('DCID', layer.slice(at + 6, destinationLength)) +
        idText('SCID', layer.slice(sourceAt + 1, sourceLength)),
    );
  const end = version === 0 ? versions(walk, start) : longBody(walk, type, version, at, start);
  layer.close();
  return end;
}

const idText = (name: string, id: Uint8Array): string => (id.length === 0 ? '' : `, ${name}=${hexText(id)}`);

/** How far the packet reaches, as far as it was captured. */
function lengthOf({ layer }: QuicWalk, type: number, version: number, at: number, start: number): number {
  if (version === 0 || type === packetType.retry) return layer.available - at;
  let place = start;
  if (type === packetType.initial) {
    const token = variableInteger(layer, place);
    place += token.width + Number(token.value);
  }
  const length = variableInteger(layer, place);
  return Math.min(layer.available, place + length.width + Number(length.value)) - at;
}

function versions({ layer, field }: QuicWalk, at: number): number {
  for (let next = at; next + 4 <= layer.reported; next += 4) layer.add(field.supported_version, next, 4);
  return layer.reported;
}

function longBody(walk: QuicWalk, type: number, version: number, at: number, start: number): number {
  const { layer, field } = walk;
  if (type === packetType.retry) {
    const tokenLength = layer.reported - start - 16;
    if (tokenLength < 0) layer.cutOff(start + 16);
    if (tokenLength > 0) layer.add(field.retry_token, start, tokenLength);
    layer.add(field.retry_integrity_tag, start + tokenLength, 16);
    return layer.reported;
  }
  let place = start;
  if (type === packetType.initial) {
    const token = variableInteger(layer, place);
    layer.add(field.token_length, place, token.width, token.value);
    place += token.width;
    const length = Number(token.value);
    layer.need(place, length);
    if (length > 0) layer.add(field.token, place, length);
    place += length;
  }
  const length = variableInteger(layer, place);
  layer.add(field.length, place, length.width, length.value);
  place += length.width;
  const end = place + Number(length.value);
  if (end > layer.reported) {
    // What an ICMP error quotes is cut, and does not say so.
    if (layer.dissection.quoting > 0) layer.add(field.remaining_payload, place, layer.available - place);
    else layer.malformed('The packet is longer than its datagram', place, layer.available - place);
    return layer.reported;
  }
  layer.need(place, end - place);
  if (type === packetType.initial) initialPayload(walk, version, at, place, end);
  else layer.add(field.remaining_payload, place, end - place);
  return end;
}

/** Shows the short packet at `at`, which reaches to the datagram's end. */
function shortPacket(walk: QuicWalk, at: number): number {
  const { layer, field, shortIdLength } = walk;
  const idLength = Math.min(Math.max(shortIdLength, 0), layer.available - at - 1);
  if (layer.wantsInfo) layer.setInfo(`Protected Payload (KP0)${idText('DCID', layer.slice(at + 1, idLength))}`);
  if (!layer.emitting) return layer.reported;
  layer.addComputed(field.packet_length, layer.available - at, at, layer.available - at);
  layer.open(field.short, at, 1 + idLength);
  layer.add(field.header_form, at, 1);
  layer.add(field.fixed_bit, at, 1);
  layer.add(field.spin_bit, at, 1);
  if (idLength > 0) layer.add(field.dcid, at + 1, idLength);
  layer.close();
  const rest = at + 1 + idLength;
  if (rest < layer.available) layer.add(field.remaining_payload, rest, layer.available - rest);
  return layer.reported;
}
