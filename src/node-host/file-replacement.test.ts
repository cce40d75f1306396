import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReplacement } from './file-replacement';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replacement-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => Buffer.from(text);

it('replaces the target only when it is committed', () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'old', { mode: 0o640 });
  const file = createReplacement(path);
  file.write(bytes('new '));
  file.write(bytes('text'));
  expect(readFileSync(path, 'utf8')).toBe('old');
  file.commit();
  file.discard();
  expect(readFileSync(path, 'utf8')).toBe('new text');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(['file']);
});

it('leaves the target as it was when it is discarded', () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'old');
  const file = createReplacement(path);
  file.write(bytes('new'));
  file.discard();
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['file']);
});

it('replaces what a link points at', () => {
  writeFileSync(join(folder, 'file'), 'old');
  symlinkSync('file', join(folder, 'link'));
  const file = createReplacement(join(folder, 'link'));
  file.write(bytes('new'));
  file.commit();
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('new');
  expect(statSync(join(folder, 'link')).isFile()).toBe(true);
});

it('says which folder is missing', () => {
  const path = join(folder, 'none', 'file');
  expect(() => createReplacement(path)).toThrow(
    `“${path}” cannot be written: there is no folder “${join(folder, 'none')}”.`,
  );
});
