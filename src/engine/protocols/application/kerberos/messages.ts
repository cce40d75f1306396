/** The layout of Kerberos messages, written as tables by context tag, and the walk along them. RFC 4120, section 5. */
import { type DerElement, derChildren, derText, derTime, readDer } from '../../../bytes/der';
import type { Layer } from '../../../declare/layer';
import type { KerberosFields } from './fields';

type FieldKey = keyof KerberosFields;

/** What stands behind a context tag: one value of a kind, a sequence with tags of its own, or a list of either. */
type Part =
  | { readonly kind: 'integer' | 'text' | 'octets' | 'bits' | 'time'; readonly field: FieldKey }
  | { readonly kind: 'sequence'; readonly field: FieldKey; readonly parts: Parts }
  | { readonly kind: 'list'; readonly field: FieldKey; readonly item: Part };

type Parts = Readonly<Record<number, Part>>;

const integer = (field: FieldKey): Part => ({ kind: 'integer', field });
const text = (field: FieldKey): Part => ({ kind: 'text', field });
const octets = (field: FieldKey): Part => ({ kind: 'octets', field });
const bits = (field: FieldKey): Part => ({ kind: 'bits', field });
const time = (field: FieldKey): Part => ({ kind: 'time', field });
const sequence = (field: FieldKey, parts: Parts): Part => ({ kind: 'sequence', field, parts });
const list = (field: FieldKey, item: Part): Part => ({ kind: 'list', field, item });

const client = sequence('cname_element', { 0: integer('name_type'), 1: list('cname_string', text('CNameString')) });
const server = sequence('sname_element', { 0: integer('name_type'), 1: list('sname_string', text('SNameString')) });
const encrypted = (field: FieldKey): Part =>
  sequence(field, { 0: integer('etype'), 1: integer('kvno'), 2: octets('cipher') });
const ticket = sequence('ticket_element', {
  0: integer('tkt_vno'),
  1: text('realm'),
  2: server,
  3: encrypted('enc_part_element'),
});
const preAuthentication = list(
  'padata',
  sequence('PA_DATA_element', { 1: integer('padata_type'), 2: octets('padata_value') }),
);
const requestBody = sequence('req_body_element', {
  0: bits('kdc_options'),
  1: client,
  2: text('realm'),
  3: server,
  4: time('from'),
  5: time('till'),
  6: time('rtime'),
  7: integer('nonce'),
  8: list('kDC_REQ_BODY_etype', integer('ENCTYPE')),
});
const request: Parts = { 1: integer('pvno'), 2: integer('msg_type'), 3: preAuthentication, 4: requestBody };
const reply: Parts = {
  0: integer('pvno'),
  1: integer('msg_type'),
  2: preAuthentication,
  3: text('crealm'),
  4: client,
  5: ticket,
  6: encrypted('enc_part_element'),
};
const plain: Parts = { 0: integer('pvno'), 1: integer('msg_type') };

/** Messages by their application tag. */
export const messages: Readonly<
  Record<number, { readonly name: string; readonly field: FieldKey; readonly parts: Parts }>
> = {
  10: { name: 'AS-REQ', field: 'as_req_element', parts: request },
  11: { name: 'AS-REP', field: 'as_rep_element', parts: reply },
  12: { name: 'TGS-REQ', field: 'tgs_req_element', parts: request },
  13: { name: 'TGS-REP', field: 'tgs_rep_element', parts: reply },
  14: {
    name: 'AP-REQ',
    field: 'ap_req_element',
    parts: { ...plain, 2: bits('ap_options'), 3: ticket, 4: encrypted('authenticator_element') },
  },
  15: { name: 'AP-REP', field: 'ap_rep_element', parts: { ...plain, 2: encrypted('enc_part_element') } },
  20: { name: 'KRB-SAFE', field: 'krb_safe_element', parts: plain },
  21: { name: 'KRB-PRIV', field: 'krb_priv_element', parts: { ...plain, 3: encrypted('enc_part_element') } },
  22: { name: 'KRB-CRED', field: 'krb_cred_element', parts: { ...plain, 3: encrypted('enc_part_element') } },
  30: {
    name: 'KRB-ERROR',
    field: 'krb_error_element',
    parts: {
      ...plain,
      2: time('ctime'),
      3: integer('cusec'),
      4: time('stime'),
      5: integer('susec'),
      6: integer('error_code'),
      7: text('crealm'),
      8: client,
      9: text('realm'),
      10: server,
      11: text('e_text'),
      12: octets('e_data'),
    },
  },
};

/** Shows the sequence in `message` under the message's own line. */
export function showMessage(layer: Layer, field: KerberosFields, message: DerElement, number: number): void {
  const { field: head, parts } = messages[number];
  const bytes = layer.bytes.subarray(layer.start, layer.end);
  layer.open(field[head], message.at, message.end - message.at);
  const inner = readDer(bytes, message.content, message.end);
  if (inner !== undefined) showParts(layer, field, bytes, inner, parts);
  layer.close();
}

/** The error code of a KRB-ERROR, or undefined when it cannot be found. */
export function errorCode(bytes: Uint8Array, message: DerElement): number | undefined {
  const inner = readDer(bytes, message.content, message.end);
  const holder = inner === undefined ? undefined : derChildren(bytes, inner).find(({ tag }) => tag === 0xa6);
  const value = holder === undefined ? undefined : readDer(bytes, holder.content, holder.end);
  return value === undefined ? undefined : signed(bytes, value);
}

function showParts(layer: Layer, field: KerberosFields, bytes: Uint8Array, element: DerElement, parts: Parts): void {
  for (const holder of derChildren(bytes, element)) {
    const part = parts[holder.tag & 0x1f];
    const value = readDer(bytes, holder.content, holder.end);
    if (part !== undefined && value !== undefined && (holder.tag & 0xc0) === 0x80)
      show(layer, field, bytes, value, part);
  }
}

function show(layer: Layer, field: KerberosFields, bytes: Uint8Array, value: DerElement, part: Part): void {
  const { content, end } = value;
  const length = end - content;
  const shown = field[part.field];
  switch (part.kind) {
    case 'integer':
      if (length > 0) layer.add(shown, content, length, signed(bytes, value));
      break;
    case 'text':
      layer.add(shown, content, length, derText(bytes, value));
      break;
    case 'octets':
      layer.add(shown, content, length);
      break;
    case 'bits':
      if (length > 1) layer.add(shown, content + 1, length - 1);
      break;
    case 'time': {
      const moment = derTime(bytes, value);
      if (moment !== undefined) layer.add(shown, content, length, moment);
      break;
    }
    case 'sequence': {
      layer.open(shown, value.at, end - value.at);
      // A ticket is tagged once more as an application's type.
      const inner = (value.tag & 0xc0) === 0x40 ? readDer(bytes, content, end) : value;
      if (inner !== undefined) showParts(layer, field, bytes, inner, part.parts);
      layer.close();
      break;
    }
    case 'list': {
      const items = derChildren(bytes, value);
      layer.open(shown, value.at, end - value.at, items.length);
      for (const item of items) show(layer, field, bytes, item, part.item);
      layer.close();
      break;
    }
    default:
      part satisfies never;
  }
}

/** A signed INTEGER of up to four bytes; of longer ones the last four, unsigned. */
function signed(bytes: Uint8Array, { content, end }: DerElement): number {
  const start = Math.max(content, end - 4);
  let value = start < end && start === content && (bytes[start] & 0x80) !== 0 ? -1 : 0;
  for (let at = start; at < end; at++) value = value * 256 + bytes[at];
  return value;
}
