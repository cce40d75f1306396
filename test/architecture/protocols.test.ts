/** Holds what a protocol's file must keep to, since the files are gathered by their folder and not by a list. */
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

interface DeclaredField {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly length: number;
}

interface DeclaredProtocol {
  readonly id: string;
  readonly title: string;
  readonly headerLength: number;
  readonly fields: Readonly<Record<string, DeclaredField>>;
  readonly headerFields: readonly DeclaredField[];
}

const gathered = import.meta.glob<DeclaredProtocol>(
  [
    '../../src/engine/protocols/{frame,link,network,transport,application}/*.ts',
    '!../../src/engine/protocols/**/*.test.ts',
  ],
  { eager: true, import: 'default' },
);
const protocols = Object.entries(gathered);

describe('protocols', () => {
  it('are declared, each as the default export of its file', () => {
    expect(protocols.length).toBeGreaterThan(0);
    expect(protocols.filter(([, protocol]) => typeof protocol?.id !== 'string').map(([path]) => path)).toEqual([]);
  });

  it('have the id that their file is named after', () => {
    const misnamed = protocols.filter(([path, { id }]) => basename(path, '.ts') !== id);
    expect(misnamed.map(([path, { id }]) => `${path} declares ${id}`)).toEqual([]);
  });

  it('have ids of their own, and field names of their own or shared with fields of the same type', () => {
    const typeOf = new Map(protocols.map(([, { id }]) => [id, 'PROTOCOL']));
    expect(typeOf.size).toBe(protocols.length);
    const clashes: string[] = [];
    for (const [, { fields }] of protocols) {
      const own = Object.values(fields);
      if (new Set(own.map((field) => field.id)).size !== own.length) clashes.push(...own.map((field) => field.id));
      for (const { id, type } of own) {
        if ((typeOf.get(id) ?? type) !== type) clashes.push(id);
        typeOf.set(id, type);
      }
    }
    expect(clashes).toEqual([]);
  });

  it('have header fields that lie inside the header', () => {
    const outside = protocols.flatMap(([, { headerLength, headerFields }]) =>
      headerFields.filter(({ at, length }) => at >= 0 && headerLength > 0 && at + Math.max(length, 0) > headerLength),
    );
    expect(outside.map(({ id }) => id)).toEqual([]);
  });
});
