/** QUIC's transport parameters, which travel in a TLS extension. RFC 9000 section 18, RFC 9368; Google's and others by their registered numbers. */
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import type { HandshakeFields } from './handshake-fields';
import { type HandshakeWalk, vector } from './walk';

type ParameterKind = 'number' | 'bytes' | 'text' | 'version' | 'versions' | 'address' | 'flag';

/** By parameter number: what its field's name ends with, and how its value reads. */
const parameters: ReadonlyMap<number, readonly [name: string, kind: ParameterKind]> = new Map([
  [0x00, ['original_destination_connection_id', 'bytes']],
  [0x01, ['max_idle_timeout', 'number']],
  [0x02, ['stateless_reset_token', 'bytes']],
  [0x03, ['max_udp_payload_size', 'number']],
  [0x04, ['initial_max_data', 'number']],
  [0x05, ['initial_max_stream_data_bidi_local', 'number']],
  [0x06, ['initial_max_stream_data_bidi_remote', 'number']],
  [0x07, ['initial_max_stream_data_uni', 'number']],
  [0x08, ['initial_max_streams_bidi', 'number']],
  [0x09, ['initial_max_streams_uni', 'number']],
  [0x0a, ['ack_delay_exponent', 'number']],
  [0x0b, ['max_ack_delay', 'number']],
  [0x0c, ['disable_active_migration', 'flag']],
  [0x0d, ['preferred_address', 'address']],
  [0x0e, ['active_connection_id_limit', 'number']],
  [0x0f, ['initial_source_connection_id', 'bytes']],
  [0x10, ['retry_source_connection_id', 'bytes']],
  [0x11, ['version_information', 'versions']],
  [0x20, ['max_datagram_frame_size', 'number']],
  [0x1057, ['loss_bits', 'number']],
  [0x2ab2, ['grease_quic_bit', 'flag']],
  [0x3127, ['google.initial_rtt', 'number']],
  [0x3128, ['google.connection_options', 'bytes']],
  [0x3129, ['google.user_agent', 'text']],
  [0x4752, ['google.quic_version', 'version']],
  [0xff73db, ['version_information_draft', 'versions']],
  [0xff04de1a, ['min_ack_delay', 'number']],
  [0xff04de1b, ['min_ack_delay', 'number']],
] as const);

/** See `ExtensionBody`. */
export function transportParameters(walk: HandshakeWalk, type: number, at: number, end: number): number | undefined {
  const { layer, field } = walk;
  if (type !== 57 && type !== 65445) return undefined;
  // Drafts before 27 counted the block's and the parameters' lengths in 16 bits.
  const old = type === 65445 && end - at > 2 && layer.u16(at) === end - at - 2;
  let next = at;
  if (old) {
    vector(walk, field['quic.len'], at, 2, end);
    next += 2;
  }
  while (next < end) {
    const name = old ? { value: BigInt(layer.u16(next)), width: 2 } : variableInteger(layer, next);
    const length = old ? { value: BigInt(layer.u16(next + 2)), width: 2 } : variableInteger(layer, next + name.width);
    const start = next + name.width + length.width;
    const stop = start + Number(length.value);
    if (start > end || stop > end) {
      layer.remark(field['malformed.buffer_too_small'], next, Math.min(end, layer.available) - next);
      return end;
    }
    parameter(layer, field, { at: next, type: name, length, start, stop });
    next = stop;
  }
  return next;
}

interface VariableInteger {
  readonly value: bigint;
  /** Bytes it takes. */
  readonly width: number;
}

interface Parameter {
  readonly at: number;
  readonly type: VariableInteger;
  readonly length: VariableInteger;
  readonly start: number;
  readonly stop: number;
}

function parameter(layer: Layer, field: HandshakeFields, { at, type, length, start, stop }: Parameter): void {
  const [name, kind] = parameters.get(Number(type.value)) ?? ['', 'bytes'];
  // Numbers that 27 divides with a remainder of 0 after 27 are reserved to be ignored (RFC 9000, section 18.1).
  const reserved = type.value % 31n === 27n;
  layer.open(field['quic.parameter'], at, stop - at);
  if (layer.inTree)
    layer.retitle(`Parameter: ${name === '' ? (reserved ? 'GREASE' : 'Unknown') : name} (len=${stop - start})`);
  layer.add(field['quic.parameter.type'], at, type.width, type.value);
  layer.add(field['quic.parameter.length'], at + type.width, length.width, length.value);
  if (stop > start) {
    layer.add(field['quic.parameter.value'], start, stop - start);
    const own: Field | undefined = (field as Readonly<Record<string, Field>>)[`quic.parameter.${name}`];
    if (kind === 'number' && own !== undefined)
      layer.add(own, start, stop - start, variableInteger(layer, start).value);
    else if (kind === 'address' && stop - start >= 41) preferredAddress(layer, field, start);
    else if (kind === 'versions') versionInformation(layer, field, start, stop);
    else if (kind === 'version' && stop - start >= 4) layer.add(field['quic.parameter.google.quic_version'], start, 4);
    else if (own !== undefined) layer.add(own, start, stop - start);
  }
  layer.close();
}

function preferredAddress(layer: Layer, field: HandshakeFields, at: number): void {
  layer.add(field['quic.parameter.preferred_address.ipv4address'], at, 4);
  layer.add(field['quic.parameter.preferred_address.ipv4port'], at + 4, 2);
  layer.add(field['quic.parameter.preferred_address.ipv6address'], at + 6, 16);
  layer.add(field['quic.parameter.preferred_address.ipv6port'], at + 22, 2);
  layer.add(field['quic.parameter.preferred_address.connectionid.length'], at + 24, 1);
  const length = layer.u8(at + 24);
  layer.add(field['quic.parameter.preferred_address.connectionid'], at + 25, length);
  layer.add(field['quic.parameter.preferred_address.statelessresettoken'], at + 25 + length, 16);
}

function versionInformation(layer: Layer, field: HandshakeFields, at: number, end: number): void {
  if (end - at < 4) return;
  layer.add(field['quic.parameter.vi.chosen_version'], at, 4);
  for (let next = at + 4; next + 4 <= end; next += 4) layer.add(field['quic.parameter.vi.other_version'], next, 4);
}

/** QUIC's integers of 1, 2, 4 or 8 bytes. RFC 9000, section 16. */
export function variableInteger(layer: Layer, at: number): VariableInteger {
  const first = layer.u8(at);
  switch (first >> 6) {
    case 0:
      return { value: BigInt(first), width: 1 };
    case 1:
      return { value: BigInt(layer.u16(at) & 0x3fff), width: 2 };
    case 2:
      return { value: BigInt(layer.u32(at) & 0x3fff_ffff), width: 4 };
    default:
      return { value: layer.u64(at) & 0x3fff_ffff_ffff_ffffn, width: 8 };
  }
}
