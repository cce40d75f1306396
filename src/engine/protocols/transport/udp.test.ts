import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ethernet = '020000000001 020000000002 0800';
const ipv4 = (total: string) => `4500 ${total} 0001 4000 40 11 0000 0a000001 0a000002`;

test('a datagram shows its ports and its payload as data', () => {
  const [frame] = walkFrames([hex(`${ethernet} ${ipv4('0020')} 3039 270f 000c 0000 01020304`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:data');
  expect(frame.column).toBe('UDP');
  expect(frame.info).toBe('12345 → 9999 Len=4');
  expect(frame.values('udp.port')).toEqual([12345, 9999]);
  expect(frame.malformed).toBe(false);
});

test('a length below eight is reported', () => {
  const [frame] = walkFrames([hex(`${ethernet} ${ipv4('0020')} 3039 270f 0007 0000 01020304`)]);
  expect(frame.values('udp.length.bad')).toEqual([1]);
});
