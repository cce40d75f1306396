import { expect, test } from 'vitest';
import { programTrouble, sourceTrouble } from './source-trouble';

test('sources that cannot be read say why, without the system’s codes', () => {
  const error = (code: string) => ({ code, message: `${code} ${code}` });
  expect(sourceTrouble(error('ECONNREFUSED'), '192.0.2.1:9')).toBe('Nobody listens at 192.0.2.1:9.');
  expect(sourceTrouble(error('ENOENT'), '/tmp/fifo')).toBe('“/tmp/fifo” does not exist.');
  expect(programTrouble(error('ENOENT'), 'rpcapd')).toBe('There is no program “rpcapd”.');
  expect(programTrouble(error('EACCES'), './notes')).toBe('“./notes” may not be executed.');
});
