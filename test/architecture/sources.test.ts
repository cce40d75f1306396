/** Holds what must not be written anywhere in the program. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourceFiles } from './source-files';

const files = sourceFiles();

function filesWith(pattern: RegExp, below = ''): string[] {
  return files
    .filter(({ path, text }) => path.startsWith(below) && pattern.test(text))
    .map(({ path }) => `src/${path}`);
}

it('makes no code out of text', () => {
  expect(filesWith(/\beval\s*\(|\bnew\s+Function\s*\(|(?<![.\w])Function\(/)).toEqual([]);
});

it('never switches the sandbox off', () => {
  expect(
    filesWith(/no-sandbox|sandbox:\s*false|contextIsolation:\s*false|nodeIntegration:\s*true|webSecurity:\s*false/),
  ).toEqual([]);
});

it('never turns captured text into markup', () => {
  expect(
    filesWith(/dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/, 'renderer'),
  ).toEqual([]);
});

it('starts no program through a shell', () => {
  expect(
    filesWith(/\bshell:\s*true|\bexecSync\s*\(|\bimport\s*\{[^}]*\bexec\b[^}]*\}\s*from 'node:child_process'/),
  ).toEqual([]);
});

it('opens every file with a sentence that says what it is for', () => {
  expect(
    files.filter(({ text }) => !/^\/\*\*[\s\S]*?\w{2}[\s\S]*?\*\//.test(text)).map(({ path }) => `src/${path}`),
  ).toEqual([]);
});

it('compiles the engine without the types of the browser and of Node', () => {
  const read = (path: string) =>
    JSON.parse(readFileSync(path, 'utf8')) as { compilerOptions?: { lib?: string[]; types?: string[] } };
  expect(read('tsconfig.json').compilerOptions).toMatchObject({ lib: ['es2023'], types: [] });
  expect(read('src/engine/tsconfig.json').compilerOptions ?? {}).not.toHaveProperty('types');
  expect(read('src/engine/tsconfig.json').compilerOptions ?? {}).not.toHaveProperty('lib');
});
