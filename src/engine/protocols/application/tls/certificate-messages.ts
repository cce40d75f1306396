/** Handshake messages about certificates and tickets. RFC 5246 section 7.4, RFC 8446 sections 4.3 to 4.6, RFC 5077, RFC 8879. */
import { nameText } from '../x509/names';
import x509 from '../x509af';
import { signatureAlgorithms } from './authentication-extensions';
import { extensions } from './extensions';
import { signatureStart } from './key-exchange';
import { tlsVersion } from './session';
import { type HandshakeWalk, list, opaque, vector } from './walk';

const isModern = ({ session }: HandshakeWalk): boolean =>
  session.version === tlsVersion.tls13 || session.version === tlsVersion.dtls13;

/** Body of a Certificate message. Its certificates become layers, so this walks whether or not anybody listens. */
export function certificates(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field } = walk;
  let place = at;
  if (isModern(walk)) place = requestContext(walk, at, end);
  const limit = vector(walk, field['handshake.certificates_length'], place, 3, end);
  place += 3;
  if (place >= limit) return;
  layer.open(field['handshake.certificates'], place, limit - place);
  layer.append(` (${limit - place} bytes)`);
  while (place < limit) {
    const stop = vector(walk, field['handshake.certificate_length'], place, 3, limit);
    if (stop > place + 3) certificate(walk, place + 3, stop);
    place = stop;
    if (!isModern(walk) || place >= limit) continue;
    const extensionsEnd = place + 2 <= limit ? Math.min(limit, place + 2 + layer.u16(place)) : limit;
    extensions(walk, place, extensionsEnd, 'certificate');
    place = extensionsEnd;
  }
  layer.close();
}

function certificate({ layer, field }: HandshakeWalk, at: number, end: number): void {
  layer.open(field['handshake.certificate'], at, end - at);
  layer.next(x509, at, end - at);
  layer.close();
}

function requestContext(walk: HandshakeWalk, at: number, end: number): number {
  const { field } = walk;
  return opaque(
    walk,
    field['handshake.certificate_request_context_length'],
    field['handshake.certificate_request_context'],
    at,
    1,
    end,
  );
}

/** Body of a CertificateRequest. */
export function certificateRequest(walk: HandshakeWalk, at: number, end: number): void {
  const { field, session } = walk;
  if (isModern(walk)) {
    const place = requestContext(walk, at, end);
    extensions(walk, place, end, 'certificate request');
    return;
  }
  let place = vector(walk, field['handshake.cert_types_count'], at, 1, end);
  list(walk, field['handshake.cert_types'], field['handshake.cert_type'], 1, at + 1, place, [
    'Certificate types',
    'type',
    'types',
  ]);
  if (session.version === tlsVersion.tls12 || session.version === tlsVersion.dtls12)
    place = signatureAlgorithms(walk, place, end);
  distinguishedNames(walk, place, end);
}

function distinguishedNames(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field } = walk;
  const limit = vector(walk, field['handshake.dnames_len'], at, 2, end);
  if (limit <= at + 2) return;
  layer.open(field['handshake.dnames'], at + 2, limit - at - 2);
  layer.append(` (${limit - at - 2} bytes)`);
  for (let place = at + 2; place + 2 <= limit; ) {
    const stop = vector(walk, field['handshake.dname_len'], place, 2, limit);
    if (stop > place + 2) {
      layer.add(field['handshake.dname'], place + 2, stop - place - 2);
      if (layer.inTree) layer.append(`: ${nameText(layer.slice(place + 2, stop - place - 2))}`);
    }
    place = stop;
  }
  layer.close();
}

/** Body of a CertificateVerify. */
export function certificateVerify(walk: HandshakeWalk, at: number, end: number): void {
  const { field } = walk;
  const place = signatureStart(walk, at, end);
  opaque(walk, field['handshake.client_cert_vrfy.sig_len'], field['handshake.client_cert_vrfy.sig'], place, 2, end);
}

/** Body of a CompressedCertificate. */
export function compressedCertificate(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field } = walk;
  layer.add(field['compress_certificate.algorithm'], at, 2);
  layer.add(field['compress_certificate.uncompressed_length'], at + 2, 3);
  opaque(
    walk,
    field['compress_certificate.compressed_certificate_message.length'],
    field['compress_certificate.compressed_certificate_message'],
    at + 5,
    3,
    end,
  );
}

/** Body of a NewSessionTicket. */
export function newSessionTicket(walk: HandshakeWalk, at: number, end: number): void {
  const { layer, field, session } = walk;
  if (at + 4 > end) return;
  layer.openText(at, end - at, 'TLS Session Ticket');
  layer.add(field['handshake.session_ticket_lifetime_hint'], at, 4);
  let place = at + 4;
  const modern = isModern(walk);
  if (modern && place + 4 <= end) {
    layer.add(field['handshake.session_ticket_age_add'], place, 4);
    place += 4;
    if (session.draft === 0 || session.draft >= 21)
      place = opaque(
        walk,
        field['handshake.session_ticket_nonce_length'],
        field['handshake.session_ticket_nonce'],
        place,
        1,
        end,
      );
  }
  place = opaque(walk, field['handshake.session_ticket_length'], field['handshake.session_ticket'], place, 2, end);
  if (modern) extensions(walk, place, end, 'new session ticket');
  layer.close();
}
