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

test.each([
  ['0007', 7],
  ['0000', 0],
])('a length of %s is no datagram of IPv4: it is reported, and belongs to no stream', (length, stated) => {
  const [frame] = walkFrames([hex(`${ethernet} ${ipv4('0020')} 3039 270f ${length} 0000 01020304`)]);
  expect(frame.values('udp.length.bad')).toEqual([1]);
  expect(frame.values('udp.stream')).toEqual([]);
  expect(frame.info).toBe(`12345 → 9999 [BAD UDP LENGTH ${stated} < 8]`);
  expect(frame.malformed).toBe(true);
});

test('a length of zero is a jumbogram of IPv6', () => {
  const addresses = `${'00'.repeat(15)}01 ${'00'.repeat(15)}02`;
  const [frame] = walkFrames([
    hex(`020000000001 020000000002 86dd 60000000 000c 11 40 ${addresses} 3039 270f 0000 0000 01020304`),
  ]);
  expect(frame.info).toBe('12345 → 9999 Len=4');
  expect(frame.values('udp.stream')).toEqual([0]);
});

test('a length beyond that of the IP payload is reported', () => {
  const [frame] = walkFrames([hex(`${ethernet} ${ipv4('0020')} 3039 270f 0100 0000 01020304`)]);
  expect(frame.info).toBe('12345 → 9999 [BAD UDP LENGTH 256 > IP PAYLOAD LENGTH] Len=248');
  expect(frame.malformed).toBe(true);
  expect(frame.values('udp.length.bad')).toEqual([1]);
});

test('a checksum of zero is none, which IPv6 forbids', () => {
  const status = (digits: string) => {
    const [frame] = walkFrames([hex(digits)]);
    return [frame.values('udp.checksum.status'), frame.values('udp.checksum.zero')];
  };
  const addresses = `${'00'.repeat(15)}01 ${'00'.repeat(15)}02`;
  const six = `020000000001 020000000002 86dd 60000000 000c 11 40 ${addresses}`;
  expect(status(`${ethernet} ${ipv4('0020')} 3039 270f 000c 0000 01020304`)).toEqual([[3], []]);
  expect(status(`${ethernet} ${ipv4('0020')} 3039 270f 000c 1234 01020304`)).toEqual([[2], []]);
  expect(status(`${six} 3039 270f 000c 0000 01020304`)).toEqual([[4], [1]]);
});
