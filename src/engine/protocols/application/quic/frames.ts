/** The frames of an Initial packet. RFC 9000, section 19. */
import type { Layer } from '../../../declare/layer';
import { variableInteger } from '../tls/transport-parameters';
import type { QuicFields } from './fields';
import { frameTypeName } from './names';

/** Told each CRYPTO frame: its offset in the stream, and where its bytes lie in the layer's. */
export type CryptoListener = (offset: number, at: number, length: number) => void;

/** Shows the frames that the layer's bytes are. */
export function showFrames(layer: Layer, field: QuicFields, crypto: CryptoListener): void {
  for (let at = 0; at < layer.available; ) {
    const type = layer.u8(at);
    const next = frame(layer, field, type, at, crypto);
    if (next <= at) return;
    at = next;
  }
}

function frame(layer: Layer, field: QuicFields, type: number, at: number, crypto: CryptoListener): number {
  switch (type) {
    case 0x00:
      return padding(layer, field, at);
    case 0x01:
      beginFrame(layer, field, type, at, 'PING');
      layer.close(at + 1);
      return at + 1;
    case 0x02:
    case 0x03:
      return acknowledgement(layer, field, type, at);
    case 0x06: {
      beginFrame(layer, field, type, at, 'CRYPTO');
      const offset = number(layer, field, 'crypto.offset', at + 1);
      const length = number(layer, field, 'crypto.length', offset.end);
      const end = length.end + length.value;
      layer.need(length.end, length.value);
      layer.add(field['crypto.crypto_data'], length.end, length.value);
      crypto(offset.value, length.end, length.value);
      layer.close(end);
      return end;
    }
    case 0x1c:
    case 0x1d:
      return close(layer, field, type, at);
    default:
      // Other frames do not occur in Initial packets (RFC 9000, section 12.4): nothing behind can be trusted.
      layer.addComputed(field['ft.unknown'], 1, at, layer.available - at);
      return -1;
  }
}

/** Opens the line of a frame; Info gets its short name, where it has one. */
export function beginFrame(layer: Layer, field: QuicFields, type: number, at: number, short: string): void {
  if (short !== '') layer.appendInfo(short, ', ');
  if (!layer.emitting) return;
  layer.open(field.frame, at, 1);
  layer.retitle(frameTypeName(type));
  layer.add(field.frame_type, at, 1, BigInt(type));
}

function padding(layer: Layer, field: QuicFields, at: number): number {
  let end = at;
  while (end < layer.available && layer.u8(end) === 0) end++;
  beginFrame(layer, field, 0, at, 'PADDING');
  layer.addComputed(field.padding_length, end - at, at, end - at);
  layer.close(end);
  return end;
}

interface Shown {
  readonly value: number;
  readonly end: number;
}

function number(layer: Layer, field: QuicFields, key: keyof QuicFields, at: number): Shown {
  const { value, width } = variableInteger(layer, at);
  layer.add(field[key], at, width, value);
  return { value: Number(value), end: at + width };
}

function acknowledgement(layer: Layer, field: QuicFields, type: number, at: number): number {
  beginFrame(layer, field, type, at, frameTypeName(type));
  const largest = number(layer, field, 'ack.largest_acknowledged', at + 1);
  const delay = number(layer, field, 'ack.ack_delay', largest.end);
  const count = number(layer, field, 'ack.ack_range_count', delay.end);
  let { end } = number(layer, field, 'ack.first_ack_range', count.end);
  for (let i = 0; i < count.value; i++) {
    const gap = number(layer, field, 'ack.gap', end);
    ({ end } = number(layer, field, 'ack.ack_range', gap.end));
  }
  if (type === 0x03)
    for (const key of ['ack.ect0_count', 'ack.ect1_count', 'ack.ecn_ce_count'] as const)
      ({ end } = number(layer, field, key, end));
  layer.close(end);
  return end;
}

function close(layer: Layer, field: QuicFields, type: number, at: number): number {
  beginFrame(layer, field, type, at, 'CC');
  const code = number(layer, field, 'cc.error_code', at + 1);
  const frameType = type === 0x1c ? number(layer, field, 'cc.frame_type', code.end) : code;
  const length = number(layer, field, 'cc.reason_phrase.length', frameType.end);
  const end = length.end + length.value;
  layer.need(length.end, length.value);
  if (length.value > 0) layer.add(field['cc.reason_phrase'], length.end, length.value);
  layer.close(end);
  return end;
}
