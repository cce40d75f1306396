/** Holds the direction of imports between the rooms of the program. */
import { describe, expect, it } from 'vitest';
import { featureOf, isFoundation, mayImport, ROOMS, roomOf } from './rooms';
import { importsOf, sourceFiles } from './source-files';

const files = sourceFiles();

describe('rooms', () => {
  it('hold every source file', () => {
    expect(files.filter(({ path }) => !(roomOf(path) in ROOMS)).map(({ path }) => path)).toEqual([]);
  });

  it('import only what the table allows', () => {
    const forbidden = files.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => !mayImport(roomOf(path), imported))
        .map(({ specifier, typesOnly }) => `src/${path} imports ${typesOnly ? 'types of ' : ''}${specifier}`),
    );
    expect(forbidden).toEqual([]);
  });

  it('leave what is for tests to the tests', () => {
    const users = files.filter(({ imports }) => imports.some(({ target }) => target?.endsWith('/testing')));
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('keep the features of the window apart', () => {
    const crossing = files.flatMap(({ path, imports }) => {
      const feature = featureOf(path);
      if (feature === undefined && !isFoundation(path)) return [];
      const features = imports.filter(({ target = '' }) => featureOf(target) !== undefined);
      const others = features.filter(({ target = '' }) => featureOf(target) !== feature);
      return others.map(({ specifier }) => `src/${path} imports ${specifier}`);
    });
    expect(crossing).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const from = (path: string, code: string) => mayImport(roomOf(path), importsOf(path, code)[0]!);

  it('see every kind of import', () => {
    const code = `import a from './a';\nimport type { B } from "../b/b.ts";\nexport * from './c';\nimport 'd';\nawait import('node:fs');
import {
  e,
  type F,
} from './e';`;
    expect(importsOf('engine/bytes/x.ts', code)).toEqual([
      { specifier: './a', target: 'engine/bytes/a', typesOnly: false },
      { specifier: '../b/b.ts', target: 'engine/b/b', typesOnly: true },
      { specifier: './c', target: 'engine/bytes/c', typesOnly: false },
      { specifier: 'd', typesOnly: false },
      { specifier: 'node:fs', typesOnly: false },
      { specifier: './e', target: 'engine/bytes/e', typesOnly: false },
    ]);
  });

  it('let the engine look down only, and out never', () => {
    expect(from('engine/protocols/link/eth.ts', "import { x } from '../../declare/protocol';")).toBe(true);
    expect(from('engine/declare/protocol.ts', "import { x } from '../protocols/link/eth';")).toBe(false);
    expect(from('engine/decode/decode.ts', "import { x } from '../index/columns';")).toBe(false);
    expect(from('engine/bytes/cursor.ts', "import fs from 'node:fs';")).toBe(false);
    expect(from('engine/open.ts', "import { x } from '../shared/ipc';")).toBe(false);
  });

  it('tell types from code', () => {
    expect(from('shared/view.ts', "import type { Session } from '../engine/session';")).toBe(true);
    expect(from('shared/view.ts', "import { Session } from '../engine/session';")).toBe(false);
    expect(from('main/index.ts', "import { open } from '../engine/session';")).toBe(false);
  });
});
