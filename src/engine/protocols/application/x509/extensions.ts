/** Extensions of certificates. RFC 5280, section 4.2. */
import { type DerElement, derTag } from '../../../bytes/der';
import { signedTimestamps } from '../tls/timestamps';
import { generalName, generalNames } from './names';
import type { CertificateReader } from './reader';

/** Shows the list of extensions. */
export function certificateExtensions(reader: CertificateReader, element: DerElement): void {
  const { field } = reader;
  const extensions = reader.children(element);
  reader.openList(field.extensions, element, extensions.length);
  for (const extension of extensions) {
    const parts = reader.children(extension);
    const [type] = parts;
    reader.open(field.Extension_element, extension);
    if (type?.tag === derTag.objectIdentifier) {
      reader.layer.append(` (${reader.oidName(type)})`);
      reader.addOid(field['extension.id'], type);
      const critical = parts.find(({ tag }) => tag === derTag.boolean);
      if (critical !== undefined && critical.end > critical.content)
        reader.layer.add(field.critical, critical.content, 1, reader.bytes[critical.content] === 0 ? 0 : 1);
      const value = parts.find(({ tag }) => tag === derTag.octetString);
      if (value !== undefined) extensionValue(reader, reader.oid(type), value);
    }
    reader.close();
  }
  reader.close();
}

function extensionValue(reader: CertificateReader, type: string, holder: DerElement): void {
  const { field } = reader;
  const value = reader.read(holder.content, holder.end);
  if (value === undefined) {
    reader.add(field.extensionValue, holder);
    return;
  }
  switch (type) {
    case '2.5.29.14':
      reader.add(field.subjectKeyIdentifier, value);
      break;
    case '2.5.29.15':
      keyUsage(reader, value);
      break;
    case '2.5.29.17':
    case '2.5.29.18':
      generalNames(reader, field.generalNames, value);
      break;
    case '2.5.29.19':
      basicConstraints(reader, value);
      break;
    case '2.5.29.31':
    case '2.5.29.46':
      distributionPoints(reader, value);
      break;
    case '2.5.29.32':
      policies(reader, value);
      break;
    case '2.5.29.35':
      reader.open(field.authorityKeyIdentifier, value);
      for (const part of reader.children(value)) if (part.tag === 0x80) reader.add(field.keyIdentifier, part);
      reader.close();
      break;
    case '2.5.29.37': {
      const purposes = reader.children(value);
      reader.openList(field.keyPurposes, value, purposes.length);
      for (const purpose of purposes) reader.addOid(field.keyPurpose, purpose);
      reader.close();
      break;
    }
    case '1.3.6.1.5.5.7.1.1':
      authorityAccess(reader, value);
      break;
    case '1.3.6.1.4.1.11129.2.4.2':
      signedTimestamps(reader, value.content, value.end);
      break;
    case '2.16.840.1.113730.1.13':
      reader.add(field.comment, value);
      break;
    default:
      reader.add(field.extensionValue, holder);
  }
}

function keyUsage(reader: CertificateReader, value: DerElement): void {
  const { layer, field } = reader;
  if (value.tag !== derTag.bitString || value.end - value.content < 2) return;
  const { content, end } = reader.bits(value);
  layer.open(field.keyUsage, content, end - content);
  layer.add(field.digitalSignature, content, 1);
  layer.add(field.contentCommitment, content, 1);
  layer.add(field.keyEncipherment, content, 1);
  layer.add(field.dataEncipherment, content, 1);
  layer.add(field.keyAgreement, content, 1);
  layer.add(field.keyCertSign, content, 1);
  layer.add(field.cRLSign, content, 1);
  layer.add(field.encipherOnly, content, 1);
  if (end - content > 1) layer.add(field.decipherOnly, content + 1, 1);
  else layer.addComputed(field.decipherOnly, 0, content, 1);
  layer.close();
}

function basicConstraints(reader: CertificateReader, value: DerElement): void {
  const { layer, field } = reader;
  reader.open(field.basicConstraints, value);
  for (const part of reader.children(value))
    if (part.tag === derTag.boolean && part.end > part.content)
      layer.add(field.cA, part.content, 1, reader.bytes[part.content] === 0 ? 0 : 1);
    else if (part.tag === derTag.integer)
      layer.add(field.pathLenConstraint, part.content, part.end - part.content, BigInt(reader.integer(part)));
  reader.close();
}

function distributionPoints(reader: CertificateReader, value: DerElement): void {
  const { field } = reader;
  const points = reader.children(value);
  reader.openList(field.distributionPoints, value, points.length);
  for (const point of points) {
    reader.open(field.distributionPoint, point);
    const [name] = reader.children(point).filter(({ tag }) => tag === 0xa0);
    if (name !== undefined) pointName(reader, name);
    reader.close();
  }
  reader.close();
}

function pointName(reader: CertificateReader, name: DerElement): void {
  const { layer, field } = reader;
  const [choice] = reader.children(name);
  if (choice === undefined) return;
  layer.open(field.pointName, name.at, name.end - name.at, choice.tag & 0x1f);
  if (choice.tag === 0xa0) generalNames(reader, field.fullName, choice);
  layer.close();
}

function policies(reader: CertificateReader, value: DerElement): void {
  const { field } = reader;
  const list = reader.children(value);
  reader.openList(field.policies, value, list.length);
  for (const policy of list) {
    reader.open(field.policy, policy);
    const [type] = reader.children(policy);
    if (type?.tag === derTag.objectIdentifier) reader.addOid(field.policyIdentifier, type);
    reader.close();
  }
  reader.close();
}

function authorityAccess(reader: CertificateReader, value: DerElement): void {
  const { field } = reader;
  const list = reader.children(value);
  reader.openList(field.authorityAccess, value, list.length);
  for (const description of list) {
    reader.open(field.accessDescription, description);
    const [method, location] = reader.children(description);
    if (method?.tag === derTag.objectIdentifier) reader.addOid(field.accessMethod, method);
    if (location !== undefined) generalName(reader, location, field.accessLocation);
    reader.close();
  }
  reader.close();
}
