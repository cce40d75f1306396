import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  return hex(
    `333300010002 020000000001 86dd 6000 0000 ${four(length + 8)} 11 01 fe80${'00'.repeat(13)}01 ff02${'00'.repeat(11)}010002 0222 0223 ${four(length + 8)} 0000 ${message}`,
  );
}

test('a message shows its options, those inside others too', () => {
  const [frame] = walkFrames([
    datagram(
      `01 a630b6 0001 000a 0003 0001 020000000001 0003 0028 00000007 00000001 00000002 0005 0018 2001 0db8 ${'00'.repeat(11)}05 0000003c 00000078 0006 0004 0017 0018`,
    ),
  ]);
  expect(frame.protocols).toBe('eth:ethertype:ipv6:udp:dhcpv6');
  expect(frame.info).toBe('Solicit XID: 0xa630b6 CID: 00030001020000000001 IAA: 2001:db8::5');
  expect(frame.values('dhcpv6.iaid')).toEqual(['00000007']);
  expect(frame.values('dhcpv6.iaaddr.valid_lifetime')).toEqual([120]);
  expect(frame.values('dhcpv6.requested_option_code')).toEqual([23, 24]);
});

test('relays inside relays end at a bound', () => {
  const head = `0c 00 ${'00'.repeat(32)}`;
  let message = '01 000000';
  for (let i = 0; i < 30; i++) message = `${head} 0009 ${four(message.replace(/\s+/g, '').length / 2)} ${message}`;
  const [frame] = walkFrames([datagram(message)]);
  expect(frame.text).toContain('messages and options inside each other');
});
