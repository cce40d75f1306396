import { expect, test } from 'vitest';
import { addressKind, type Dissection } from '../declare/dissection';
import { AddressNames } from './address-names';

const bytes = Uint8Array.of(10, 0, 0, 1, 10, 0, 0, 2);
const packet = { addressKind: addressKind.ipv4, addressBytes: bytes, sourceAt: 0, destinationAt: 4 } as Dissection;

test('an address gets the first name that the capture gives it, harmless', () => {
  const names: { kind: 'ipv4'; address: Uint8Array; names: string[] }[] = [];
  const resolver = new AddressNames({ names });
  expect(resolver.nameOf(packet, 'source')).toBeUndefined();
  names.push({ kind: 'ipv4', address: bytes.slice(0, 4), names: ['till.example\x1b[2J', 'other.example'] });
  names.push({ kind: 'ipv4', address: bytes.slice(0, 4), names: ['late.example'] });
  expect(resolver.nameOf(packet, 'source')).toBe('till.example\\x1b[2J');
  expect(resolver.nameOf(packet, 'destination')).toBeUndefined();
});
