/** Names of link-layer header types, as the registry has them. */
import { linkTypeDescription, linkTypeName } from '../engine/capture-file/link-types';
import type { LinkType } from '../shared/live-capture';

export function linkTypeOf(number: number): LinkType {
  return { number, name: linkTypeName(number).replace(/^LINKTYPE_/, ''), description: linkTypeDescription(number) };
}
