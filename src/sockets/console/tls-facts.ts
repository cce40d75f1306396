/** What is known of a TLS connection once it stands: protocol, cipher, certificates, and whether they hold. */
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { ShownCertificate, TlsFacts } from '../../shared/sockets';
import { explainError } from './explain-error';

const longestChain = 16;

/** Of a server's side there is often no certificate to see: the chain is empty then. */
export function tlsFacts(socket: TLSSocket, serverName: string, trustedFingerprint: string | undefined): TlsFacts {
  const chain = certificateChain(socket.getPeerCertificate(true));
  const problem = socket.authorized ? '' : String(socket.authorizationError ?? '');
  const cipher = socket.getCipher();
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: cipher.standardName ?? cipher.name,
    alpn: socket.alpnProtocol || '',
    serverName,
    chain,
    verified: socket.authorized,
    problem,
    explanation: problem === '' ? '' : sentence(problem),
    trustedOnce: !socket.authorized && trustedFingerprint !== undefined && chain[0]?.fingerprint === trustedFingerprint,
    resumed: socket.isSessionReused(),
  };
}

function sentence(problem: string): string {
  const { text, cause } = explainError(problem, problem);
  return cause === '' ? text : `${text} ${cause}`;
}

function certificateChain(first: DetailedPeerCertificate): ShownCertificate[] {
  const chain: ShownCertificate[] = [];
  let certificate: DetailedPeerCertificate | undefined = first;
  while (certificate?.fingerprint256 !== undefined && chain.length < longestChain) {
    chain.push(shownCertificate(certificate));
    const issuer: DetailedPeerCertificate = certificate.issuerCertificate;
    // The root names itself as its issuer.
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer;
  }
  return chain;
}

function shownCertificate(certificate: PeerCertificate): ShownCertificate {
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    names: certificate.subjectaltname ?? '',
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
    fingerprint: certificate.fingerprint256,
  };
}

function distinguishedName(name: object): string {
  return Object.entries(name)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : value}`)
    .join(', ');
}
