/** A certificate being shown: its bytes, and lines added for the ASN.1 values in them. */
import { type DerElement, derChildren, derTag, readDer } from '../../../bytes/der';
import { oidText } from '../../../bytes/object-identifier';
import type { Field } from '../../../declare/field';
import type { Layer } from '../../../declare/layer';
import { objectIdentifierNames } from '../../names/object-identifiers';
import type { CertificateFields } from './fields';

export class CertificateReader {
  /** The layer's bytes: offsets of elements are offsets from the layer's start. */
  readonly bytes: Uint8Array;

  constructor(
    readonly layer: Layer,
    readonly field: CertificateFields,
  ) {
    this.bytes = layer.bytes.subarray(layer.start, layer.end);
  }

  read(at: number, end: number): DerElement | undefined {
    return readDer(this.bytes, at, end);
  }

  children(element: DerElement): DerElement[] {
    return derChildren(this.bytes, element);
  }

  /** Shows the contents of an element. */
  add(field: Field, { content, end }: DerElement): void {
    this.layer.add(field, content, end - content);
  }

  /** Shows a subtree for a whole element. */
  open(field: Field, { at, end }: DerElement): void {
    this.layer.open(field, at, end - at);
  }

  /** Shows a subtree for a list: its value is how many items there are. */
  openList(field: Field, { at, end }: DerElement, count: number): void {
    const { layer } = this;
    layer.open(field, at, end - at, count);
    if (layer.inTree) layer.retitle(`${field.label}: ${count} ${count === 1 ? 'item' : 'items'}`);
  }

  close(): void {
    this.layer.close();
  }

  /** Dotted text of an OBJECT IDENTIFIER. */
  oid({ content, end }: DerElement): string {
    return oidText(this.bytes.subarray(content, end));
  }

  /** The name of an object identifier, or its dotted text. */
  oidName(element: DerElement): string {
    const dotted = this.oid(element);
    return objectIdentifierNames[dotted] ?? dotted;
  }

  /** Shows an OBJECT IDENTIFIER with its name. */
  addOid(field: Field, element: DerElement): void {
    this.add(field, element);
    if (!this.layer.inTree) return;
    const dotted = this.oid(element);
    const name = objectIdentifierNames[dotted];
    if (name !== undefined) this.layer.append(` (${name})`);
  }

  /** An INTEGER that fits in 48 bits, as a number. */
  integer({ content, end }: DerElement): number {
    let value = 0;
    for (let at = content; at < Math.min(end, content + 6); at++) value = value * 256 + this.bytes[at];
    return value;
  }

  /** The contents of a BIT STRING behind its count of unused bits, which is shown. */
  bits(element: DerElement): { readonly content: number; readonly end: number } {
    this.layer.add(this.field.padding, element.content, 1);
    return { content: element.content + 1, end: element.end };
  }

  /** An AlgorithmIdentifier under `head`. */
  algorithm(head: Field, element: DerElement): string {
    const [algorithm, parameters] = this.children(element);
    this.open(head, element);
    let name = '';
    if (algorithm?.tag === derTag.objectIdentifier) {
      name = this.oidName(algorithm);
      this.layer.append(` (${name})`);
      this.addOid(this.field['algorithm.id'], algorithm);
      if (name === 'id-ecPublicKey' && parameters?.tag === derTag.objectIdentifier)
        this.addOid(this.field.namedCurve, parameters);
    }
    this.close();
    return name;
  }
}
