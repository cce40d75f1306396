/** Constrained Application Protocol over UDP: header, options, and the payload by its content format. RFC 7252. */
import { hexText } from '../../bytes/address';
import { visible } from '../../bytes/visible';
import { bytes, expert, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { nameTable } from '../../declare/table';
import data from '../frame/data';
import { codes, contentFormats, messageTypes, options, shortMessageTypes } from './coap/names';

const byMediaType = nameTable('media_type');

const headerLength = 4;
const endMarker = 0xff;
const option = {
  uriHost: 3,
  uriPort: 7,
  uriPath: 11,
  contentFormat: 12,
  uriQuery: 15,
  accept: 17,
  block2: 23,
  block1: 27,
};

const declared = {
  version: u8({ at: 0, label: 'Version', mask: 0xc0 }),
  type: u8({ at: 0, label: 'Type', mask: 0x30, values: messageTypes }),
  token_len: u8({ at: 0, label: 'Token Length', mask: 0x0f }),
  code: u8({ at: 1, label: 'Code', values: codes }),
  mid: u16({ at: 2, label: 'Message ID' }),
  token: bytes({ label: 'Token' }),
  'opt.name': text({ label: 'Opt Name' }),
  'opt.delta': u8({ label: 'Opt Delta', mask: 0xf0 }),
  'opt.delta_ext': u16({ label: 'Opt Delta extended' }),
  'opt.length': u8({ label: 'Opt Length', mask: 0x0f }),
  'opt.length_ext': u16({ label: 'Opt Length extended' }),
  'opt.end_marker': u8({ label: 'End of options marker' }),
  'opt.ctype': text({ label: 'Content-type' }),
  'opt.max_age': u32({ label: 'Max-age' }),
  'opt.proxy_uri': text({ label: 'Proxy-Uri' }),
  'opt.proxy_scheme': text({ label: 'Proxy-Scheme' }),
  'opt.size1': u32({ label: 'Size1' }),
  'opt.size2': u32({ label: 'Size2' }),
  'opt.etag': bytes({ label: 'Etag' }),
  'opt.uri_host': text({ label: 'Uri-Host' }),
  'opt.uri_port': u16({ label: 'Uri-Port' }),
  'opt.uri_path': text({ label: 'Uri-Path' }),
  'opt.uri_query': text({ label: 'Uri-Query' }),
  'opt.location_path': text({ label: 'Location-Path' }),
  'opt.location_query': text({ label: 'Location-Query' }),
  'opt.observe': u32({ label: 'Observe' }),
  'opt.hop_limit': u8({ label: 'Hop Limit' }),
  'opt.accept': text({ label: 'Accept' }),
  'opt.if_match': bytes({ label: 'If-Match' }),
  'opt.block_number': u32({ label: 'Block Number' }),
  'opt.block_mflag': u8({ label: 'More Flag' }),
  'opt.block_size': u8({ label: 'Encoded Block Size' }),
  'opt.unknown': bytes({ label: 'Unknown' }),
  invalid_option_number: expert('warning', { label: 'Invalid Option Number', group: 'malformed' }),
  payload: text({ label: 'Payload' }),
  payload_desc: text({ label: 'Payload Desc' }),
  payload_length: u32({ label: 'Payload Length', generated: true }),
  block_payload: bytes({ label: 'Block Payload' }),
};
type Fields = FieldsOf<typeof declared>;

/** What the options of one message said. */
class Seen {
  number = 0;
  count = 0;
  /** Content format, -1 for none. */
  format = -1;
  /** Block number and whether more follow, -1 without a block option. */
  block = -1;
  more = false;
  uri = '';
  query = '';
}

export default protocol({
  id: 'coap',
  title: 'Constrained Application Protocol',
  column: 'CoAP',
  parents: [on('udp.port', 5683)],
  header: headerLength,
  fields: declared,
  dissect(layer, field) {
    layer.header();
    const code = layer.u8(1);
    const codeName = codes[code] ?? `Unknown ${code}`;
    const type = (layer.u8(0) >> 4) & 3;
    const message = layer.u16(2);
    if (layer.wantsInfo) layer.setInfo(`${shortMessageTypes[type]}, MID:${message}, ${codeName}`);
    layer.heading(`, ${messageTypes[type as keyof typeof messageTypes]}, ${codeName}, MID:${message}`);
    const tokenLength = layer.u8(0) & 0x0f;
    let at = headerLength + tokenLength;
    layer.need(headerLength, tokenLength);
    if (tokenLength > 0) layer.add(field.token, headerLength, tokenLength);
    const seen = new Seen();
    while (at < layer.reported && at >= 0) {
      if (layer.u8(at) === endMarker) {
        layer.add(field['opt.end_marker'], at, 1);
        break;
      }
      at = walkOption(layer, field, at, seen);
    }
    if (layer.wantsInfo) showInfo(layer, seen, tokenLength, code);
    if (at >= 0 && at + 1 < layer.reported) walkPayload(layer, field, at + 1, code, seen);
  },
});

/** Shows the option at `at`; returns where the next begins, or -1 when it cannot be read. */
function walkOption(layer: Layer, field: Fields, from: number, seen: Seen): number {
  const first = layer.u8(from);
  const delta = extended(layer, first >> 4, from + 1);
  const length = extended(layer, first & 0x0f, delta.end);
  const at = length.end;
  if (delta.value < 0 || length.value < 0 || length.value > layer.reported - at) {
    layer.malformed('An option cannot be this long, or this far from the one before it', from, at - from);
    return -1;
  }
  seen.number += delta.value;
  seen.count++;
  const [name, key, reads] = options[seen.number] ?? [`Unknown Option (${seen.number})`, 'unknown', 'bytes'];
  const title = `#${seen.count}: ${name}`;
  layer.open(field['opt.name'], from, at + length.value - from, title);
  if (options[seen.number] === undefined) layer.remark(field.invalid_option_number, from, at - from);
  layer.add(field['opt.delta'], from, 1);
  layer.add(field['opt.length'], from, 1);
  if (delta.end > from + 1) layer.add(field['opt.delta_ext'], from + 1, delta.end - from - 1);
  if (length.end > delta.end) layer.add(field['opt.length_ext'], delta.end, length.end - delta.end);
  layer.need(at, length.value);
  const shown = field[`opt.${key}` as keyof Fields];
  if (reads === 'number') walkNumber(layer, field, at, length.value, seen, key);
  else if (reads === 'text') walkText(layer, shown, at, length.value, seen);
  else if (length.value > 0) layer.add(shown, at, length.value);
  layer.close();
  return at + length.value;
}

/** RFC 7252, section 3.1: 13 and 14 say that one byte or two follow, 15 is reserved (-1). */
function extended(layer: Layer, nibble: number, at: number): { readonly value: number; readonly end: number } {
  if (nibble === 13) return { value: 13 + layer.u8(at), end: at + 1 };
  if (nibble === 14) return { value: 269 + layer.u16(at), end: at + 2 };
  return { value: nibble === 15 ? -1 : nibble, end: at };
}

function walkNumber(layer: Layer, field: Fields, at: number, length: number, seen: Seen, key: string): void {
  let value = 0;
  for (let i = 0; i < Math.min(length, 4); i++) value = value * 256 + layer.u8(at + i);
  const shown = field[`opt.${key}` as keyof Fields];
  if (seen.number === option.contentFormat) seen.format = value;
  if (seen.number === option.block1 || seen.number === option.block2) {
    seen.block = Math.floor(value / 16);
    seen.more = (value & 8) !== 0;
    layer.addComputed(shown, seen.block, at, length);
    layer.addComputed(field['opt.block_mflag'], seen.more ? 1 : 0, at, length);
    layer.addComputed(field['opt.block_size'], value & 7, at, length);
  } else if (seen.number === option.contentFormat || seen.number === option.accept)
    layer.addComputed(shown, contentFormats[value] ?? `Unknown Type ${value}`, at, length);
  else layer.addComputed(shown, value, at, length);
  if (seen.number === option.uriPort && layer.wantsInfo) seen.uri += `:${value}`;
}

function walkText(layer: Layer, shown: Fields['token'], at: number, length: number, seen: Seen): void {
  if (length > 0) layer.add(shown, at, length);
  if (!layer.wantsInfo) return;
  const said = layer.text(at, length);
  if (seen.number === option.uriHost) seen.uri += `coap://${said}`;
  else if (seen.number === option.uriPath) seen.uri += `/${said}`;
  else if (seen.number === option.uriQuery) seen.query += `${seen.query === '' ? '?' : '&'}${said}`;
}

function showInfo(layer: Layer, seen: Seen, tokenLength: number, code: number): void {
  if (tokenLength > 0) layer.appendInfo(`, TKN:${hexText(layer.slice(headerLength, tokenLength), ' ')}`);
  if (seen.block >= 0) {
    // The flag speaks of Block1 in requests, of Block2 in responses.
    const speaks = seen.number >= option.block1 ? code < 32 : code >= 64;
    layer.appendInfo(`, ${seen.more || !speaks ? '' : 'End of '}Block #${seen.block}`);
  }
  if (seen.uri !== '') layer.appendInfo(`, ${visible(seen.uri)}`);
  if (seen.query !== '') layer.appendInfo(visible(seen.query));
}

/** A block of a larger payload is shown by itself; what is whole is walked as its content format says. */
function walkPayload(layer: Layer, field: Fields, at: number, code: number, seen: Seen): void {
  const length = layer.available - at;
  if (seen.block >= 0) {
    if (length > 0) layer.add(field.block_payload, at, length);
    return;
  }
  // Without a format, errors carry text for people (RFC 7252, section 5.5.2), all else bytes.
  const isError = code >> 5 === 4 || code >> 5 === 5;
  const format = seen.format >= 0 ? seen.format : isError ? 0 : 42;
  const type = contentFormats[format] ?? `Unknown Type ${format}`;
  if (layer.emitting) {
    const without = seen.format < 0 ? ' (no Content-Format)' : '';
    layer.open(field.payload, at, length, `Payload Content-Format: ${type}${without}, Length: ${layer.reported - at}`);
    layer.addComputed(field.payload_desc, type, at, 0);
    layer.addComputed(field.payload_length, layer.reported - at, at, 0);
    layer.close();
  }
  const mediaType = type.split(';')[0];
  layer.dissection.mediaType = mediaType;
  const walked = mediaType === 'application/octet-stream' ? data : byMediaType.get(mediaType);
  if (walked !== undefined) layer.next(walked, at);
}
