import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

test('starting, asking and answering', () => {
  const frames = walkFrames(
    tcpFrames(5432, [
      ['client', hex('00000012 00030000 75736572 00 616e61 00 00')],
      ['server', hex('52 00000008 00000000 5a 00000005 49')],
      ['client', 'Q\0\0\0\x0dselect 1\0'],
      ['server', 'C\0\0\0\x0dSELECT 1\0'],
    ]),
  ).slice(3);
  expect(frames.map(({ info }) => info)).toEqual(['>', '<R/Z', '>Q', '<C']);
  expect(frames[0].values('pgsql.parameter_value')).toEqual(['ana']);
  expect(frames[1].values('pgsql.authtype')).toEqual([0]);
  expect(frames[2].values('pgsql.query')).toEqual(['select 1']);
  expect(frames[3].values('pgsql.tag')).toEqual(['SELECT 1']);
});
