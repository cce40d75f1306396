import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { version } from './version';

test('is the version of the package', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(version);
});
