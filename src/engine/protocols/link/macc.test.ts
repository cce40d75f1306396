import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a pause, and one for two classes', () => {
  const [all, some] = walkFrames([
    hex('0180c2000001 020000000002 8808 0001 ffff'),
    hex('0180c2000001 020000000002 8808 0101 0009 0001 0000 0000 0002 0000 0000 0000 0000'),
  ]);
  expect(all.protocols).toBe('eth:ethertype:macc');
  expect(all.info).toBe('Pause: pause_time: 65535 quanta');
  expect(some.values('macc.cbfc.enbv.c3')).toEqual([1]);
  expect(some.values('macc.cbfc.pause_time.c3')).toEqual([2]);
});
