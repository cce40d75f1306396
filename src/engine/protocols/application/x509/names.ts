/** Distinguished names and general names. RFC 5280, sections 4.1.2.4 and 4.2.1.6. */
import { type DerElement, derChildren, derTag, derText, readDer } from '../../../bytes/der';
import { oidText } from '../../../bytes/object-identifier';
import type { Field } from '../../../declare/field';
import { objectIdentifierNames } from '../../names/object-identifiers';
import type { CertificateFields } from './fields';
import type { CertificateReader } from './reader';

/** Text of an encoded Name, the most specific part first as Wireshark writes it: `id-at-commonName=…,id-at-organizationName=…`. */
export function nameText(bytes: Uint8Array): string {
  const name = readDer(bytes, 0, bytes.length);
  return name === undefined ? '' : partsOf(bytes, name).reverse().join(',');
}

function partsOf(bytes: Uint8Array, name: DerElement): string[] {
  const parts: string[] = [];
  for (const set of derChildren(bytes, name))
    for (const attribute of derChildren(bytes, set)) {
      const [type, value] = derChildren(bytes, attribute);
      if (type === undefined || value === undefined) continue;
      const dotted = oidText(bytes.subarray(type.content, type.end));
      parts.push(`${objectIdentifierNames[dotted] ?? dotted}=${derText(bytes, value)}`);
    }
  return parts;
}

/** Shows a Name under `head` (`issuer`, `subject`); without one, bare. */
export function distinguishedName(reader: CertificateReader, head: Field | undefined, element: DerElement): void {
  const { layer, field, bytes } = reader;
  if (head !== undefined) layer.open(head, element.at, element.end - element.at, 0);
  const sets = reader.children(element);
  reader.openList(head === field.subject ? field.rdnSequence : field.plainRdnSequence, element, sets.length);
  if (layer.inTree) layer.append(` (${partsOf(bytes, element).reverse().join(',')})`);
  for (const set of sets) {
    const attributes = reader.children(set);
    reader.openList(field.rdn, set, attributes.length);
    for (const attribute of attributes) attributeValue(reader, attribute);
    reader.close();
  }
  reader.close();
  if (head !== undefined) reader.close();
}

/** Fields of DirectoryString's choices by tag, and the choice's number. */
const directoryStrings: ReadonlyMap<number, readonly [key: keyof CertificateFields, choice: number]> = new Map([
  [derTag.teletexString, ['teletexString', 0]],
  [derTag.printableString, ['printableString', 1]],
  [derTag.universalString, ['universalString', 2]],
  [derTag.bmpString, ['bmpString', 3]],
  [derTag.utf8String, ['uTF8String', 4]],
] as const);

/** Attributes whose type allows one kind of string only. */
const countryAttributes = new Set(['2.5.4.6', '1.3.6.1.4.1.311.60.2.1.3']);
const printableAttributes = new Set(['2.5.4.5', '2.5.4.46']);

function attributeValue(reader: CertificateReader, attribute: DerElement): void {
  const { layer, field, bytes } = reader;
  const [type, value] = reader.children(attribute);
  reader.open(field.attribute, attribute);
  if (type !== undefined) {
    if (layer.inTree) layer.append(` (${reader.oidName(type)}=${value === undefined ? '' : derText(bytes, value)})`);
    reader.addOid(field.attributeType, type);
  }
  if (type !== undefined && value !== undefined) {
    const dotted = reader.oid(type);
    const choice = directoryStrings.get(value.tag);
    const text = derText(bytes, value);
    const length = value.end - value.content;
    if (countryAttributes.has(dotted)) layer.add(field.countryName, value.content, length, text);
    else if (printableAttributes.has(dotted)) layer.add(field.onlyPrintableString, value.content, length, text);
    else if (value.tag === derTag.ia5String) layer.add(field.ia5String, value.content, length, text);
    else if (choice !== undefined) {
      layer.open(field.directoryString, value.at, value.end - value.at, choice[1]);
      layer.add(field[choice[0]], value.content, length, text);
      layer.close();
    }
  }
  reader.close();
}

/** Shows the GeneralNames inside `element` under `head`. */
export function generalNames(reader: CertificateReader, head: Field, element: DerElement): void {
  const names = reader.children(element);
  reader.openList(head, element, names.length);
  for (const name of names) generalName(reader, name);
  reader.close();
}

/** Shows one GeneralName under `head`; its tag is the choice. */
export function generalName(reader: CertificateReader, name: DerElement, head = reader.field.generalName): void {
  const { layer, field } = reader;
  const choice = name.tag & 0x1f;
  const length = name.end - name.content;
  layer.open(head, name.at, name.end - name.at, choice);
  switch (choice) {
    case 1:
      reader.add(field.rfc822Name, name);
      break;
    case 2:
      reader.add(field.dNSName, name);
      break;
    case 4: {
      const inner = reader.read(name.content, name.end);
      if (inner !== undefined) distinguishedName(reader, undefined, inner);
      break;
    }
    case 6:
      reader.add(field.uniformResourceIdentifier, name);
      break;
    case 7:
      reader.add(length === 4 ? field.ipv4 : length === 16 ? field.ipv6 : field.iPAddress, name);
      break;
  }
  layer.close();
}
