/** Extensions that say whom the client wants to talk to and in which application protocol. RFC 6066, RFC 7301. */
import type { Field } from '../../../declare/field';
import { type ExtensionPlace, type HandshakeWalk, opaque, vector } from './walk';

/** See `ExtensionBody`. */
export function namingExtension(
  walk: HandshakeWalk,
  type: number,
  at: number,
  end: number,
  place: ExtensionPlace,
): number | undefined {
  const { field } = walk;
  switch (type) {
    case 0:
      return serverNames(walk, at, end);
    case 16:
      return strings(walk, at, end, {
        total: field['handshake.extensions_alpn_len'],
        head: field['handshake.extensions_alpn_list'],
        length: field['handshake.extensions_alpn_str_len'],
        value: field['handshake.extensions_alpn_str'],
      });
    case 17513:
    case 17613:
      if (place !== 'client hello') {
        walk.layer.add(field['handshake.extensions_alps.settings'], at, end - at);
        return end;
      }
      return strings(walk, at, end, {
        total: field['handshake.extensions_alps_len'],
        head: field['handshake.extensions_alps_alpn_list'],
        length: field['handshake.extensions_alps_alpn_str_len'],
        value: field['handshake.extensions_alps_alpn_str'],
      });
    case 13172: {
      let next = at;
      while (next < end)
        next = opaque(walk, field['handshake.extensions_npn_str_len'], field['handshake.extensions_npn'], next, 1, end);
      return end;
    }
    case 65486:
      return encryptedServerName(walk, at, end, place);
    case 65037:
      return encryptedClientHello(walk, at, end, place);
    default:
      return undefined;
  }
}

function serverNames(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  layer.openText(at, end - at, 'Server Name Indication extension');
  const limit = vector(walk, field['handshake.extensions_server_name_list_len'], at, 2, end);
  let next = at + 2;
  while (next + 3 <= limit) {
    layer.add(field['handshake.extensions_server_name_type'], next, 1);
    next = opaque(
      walk,
      field['handshake.extensions_server_name_len'],
      field['handshake.extensions_server_name'],
      next + 1,
      2,
      limit,
    );
  }
  layer.close();
  return next;
}

interface StringFields {
  readonly total: Field;
  readonly head: Field;
  readonly length: Field;
  readonly value: Field;
}

function strings(walk: HandshakeWalk, at: number, end: number, { total, head, length, value }: StringFields): number {
  const { layer } = walk;
  const limit = vector(walk, total, at, 2, end);
  if (limit <= at + 2) return limit;
  layer.open(head, at + 2, limit - at - 2);
  for (let next = at + 2; next < limit; ) next = opaque(walk, length, value, next, 1, limit);
  layer.close();
  return limit;
}

/** Drafts of encrypted SNI before ECH (draft-ietf-tls-esni-02). */
function encryptedServerName(walk: HandshakeWalk, at: number, end: number, place: ExtensionPlace): number {
  const { layer, field } = walk;
  if (place !== 'client hello' || end - at < 8) return at;
  layer.add(field['esni.suite'], at, 2);
  layer.add(field['handshake.extensions_key_share_group'], at + 2, 2);
  let next = opaque(
    walk,
    field['handshake.extensions_key_share_key_exchange_length'],
    field['handshake.extensions_key_share_key_exchange'],
    at + 4,
    2,
    end,
  );
  next = opaque(walk, field['esni.record_digest_length'], field['esni.record_digest'], next, 2, end);
  return opaque(walk, field['esni.encrypted_sni_length'], field['esni.encrypted_sni'], next, 2, end);
}

/** RFC 9849 (draft-ietf-tls-esni), section 5. */
function encryptedClientHello(walk: HandshakeWalk, at: number, end: number, place: ExtensionPlace): number {
  const { layer, field } = walk;
  if (place === 'hello retry request') {
    layer.add(field['ech.confirmation'], at, end - at);
    return end;
  }
  if (place !== 'client hello') return at;
  layer.add(field['ech.client_hello_type'], at, 1);
  if (layer.u8(at) !== 0 || end - at < 10) return at + 1;
  layer.add(field['ech.hpke.keyconfig.cipher_suite.kdf_id'], at + 1, 2);
  layer.add(field['ech.hpke.keyconfig.cipher_suite.aead_id'], at + 3, 2);
  layer.add(field['ech.config_id'], at + 5, 1);
  const next = opaque(walk, field['ech.enc_length'], field['ech.enc'], at + 6, 2, end);
  return opaque(walk, field['ech.payload_length'], field['ech.payload'], next, 2, end);
}
