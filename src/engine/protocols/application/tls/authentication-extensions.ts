/** Extensions about certificates and signatures. RFC 6066, RFC 6962, RFC 7250, RFC 8446, RFC 8879; and use_srtp (RFC 5764). */

import { signatureAlgorithm, signedTimestamps } from './timestamps';
import { type ExtensionPlace, type HandshakeWalk, list, opaque, vector } from './walk';

/** See `ExtensionBody`. */
export function authenticationExtension(
  walk: HandshakeWalk,
  type: number,
  at: number,
  end: number,
  place: ExtensionPlace,
): number | undefined {
  const { layer, field } = walk;
  switch (type) {
    case 5:
      return place === 'certificate' ? certificateStatus(walk, at, end) : statusRequest(walk, at, end);
    case 9:
    case 19:
    case 20:
      return certificateTypes(walk, at, end, place);
    case 12:
      return opaque(
        walk,
        field['handshake.extensions_srp_len'],
        field['handshake.extensions_srp_username'],
        at,
        1,
        end,
      );
    case 13:
    case 50:
      return signatureAlgorithms(walk, at, end);
    case 14:
      return secureTransport(walk, at, end);
    case 15:
      layer.add(field['handshake.extension.heartbeat.mode'], at, 1);
      return at + 1;
    case 17:
      return statusRequests(walk, at, end);
    case 18:
      return signedTimestamps(walk, at, end);
    case 27: {
      const limit = vector(walk, field['compress_certificate.algorithms_length'], at, 1, end);
      let next = at + 1;
      for (; next + 2 <= limit; next += 2) layer.add(field['compress_certificate.algorithm'], next, 2);
      return next;
    }
    case 48:
      return oidFilters(walk, at, end);
    default:
      return undefined;
  }
}

/** The list of signature schemes with its length, as in the extension and in a CertificateRequest. */
export function signatureAlgorithms(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  const limit = vector(walk, field['handshake.sig_hash_alg_len'], at, 2, end);
  if (limit < at + 2) return limit;
  const count = (limit - at - 2) >> 1;
  layer.open(field['handshake.sig_hash_algs'], at + 2, limit - at - 2);
  if (layer.inTree) layer.retitle(`Signature Hash Algorithms (${count} ${count === 1 ? 'algorithm' : 'algorithms'})`);
  let next = at + 2;
  for (; next + 2 <= limit; next += 2) signatureAlgorithm(walk, next);
  layer.close();
  return next;
}

function statusRequest(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  layer.add(field['handshake.extensions_status_request_type'], at, 1);
  const next = vector(walk, field['handshake.extensions_status_request_responder_ids_len'], at + 1, 2, end);
  return vector(walk, field['handshake.extensions_status_request_exts_len'], next, 2, end);
}

function statusRequests(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  const limit = vector(walk, field['handshake.extensions_status_request_list_len'], at, 2, end);
  for (let next = at + 2; next + 3 <= limit; ) {
    layer.add(field['handshake.extensions_status_request_type'], next, 1);
    const stop = vector(walk, field['handshake.extensions_status_request_len'], next + 1, 2, limit);
    if (next + 3 < stop) {
      const ids = vector(walk, field['handshake.extensions_status_request_responder_ids_len'], next + 3, 2, stop);
      vector(walk, field['handshake.extensions_status_request_exts_len'], ids, 2, stop);
    }
    next = stop;
  }
  return limit;
}

/** A CertificateStatus: the message's body in TLS 1.2, a certificate's extension in TLS 1.3. */
export function certificateStatus(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  layer.add(field['handshake.extensions_status_request_type'], at, 1);
  const length = field['handshake.ocsp_response_len'];
  const response = field['handshake.ocsp_response'];
  if (layer.u8(at) === 1) return opaque(walk, length, response, at + 1, 3, end);
  if (layer.u8(at) !== 2) return at + 1;
  const limit = vector(walk, field['handshake.ocsp_response_list_len'], at + 1, 3, end);
  for (let next = at + 4; next + 3 <= limit; ) next = opaque(walk, length, response, next, 3, limit);
  return limit;
}

function certificateTypes(walk: HandshakeWalk, at: number, end: number, place: ExtensionPlace): number {
  const { layer, field } = walk;
  if (place !== 'client hello') {
    layer.add(field['handshake.cert_type.type'], at, 1);
    return at + 1;
  }
  const limit = vector(walk, field['handshake.cert_type.types_len'], at, 1, end);
  list(walk, field['handshake.cert_type.types'], field['handshake.cert_type.type'], 1, at + 1, limit, [
    'Certificate Type List',
    'type',
    'types',
  ]);
  return limit;
}

function secureTransport(walk: HandshakeWalk, at: number, end: number): number {
  const { layer, field } = walk;
  const limit = vector(walk, field['use_srtp.protection_profiles_length'], at, 2, end);
  for (let next = at + 2; next + 2 <= limit; next += 2) layer.add(field['use_srtp.protection_profile'], next, 2);
  return opaque(walk, field['use_srtp.mki_length'], field['use_srtp.mki'], limit, 1, end);
}

function oidFilters(walk: HandshakeWalk, at: number, end: number): number {
  const { field } = walk;
  const limit = vector(walk, field['extension.oid_filters_length'], at, 2, end);
  for (let next = at + 2; next < limit; ) {
    const values = opaque(
      walk,
      field['extension.oid_filters.oid_length'],
      field['extension.oid_filters.oid'],
      next,
      1,
      limit,
    );
    next = vector(walk, field['extension.oid_filters.values_length'], values, 2, limit);
  }
  return limit;
}
