import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ipv4 = '4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';

test('the version says what the packet is', () => {
  for (const linkType of [101, 12, 14]) expect(walkFrames([hex(ipv4)], linkType)[0].protocols).toBe('raw:ip:udp:data');
  expect(walkFrames([hex(ipv4)], 228)[0].protocols).toBe('ip:udp:data');
});

test('headers of PPP and of ISDN in front of the packet', () => {
  const [framed, address, idle] = walkFrames(
    [hex(`ff03 0021 ${ipv4}`), hex(`020000000001 ff03 0021 ${ipv4}`), hex(`${'00'.repeat(10)} ${ipv4}`)],
    101,
  );
  expect(framed.protocols).toBe('raw:ppp:ip:udp:data');
  expect(address.protocols).toBe('raw:ppp:ip:udp:data');
  expect(idle.protocols).toBe('raw:ip:udp:data');
});

test('what is neither is data', () => {
  const [frame] = walkFrames([hex('f0 01 02')], 101);
  expect(frame.protocols).toBe('raw:data');
  expect(frame.column).toBe('N/A');
});
