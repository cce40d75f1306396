/** Stacks of protocols get the same number whenever they occur, in whatever turns. */
import { expect, test } from 'vitest';
import { catalogue } from '../protocols';
import { Stacks } from './stacks';

test('steps that take turns, and many stacks, keep their numbers', () => {
  const stacks = new Stacks(catalogue);
  const protocols = catalogue.protocols.filter(({ id }) => id !== 'frame').slice(0, 100);
  const first = protocols.map((protocol) => stacks.push(0, protocol));
  expect(new Set(first).size).toBe(100);
  for (const round of [0, 1, 2])
    for (const [index, protocol] of protocols.entries()) {
      expect(stacks.push(0, protocol)).toBe(first[index]);
      expect(stacks.push(0, protocols[round])).toBe(first[round]);
      expect(stacks.name(stacks.push(first[index], protocol))).toBe(`${protocol.id}:${protocol.id}`);
    }
});

test('what is left out of names stays in the tree', () => {
  const stacks = new Stacks(catalogue);
  const [eapol, eap, tls] = ['eapol', 'eap', 'tls'].map((id) => catalogue.require(id));
  const stack = stacks.push(stacks.push(stacks.unnamed(stacks.push(0, eapol)), eap), tls);
  expect(stacks.name(stack)).toBe('eapol:tls');
  expect(stacks.entries(stack)).toEqual([eapol, eap, tls]);
  expect(stacks.protocols(stack)).toEqual([eapol, eap, tls]);
});
