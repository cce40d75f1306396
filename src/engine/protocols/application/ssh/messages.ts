/** The unencrypted messages of SSH's transport layer. RFC 4253, RFC 4419, RFC 5656. */
import { md5Text } from '../../../bytes/md5';
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { exchangeKind } from '../../names/ssh';
import { algorithmLists, type SshFields } from './fields';
import type { SshSession } from './session';

export interface SshMessage {
  readonly code: number;
  /** Where the bytes behind the code begin and end. */
  readonly at: number;
  readonly end: number;
  readonly fromServer: boolean;
}

/** Shows a message's contents, and lets the session learn from it. */
export function messageBody(layer: Layer, field: SshFields, session: SshSession, message: SshMessage): void {
  const { code, at, end, fromServer } = message;
  switch (code) {
    case 1:
      layer.add(field.disconnect_reason, at, 4);
      string(layer, field.disconnect_description_length, field.disconnect_description, at + 4, end);
      break;
    case 2:
      string(layer, field.ignore_data_length, field.ignore_data, at, end);
      break;
    case 5:
    case 6:
      string(layer, field.service_name_length, field.service_name, at, end);
      break;
    case 20:
      offer(layer, field, session, message);
      break;
    case 21:
      session.newKeys(fromServer, layer.dissection.frame);
      break;
    default:
      if (code >= 30 && code <= 34) exchange(layer, field, session.exchange, message);
      else if (end > at) layer.add(field.payload, at, end - at);
  }
}

function offer(layer: Layer, field: SshFields, session: SshSession, { at, end, fromServer }: SshMessage): void {
  layer.need(at, 20);
  const first = layer.u32(at + 16);
  if (at + 20 + first > end) {
    layer.malformed('A list of algorithms is longer than its message', at + 16, 4);
    return;
  }
  session.offer(fromServer, layer.latin1(at + 20, first).split(','));
  if (!layer.emitting) return;
  layer.openText(at, end - at, 'Algorithms');
  layer.add(field.cookie, at, 16);
  const lists: string[] = [];
  let place = at + 16;
  for (const name of algorithmLists) {
    const stop = string(layer, field[`${name}_length`], field[name], place, end);
    lists.push(stop > place + 4 ? layer.text(place + 4, stop - place - 4) : '');
    place = stop;
  }
  if (place + 5 <= end) {
    layer.add(field.first_kex_packet_follows, place, 1);
    layer.add(field['kex.reserved'], place + 1, 4);
  }
  // The client's fingerprint takes what it offers to send, the server's what it does.
  const own = fromServer ? [0, 3, 5, 7] : [0, 2, 4, 6];
  const algorithms = own.map((index) => lists[index]).join(';');
  const digest = md5Text(new TextEncoder().encode(algorithms));
  layer.addComputed(fromServer ? field['kex.hasshserver_algorithms'] : field['kex.hassh_algorithms'], algorithms);
  layer.addComputed(fromServer ? field['kex.hasshserver'] : field['kex.hassh'], digest);
  layer.close();
}

function exchange(layer: Layer, field: SshFields, kind: number, { code, at, end }: SshMessage): void {
  const mpint = (value: Field, place: number) => string(layer, field.mpint_length, value, place, end);
  if (kind === exchangeKind.diffieHellman) {
    if (code === 30) mpint(field['dh.e'], at);
    else if (code === 31) signature(layer, field, mpint(field['dh.f'], hostKey(layer, field, at, end)), end);
  } else if (kind === exchangeKind.ellipticCurve) {
    if (code === 30) string(layer, field['ecdh.q_c_length'], field['ecdh.q_c'], at, end);
    else if (code === 31) {
      const place = hostKey(layer, field, at, end);
      signature(layer, field, string(layer, field['ecdh.q_s_length'], field['ecdh.q_s'], place, end), end);
    }
  } else if (kind === exchangeKind.groupExchange) groupExchange(layer, field, mpint, { code, at, end });
  else if (end > at) layer.add(field.payload, at, end - at);
}

function groupExchange(
  layer: Layer,
  field: SshFields,
  mpint: (value: Field, place: number) => number,
  { code, at, end }: Pick<SshMessage, 'code' | 'at' | 'end'>,
): void {
  switch (code) {
    case 30:
      layer.add(field['dh_gex.nbits'], at, 4);
      break;
    case 31:
      mpint(field['dh_gex.g'], mpint(field['dh_gex.p'], at));
      break;
    case 32:
      mpint(field['dh.e'], at);
      break;
    case 33:
      signature(layer, field, mpint(field['dh.f'], hostKey(layer, field, at, end)), end);
      break;
    case 34:
      layer.add(field['dh_gex.min'], at, 4);
      layer.add(field['dh_gex.nbits'], at + 4, 4);
      layer.add(field['dh_gex.max'], at + 8, 4);
      break;
  }
}

/** A string with its length of four bytes; one that claims more than there is is cut down. Returns where it ends. */
function string(layer: Layer, lengthField: Field, value: Field, at: number, end: number): number {
  if (at + 4 > end) return end;
  layer.add(lengthField, at, 4);
  const length = layer.u32(at);
  const stop = Math.min(at + 4 + length, end);
  if (at + 4 + length > end) layer.malformed('A string is longer than its message', at, 4);
  if (stop > at + 4) layer.add(value, at + 4, stop - at - 4);
  return stop;
}

function hostKey(layer: Layer, field: SshFields, at: number, end: number): number {
  if (at + 4 > end) return end;
  const stop = Math.min(end, at + 4 + layer.u32(at));
  layer.openText(at, stop - at, 'KEX host key');
  layer.add(field['host_key.length'], at, 4);
  const typeEnd = string(layer, field['host_key.type_length'], field['host_key.type'], at + 4, stop);
  if (typeEnd < stop) layer.add(field['host_key.data'], typeEnd, stop - typeEnd);
  layer.close();
  return stop;
}

function signature(layer: Layer, field: SshFields, at: number, end: number): void {
  string(layer, field['host_sig.length'], field['host_sig.data'], at, end);
}
