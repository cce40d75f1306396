import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  return hex(
    `ffffffffffff 020000000001 0800 4500 ${four(length + 28)} 0001 0000 80 11 0000 00000000 ffffffff 0044 0043 ${four(length + 8)} 0000 ${message}`,
  );
}

const fixed = `01 01 06 00 0ee46f71 0000 8000 ${'00'.repeat(16)} 020000000001 ${'00'.repeat(10)} ${'00'.repeat(64)} ${'00'.repeat(128)} 63825363`;

test('a request shows its options', () => {
  const [frame] = walkFrames([
    datagram(
      `${fixed} 35 01 03 3d 07 01 020000000001 32 04 0a000005 0c 04 686f7374 37 02 01 03 79 06 08 0a 0a000001 77 08 02 6c6e 03 6f7267 00 ff 0000`,
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:dhcp');
  expect(frame.column).toBe('DHCP');
  expect(frame.info).toBe('DHCP Request  - Transaction ID 0xee46f71');
  expect(frame.values('dhcp.option.dhcp')).toEqual([3]);
  expect(frame.values('dhcp.option.requested_ip_address')).toEqual([0x0a000005]);
  expect(frame.values('dhcp.option.hostname')).toEqual(['host']);
  expect(frame.values('dhcp.option.request_list_item')).toEqual([1, 3]);
  expect(frame.values('dhcp.option.dhcp_dns_domain_search_list_fqdn')).toEqual(['ln.org']);
  expect(frame.values('dhcp.flags.bc')).toEqual([1]);
});

test('without a message type it is BOOTP', () => {
  const [frame] = walkFrames([datagram(`${fixed} ff`)]);
  expect(frame.column).toBe('BOOTP');
  expect(frame.info).toBe('Boot Request from 02:00:00:00:00:01 (02:00:00:00:00:01)');
});

test('an option that goes beyond the message is malformed', () => {
  const [frame] = walkFrames([datagram(`${fixed} 35 01 01 0c 40 61`)]);
  expect(frame.malformed).toBe(true);
  expect(frame.column).toBe('DHCP');
});

test('a message that ends where its vendor area should begin is malformed', () => {
  const [frame] = walkFrames([datagram(fixed.replace(/63825363$/, ''))]);
  expect(frame.info).toMatch(/^Boot Request from .*\[Malformed Packet\]$/);
  expect([frame.malformed, frame.learned.malformed]).toEqual([true, true]);
});
