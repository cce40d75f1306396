/** X.509 certificates, where a protocol carries one: within that protocol's tree. X.509 (2019), RFC 5280. */
import { type DerElement, derTag, derTime } from '../../bytes/der';
import type { Field } from '../../declare/field';
import { protocol } from '../../declare/protocol';
import { certificateExtensions } from './x509/extensions';
import { certificateFields } from './x509/fields';
import { distinguishedName, nameText } from './x509/names';
import { CertificateReader } from './x509/reader';

export default protocol({
  id: 'x509af',
  title: 'X.509 Authentication Framework',
  column: 'X509AF',
  setsColumn: false,
  embedded: true,
  fields: certificateFields,
  dissect(layer, field) {
    if (!layer.emitting) return;
    const reader = new CertificateReader(layer, field);
    const certificate = reader.read(0, layer.available);
    if (certificate === undefined) {
      layer.malformed('The certificate is not valid DER', 0, layer.available);
      return;
    }
    const [signed, algorithm, signature] = reader.children(certificate);
    if (signed !== undefined) signedCertificate(reader, signed);
    if (algorithm !== undefined) reader.algorithm(field.algorithmIdentifier_element, algorithm);
    if (signature?.tag !== derTag.bitString || signature.end === signature.content) return;
    const { content, end } = reader.bits(signature);
    layer.add(field.encrypted, content, end - content);
  },
});

function signedCertificate(reader: CertificateReader, signed: DerElement): void {
  const { layer, field } = reader;
  let parts = reader.children(signed);
  reader.open(field.signedCertificate_element, signed);
  if (parts[0]?.tag === 0xa0) {
    const version = reader.read(parts[0].content, parts[0].end);
    if (version !== undefined) reader.add(field.version, version);
    parts = parts.slice(1);
  }
  const [serial, algorithm, issuer, validity, subject, key, ...rest] = parts;
  if (serial !== undefined) reader.add(field.serialNumber, serial);
  if (algorithm !== undefined) reader.algorithm(field.signature_element, algorithm);
  if (issuer !== undefined) distinguishedName(reader, field.issuer, issuer);
  if (validity !== undefined) {
    reader.open(field.validity_element, validity);
    const [from, until] = reader.children(validity);
    if (from !== undefined) time(reader, field.notBefore, from);
    if (until !== undefined) time(reader, field.notAfter, until);
    reader.close();
  }
  if (subject !== undefined) {
    distinguishedName(reader, field.subject, subject);
    if (layer.inTree) layer.heading(` (${nameText(reader.bytes.subarray(subject.at, subject.end))})`);
  }
  if (key !== undefined) publicKey(reader, key);
  const extensions = rest.find(({ tag }) => tag === 0xa3);
  const list = extensions === undefined ? undefined : reader.read(extensions.content, extensions.end);
  if (list !== undefined) certificateExtensions(reader, list);
  reader.close();
}

function time(reader: CertificateReader, head: Field, element: DerElement): void {
  const { layer, field, bytes } = reader;
  const short = element.tag === derTag.utcTime;
  const moment = derTime(bytes, element);
  layer.open(head, element.at, element.end - element.at, short ? 0 : 1);
  const text = moment === undefined ? layer.latin1(element.content, element.end - element.content) : inSeconds(moment);
  layer.add(short ? field.utcTime : field.generalizedTime, element.content, element.end - element.content, text);
  layer.close();
}

/** `2019-02-10 00:00:00 (UTC)`. */
const inSeconds = (moment: bigint): string =>
  `${new Date(Number(moment / 1_000_000n)).toISOString().slice(0, 19).replace('T', ' ')} (UTC)`;

function publicKey(reader: CertificateReader, element: DerElement): void {
  const { layer, field } = reader;
  const [algorithm, key] = reader.children(element);
  reader.open(field.subjectPublicKeyInfo_element, element);
  const name = algorithm === undefined ? '' : reader.algorithm(field.algorithm_element, algorithm);
  if (key?.tag === derTag.bitString && key.end > key.content) {
    const { content: countAt, end } = key;
    const content = countAt + 1;
    layer.open(field.subjectPublicKey, content, end - content);
    const [modulus, exponent] = name === 'rsaEncryption' ? rsaKey(reader, content, end) : [];
    if (modulus !== undefined && exponent !== undefined) {
      reader.add(field.modulus, modulus);
      const leadingZero = reader.bytes[modulus.content] === 0 ? 1 : 0;
      layer.append(` [${(modulus.end - modulus.content - leadingZero) * 8} bits]`);
      layer.add(field.publicExponent, exponent.content, exponent.end - exponent.content, reader.integer(exponent));
    }
    layer.close();
  }
  reader.close();
}

function rsaKey(reader: CertificateReader, content: number, end: number): DerElement[] {
  const sequence = reader.read(content, end);
  return sequence === undefined ? [] : reader.children(sequence);
}
