/** Extensible Authentication Protocol: header, identities, refusals, MD5 challenges and the head of what TLS carries. RFC 3748, RFC 5216. */
import { bytes, flag, text, u8, u16, u32 } from '../../declare/kinds';
import type { Layer } from '../../declare/layer';
import { type FieldsOf, on, protocol } from '../../declare/protocol';
import { eapTypeNames } from '../names/eap';

const codeNames: Readonly<Record<number, string>> = {
  1: 'Request',
  2: 'Response',
  3: 'Success',
  4: 'Failure',
  5: 'Initiate',
  6: 'Finish',
};
const type = { identity: 1, notification: 2, refusal: 3, md5: 4 } as const;
/** TLS, TTLS, PEAP, FAST, TEAP: all begin with the flags of RFC 5216, section 3.1. */
const overTls: ReadonlySet<number> = new Set([13, 21, 25, 43, 55]);

const fields = {
  code: u8({ at: 0, label: 'Code', values: codeNames }),
  id: u8({ at: 1, label: 'Id' }),
  len: u16({ at: 2, label: 'Length' }),
  type: u8({ label: 'Type', values: eapTypeNames }),
  desired_type: u8({ label: 'Desired Auth Type', values: eapTypeNames }),
  identity: text({ label: 'Identity' }),
  notification: text({ label: 'Notification' }),
  'md5.value_size': u8({ label: 'EAP-MD5 Value-Size' }),
  'md5.value': bytes({ label: 'EAP-MD5 Value' }),
  'md5.extra_data': bytes({ label: 'EAP-MD5 Extra Data' }),
  'tls.flags': u8({ label: 'EAP-TLS Flags', base: 'hex' }),
  'tls.flags.len_included': flag({ label: 'Length Included', mask: 0x80 }),
  'tls.flags.more_fragments': flag({ label: 'More Fragments', mask: 0x40 }),
  'tls.flags.start': flag({ label: 'Start', mask: 0x20 }),
  'tls.len': u32({ label: 'EAP-TLS Length' }),
  'tls.fragment': bytes({ label: 'EAP-TLS Fragment' }),
} as const;

type Fields = FieldsOf<typeof fields>;

export default protocol({
  id: 'eap',
  title: 'Extensible Authentication Protocol',
  column: 'EAP',
  parents: [on('eapol.type', 0), on('ppp.protocol', 0xc227)],
  fields,
  dissect(layer, field) {
    layer.setInfo('');
    layer.need(0, 4);
    const code = layer.u8(0);
    if (layer.wantsInfo) layer.setInfo(codeNames[code] ?? `Unknown code (0x${hexByte(code)})`);
    layer.trim(Math.max(layer.u16(2), 4));
    layer.header();
    if (code !== 1 && code !== 2) return;
    const method = layer.u8(4);
    if (layer.wantsInfo) layer.appendInfo(`, ${eapTypeNames[method] ?? `Unknown type (0x${hexByte(method)})`}`);
    layer.add(field.type, 4, 1);
    if (layer.reported > 5) showMethod(layer, field, method, layer.reported - 5);
  },
});

const hexByte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

/** Shows the `length` bytes behind the type. */
function showMethod(layer: Layer, field: Fields, method: number, length: number): void {
  if (method === type.identity) layer.add(field.identity, 5, length);
  else if (method === type.notification) layer.add(field.notification, 5, length);
  else if (method === type.refusal) for (let at = 5; at < 5 + length; at++) layer.add(field.desired_type, at, 1);
  else if (method === type.md5) showChallenge(layer, field, length);
  else if (overTls.has(method)) showTls(layer, field, length);
}

function showChallenge(layer: Layer, field: Fields, length: number): void {
  const size = Math.min(layer.u8(5), length - 1);
  layer.add(field['md5.value_size'], 5, 1);
  if (size > 0) layer.add(field['md5.value'], 6, size);
  if (length - 1 > size) layer.add(field['md5.extra_data'], 6 + size, length - 1 - size);
}

function showTls(layer: Layer, field: Fields, length: number): void {
  const hasLength = (layer.u8(5) & 0x80) !== 0;
  layer.open(field['tls.flags'], 5, 1);
  layer.add(field['tls.flags.len_included'], 5, 1);
  layer.add(field['tls.flags.more_fragments'], 5, 1);
  layer.add(field['tls.flags.start'], 5, 1);
  layer.close();
  if (hasLength) layer.add(field['tls.len'], 6, 4);
  const at = hasLength ? 10 : 6;
  if (length + 5 > at) layer.add(field['tls.fragment'], at, length + 5 - at);
}
