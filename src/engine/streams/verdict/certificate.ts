/** What a person wants to know of an X.509 certificate. RFC 5280, section 4.1. */
import { type DerElement, derChildren, derTag, derText, derTime, readDer } from '../../bytes/der';
import { oidText } from '../../bytes/object-identifier';

export interface CertificateFacts {
  /** The common name, or the most specific other part. */
  readonly subject: string;
  readonly issuer: string;
  /** Both names as they are encoded, to be compared. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  /** Nanoseconds since 1970; undefined where the time cannot be read. */
  readonly notBefore?: bigint;
  readonly notAfter?: bigint;
  /** DNS names of the subjectAltName. */
  readonly names: readonly string[];
}

const commonName = '2.5.4.3';
const subjectAlternativeName = '2.5.29.17';
const dnsNameTag = 0x82;
const versionTag = 0xa0;
const extensionsTag = 0xa3;

/** Undefined when the bytes are no certificate. */
export function certificateFacts(bytes: Uint8Array): CertificateFacts | undefined {
  const certificate = readDer(bytes, 0, bytes.length);
  const toBeSigned = certificate && derChildren(bytes, certificate)[0];
  if (toBeSigned === undefined) return undefined;
  const parts = derChildren(bytes, toBeSigned);
  const first = parts[0]?.tag === versionTag ? 1 : 0;
  const [, , issuer, validity, subject] = parts.slice(first);
  if (issuer === undefined || validity === undefined || subject === undefined) return undefined;
  const [notBefore, notAfter] = derChildren(bytes, validity);
  return {
    subject: nameOf(bytes, subject),
    issuer: nameOf(bytes, issuer),
    subjectKey: keyOf(bytes, subject),
    issuerKey: keyOf(bytes, issuer),
    notBefore: notBefore && derTime(bytes, notBefore),
    notAfter: notAfter && derTime(bytes, notAfter),
    names: namesOf(bytes, parts),
  };
}

const keyOf = (bytes: Uint8Array, { content, end }: DerElement): string => bytes.subarray(content, end).join(' ');

function nameOf(bytes: Uint8Array, name: DerElement): string {
  let last = '';
  for (const set of derChildren(bytes, name))
    for (const attribute of derChildren(bytes, set)) {
      const [type, value] = derChildren(bytes, attribute);
      if (type === undefined || value === undefined) continue;
      last = derText(bytes, value);
      if (oidText(bytes.subarray(type.content, type.end)) === commonName) return last;
    }
  return last;
}

function namesOf(bytes: Uint8Array, parts: readonly DerElement[]): string[] {
  const extensions = parts.find(({ tag }) => tag === extensionsTag);
  const list = extensions && derChildren(bytes, extensions)[0];
  if (list === undefined) return [];
  for (const extension of derChildren(bytes, list)) {
    const [type, ...rest] = derChildren(bytes, extension);
    if (type === undefined || oidText(bytes.subarray(type.content, type.end)) !== subjectAlternativeName) continue;
    const value = rest.find(({ tag }) => tag === derTag.octetString);
    const names = value && readDer(bytes, value.content, value.end);
    if (names === undefined) return [];
    return derChildren(bytes, names)
      .filter(({ tag }) => tag === dnsNameTag)
      .map(({ content, end }) => latin1(bytes.subarray(content, end)));
  }
  return [];
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 300));

/** Whether a certificate is for a host. RFC 9525, section 6.3: a wildcard stands for one whole label, the first. */
export function isFor({ names, subject }: CertificateFacts, host: string): boolean {
  const wanted = host.toLowerCase().replace(/\.$/, '');
  const candidates = names.length > 0 ? names : [subject];
  return candidates.some((candidate) => {
    const name = candidate.toLowerCase();
    return name === wanted || (name.startsWith('*.') && wanted.slice(wanted.indexOf('.')) === name.slice(1));
  });
}
