/** Fields of X.509 certificates, under the names of the ASN.1 modules that define them. X.509, RFC 5280, RFC 8017. */

import type { FieldDeclaration, FieldOptions } from '../../../declare/field';
import { bytes, flag, i32, ipv4Address, ipv6Address, label, oid, text, u8, u32, u64 } from '../../../declare/kinds';
import type { FieldsOf } from '../../../declare/protocol';
import { timestampFields } from '../tls/timestamps';

const boolean = { 0: 'False', 1: 'True' } as const;
const usage = (name: string, mask: number): FieldOptions => ({
  id: `x509ce.KeyUsage.${name}`,
  label: name,
  mask,
  values: boolean,
});
const string = (name: string) => text({ id: `x509sat.${name}`, label: name });

const generalNameChoices = {
  0: 'otherName',
  1: 'rfc822Name',
  2: 'dNSName',
  3: 'x400Address',
  4: 'directoryName',
  5: 'ediPartyName',
  6: 'uniformResourceIdentifier',
  7: 'iPAddress',
  8: 'registeredID',
} as const;

/** The same fields, named as those of another protocol. */
const under = <F extends Record<string, FieldDeclaration>>(protocol: string, fields: F): F =>
  Object.fromEntries(
    Object.entries(fields).map(([key, declaration]) => [key, { ...declaration, id: `${protocol}.${key}` }]),
  ) as F;

export const certificateFields = {
  signedCertificate_element: label({ label: 'signedCertificate' }),
  version: i32({ label: 'version', values: { 0: 'v1', 1: 'v2', 2: 'v3' } }),
  serialNumber: bytes({ label: 'serialNumber' }),
  signature_element: label({ label: 'signature' }),
  'algorithm.id': oid({ label: 'Algorithm Id' }),
  issuer: u32({ label: 'issuer', values: { 0: 'rdnSequence' } }),
  subject: u32({ label: 'subject', values: { 0: 'rdnSequence' } }),
  rdnSequence: u32({ label: 'rdnSequence' }),
  /** Of a Name that is no certificate's subject. */
  plainRdnSequence: u32({ id: 'x509if.rdnSequence', label: 'rdnSequence' }),
  rdn: u32({ id: 'x509if.RDNSequence_item', label: 'RDNSequence item' }),
  attribute: label({
    id: 'x509if.RelativeDistinguishedName_item_element',
    label: 'RelativeDistinguishedName item',
  }),
  attributeType: oid({ id: 'x509if.oid', label: 'Object Id' }),
  directoryString: u32({
    id: 'x509sat.DirectoryString',
    label: 'DirectoryString',
    values: { 0: 'teletexString', 1: 'printableString', 2: 'universalString', 3: 'bmpString', 4: 'uTF8String' },
  }),
  teletexString: string('teletexString'),
  printableString: string('printableString'),
  universalString: string('universalString'),
  bmpString: string('bmpString'),
  uTF8String: string('uTF8String'),
  countryName: string('CountryName'),
  onlyPrintableString: string('PrintableString'),
  ia5String: string('IA5String'),
  validity_element: label({ label: 'validity' }),
  notBefore: u32({ label: 'notBefore', values: { 0: 'utcTime', 1: 'generalizedTime' } }),
  notAfter: u32({ label: 'notAfter', values: { 0: 'utcTime', 1: 'generalizedTime' } }),
  utcTime: text({ label: 'utcTime' }),
  generalizedTime: text({ label: 'generalizedTime' }),
  subjectPublicKeyInfo_element: label({ label: 'subjectPublicKeyInfo' }),
  algorithm_element: label({ label: 'algorithm' }),
  namedCurve: oid({ id: 'pkcs1.namedCurve', label: 'namedCurve' }),
  padding: u8({ id: 'ber.bitstring.padding', label: 'Padding' }),
  subjectPublicKey: bytes({ label: 'subjectPublicKey' }),
  modulus: bytes({ id: 'pkcs1.modulus', label: 'modulus' }),
  publicExponent: i32({ id: 'pkcs1.publicExponent', label: 'publicExponent' }),
  extensions: u32({ label: 'extensions' }),
  Extension_element: label({ label: 'Extension' }),
  'extension.id': oid({ label: 'Extension Id' }),
  critical: flag({ label: 'critical', values: boolean }),
  extensionValue: bytes({ id: 'x509af.extension.value', label: 'Value' }),
  algorithmIdentifier_element: label({ label: 'algorithmIdentifier' }),
  encrypted: bytes({ label: 'encrypted' }),
  generalNames: u32({ id: 'x509ce.GeneralNames', label: 'GeneralNames' }),
  generalName: u32({ id: 'x509ce.GeneralName', label: 'GeneralName', values: generalNameChoices }),
  rfc822Name: text({ id: 'x509ce.rfc822Name', label: 'rfc822Name' }),
  dNSName: text({ id: 'x509ce.dNSName', label: 'dNSName' }),
  uniformResourceIdentifier: text({
    id: 'x509ce.uniformResourceIdentifier',
    label: 'uniformResourceIdentifier',
  }),
  iPAddress: bytes({ id: 'x509ce.iPAddress', label: 'iPAddress' }),
  ipv4: ipv4Address({ id: 'x509ce.IPAddress.ipv4', label: 'iPAddress' }),
  ipv6: ipv6Address({ id: 'x509ce.IPAddress.ipv6', label: 'iPAddress' }),
  basicConstraints: label({ id: 'x509ce.BasicConstraintsSyntax_element', label: 'BasicConstraintsSyntax' }),
  cA: flag({ id: 'x509ce.cA', label: 'cA', values: boolean }),
  pathLenConstraint: u64({ id: 'x509ce.pathLenConstraint', label: 'pathLenConstraint' }),
  keyUsage: bytes({ id: 'x509ce.KeyUsage', label: 'KeyUsage' }),
  digitalSignature: flag(usage('digitalSignature', 0x80)),
  contentCommitment: flag(usage('contentCommitment', 0x40)),
  keyEncipherment: flag(usage('keyEncipherment', 0x20)),
  dataEncipherment: flag(usage('dataEncipherment', 0x10)),
  keyAgreement: flag(usage('keyAgreement', 0x08)),
  keyCertSign: flag(usage('keyCertSign', 0x04)),
  cRLSign: flag(usage('cRLSign', 0x02)),
  encipherOnly: flag(usage('encipherOnly', 0x01)),
  decipherOnly: flag(usage('decipherOnly', 0x80)),
  subjectKeyIdentifier: bytes({ id: 'x509ce.SubjectKeyIdentifier', label: 'SubjectKeyIdentifier' }),
  authorityKeyIdentifier: label({ id: 'x509ce.AuthorityKeyIdentifier_element', label: 'AuthorityKeyIdentifier' }),
  keyIdentifier: bytes({ id: 'x509ce.keyIdentifier', label: 'keyIdentifier' }),
  keyPurposes: u32({ id: 'x509ce.KeyPurposeIDs', label: 'KeyPurposeIDs' }),
  keyPurpose: oid({ id: 'x509ce.KeyPurposeId', label: 'KeyPurposeId' }),
  policies: u32({ id: 'x509ce.CertificatePoliciesSyntax', label: 'CertificatePoliciesSyntax' }),
  policy: label({ id: 'x509ce.PolicyInformation_element', label: 'PolicyInformation' }),
  policyIdentifier: oid({ id: 'x509ce.policyIdentifier', label: 'policyIdentifier' }),
  distributionPoints: u32({ id: 'x509ce.CRLDistPointsSyntax', label: 'CRLDistPointsSyntax' }),
  distributionPoint: label({ id: 'x509ce.DistributionPoint_element', label: 'DistributionPoint' }),
  pointName: u32({
    id: 'x509ce.distributionPoint',
    label: 'distributionPoint',
    values: { 0: 'fullName', 1: 'nameRelativeToCRLIssuer' },
  }),
  fullName: u32({ id: 'x509ce.fullName', label: 'fullName' }),
  authorityAccess: u32({ id: 'pkix1implicit.AuthorityInfoAccessSyntax', label: 'AuthorityInfoAccessSyntax' }),
  accessDescription: label({ id: 'pkix1implicit.AccessDescription_element', label: 'AccessDescription' }),
  accessMethod: oid({ id: 'pkix1implicit.accessMethod', label: 'accessMethod' }),
  accessLocation: u32({
    id: 'pkix1implicit.accessLocation',
    label: 'accessLocation',
    values: generalNameChoices,
  }),
  ...under('tls', timestampFields),
  comment: text({ id: 'ns_cert_exts.Comment', label: 'Comment' }),
} as const;

export type CertificateFields = FieldsOf<typeof certificateFields>;
