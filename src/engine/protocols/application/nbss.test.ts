import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const segment = (payload: string) => {
  const length = payload.replace(/\s+/g, '').length / 2;
  return hex(
    `020000000002 020000000001 0800 4500 ${(length + 40).toString(16).padStart(4, '0')} 0001 0000 80 06 0000 0a000001 0a000002 1388 008b 00000001 00000001 5018 2000 0000 0000 ${payload}`,
  );
};

test('a session is requested by name', () => {
  const host = `20 4549 4550 4644 4645 ${'4341'.repeat(11)} 4341 00`;
  const [frame] = walkFrames([segment(`81 00 0044 ${host} ${host}`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:nbss');
  expect(frame.column).toBe('NBSS');
  expect(frame.info).toBe('Session request, to HOST<20> from HOST<20>');
  expect(frame.values('nbss.length')).toEqual([68]);
});

test('a session message carries data', () => {
  const [frame] = walkFrames([segment('00 00 0002 6869')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:tcp:nbss:data');
});
