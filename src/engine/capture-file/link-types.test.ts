import { expect, it } from 'vitest';
import { linkTypeRegistry } from './link-type-registry';
import { linkType, linkTypeDescription, linkTypeName } from './link-types';

it('lists each number and each name once, in order', () => {
  const numbers = linkTypeRegistry.map(([number]) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(new Set(linkTypeRegistry.map(([, name]) => name)).size).toBe(linkTypeRegistry.length);
});

it('knows every number it treats specially', () => {
  for (const number of Object.values(linkType)) expect(linkTypeDescription(number)).not.toContain('Unknown');
});

it('names types, known or not', () => {
  expect(linkTypeName(1)).toBe('LINKTYPE_ETHERNET');
  expect(linkTypeName(149)).toBe('LINKTYPE_USER2');
  expect(linkTypeName(4711)).toBe('LINKTYPE_4711');
  expect(linkTypeName(linkType.systemdJournal)).toBe('systemd journal');
  expect(linkTypeDescription(4711)).toBe('Unknown link type 4711');
});
