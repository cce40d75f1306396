import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('the family is read in either byte order', () => {
  const [little, big, etherType] = walkFrames(
    [hex(`02000000 ${ipv4}`), hex(`00000002 ${ipv4}`), hex(`00080000 ${ipv4}`)],
    0,
  );
  expect(little.protocols).toBe('null:ip:udp:data');
  expect(little.values('null.family')).toEqual([2]);
  expect(big.protocols).toBe('null:ip:udp:data');
  expect(etherType.protocols).toBe('null:ethertype:ip:udp:data');
  expect(etherType.values('null.type')).toEqual([0x0800]);
});

test('the families that the systems gave IPv6', () => {
  const ipv6 = `6000 0000 0000 3b 40 ${'00'.repeat(15)}01 ${'00'.repeat(15)}01`;
  for (const family of ['18', '1c', '1e'])
    expect(walkFrames([hex(`${family}000000 ${ipv6}`)], 0)[0].protocols).toMatch(/^null:ipv6/);
});
