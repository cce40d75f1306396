/** Makes X.509 certificates with true signatures and fixed keys (RFC 5280, Ed25519 as in RFC 8410). */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { bytesOf, concatenate, fromHex, type Payload } from './build';

export interface Party {
  /** Whose name stands in the certificate; also what the key is made from. */
  commonName: string;
  organization: string;
  country: string;
}

export interface CertificateOptions {
  subject: Party;
  issuer: Party;
  serialNumber: string;
  /** As in UTCTime: `260101000000Z`. */
  notBefore: string;
  notAfter: string;
  dnsNames?: string[];
  isAuthority?: boolean;
}

/** The certificate as DER. */
export function certificate(options: CertificateOptions): Uint8Array {
  const algorithm = sequence(objectIdentifier('2b 65 70'));
  const toBeSigned = sequence(
    explicit(0, integer('02')),
    integer(options.serialNumber),
    algorithm,
    distinguishedName(options.issuer),
    sequence(der(0x17, options.notBefore), der(0x17, options.notAfter)),
    distinguishedName(options.subject),
    createPublicKey(keyOf(options.subject)).export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions(options))),
  );
  const signature = sign(null, toBeSigned, keyOf(options.issuer));
  return sequence(toBeSigned, algorithm, der(0x03, concatenate(0, signature)));
}

/** The fixed private key of a party. */
export function keyOf({ commonName }: Party) {
  const seed = createHash('sha256').update(commonName).digest();
  const key = concatenate(fromHex('302e020100300506032b657004220420'), seed);
  return createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
}

function extensions({ dnsNames = [], isAuthority = false }: CertificateOptions): Uint8Array[] {
  const names = dnsNames.map((name) => der(0x82, name));
  const constraints = isAuthority ? sequence(der(0x01, Uint8Array.of(0xff))) : sequence();
  const usage = isAuthority ? '03 02 01 06' : '03 02 07 80';
  return [
    sequence(objectIdentifier('55 1d 13'), der(0x01, Uint8Array.of(0xff)), der(0x04, constraints)),
    sequence(objectIdentifier('55 1d 0f'), der(0x01, Uint8Array.of(0xff)), der(0x04, fromHex(usage))),
    ...(names.length > 0 ? [sequence(objectIdentifier('55 1d 11'), der(0x04, sequence(...names)))] : []),
  ];
}

function distinguishedName({ commonName, organization, country }: Party): Uint8Array {
  const attribute = (identifier: string, tag: number, value: string) =>
    der(0x31, sequence(objectIdentifier(identifier), der(tag, value)));
  return sequence(
    attribute('55 04 06', 0x13, country),
    attribute('55 04 0a', 0x0c, organization),
    attribute('55 04 03', 0x0c, commonName),
  );
}

const sequence = (...parts: Payload[]) => der(0x30, concatenate(...parts));
const explicit = (number: number, content: Uint8Array) => der(0xa0 | number, content);
const integer = (digits: string) => der(0x02, fromHex(digits));
const objectIdentifier = (digits: string) => der(0x06, fromHex(digits));

function der(tag: number, content: Payload): Uint8Array {
  const bytes = bytesOf(content);
  const { length } = bytes;
  if (length < 0x80) return concatenate(tag, length, bytes);
  if (length < 0x100) return concatenate(tag, 0x81, length, bytes);
  return concatenate(tag, 0x82, length >> 8, length & 0xff, bytes);
}
