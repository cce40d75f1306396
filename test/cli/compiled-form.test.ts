/** The compiled form that the command line program starts from, and starts without. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Sockeye } from './sockeye';

let sockeye: Sockeye;
let compiled: string;
beforeAll(() => {
  sockeye = new Sockeye();
  compiled = join(sockeye.folder, 'program', 'program.compiled');
}, 120_000);
afterAll(() => sockeye.close());

/** `false` where the compiled form was taken, `true` where Node refused it, `undefined` where none was offered. */
function refused(): string {
  const script = `console.log(require(${JSON.stringify(sockeye.program)}).load().script.cachedDataRejected)`;
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout.trim();
}

const starts = (): boolean => sockeye.run(['-v']).output.startsWith('Sockeye ');

test('is what the program is loaded from, and nothing loads it before', () => {
  const script = `require(${JSON.stringify(sockeye.program)}); console.log(Object.keys(require.cache).length)`;
  expect(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout.trim()).toBe('1');
});

test('is taken where it fits, and nothing depends on it', () => {
  expect(refused()).toBe('false');
  const whole = readFileSync(compiled);
  writeFileSync(compiled, whole.subarray(0, whole.length / 2));
  expect([refused(), starts()]).toEqual(['true', true]);
  writeFileSync(compiled, Buffer.concat([Buffer.from('// another program\n'), whole]));
  expect([refused(), starts()]).toEqual(['undefined', true]);
  rmSync(compiled);
  expect([refused(), starts()]).toEqual(['undefined', true]);
});
