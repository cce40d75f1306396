import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const frame = '020000000002 020000000001 0800 4500 001d 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 0009 0000 78';
const header = `6c000000 01000000 01000000 656e30${'00'.repeat(21)} 02000000 02000000 0e000000 00000000 00020000 6375726c${'00'.repeat(16)} 00000000 0600 0000 ffffffff ${'00'.repeat(20)}`;

test('the process stands in front of the frame', () => {
  const [own] = walkFrames([hex(`${header} ${frame}`)], 258);
  expect(own.protocols).toBe('pktap:pcap_pktdata:eth:ethertype:ip:udp:data');
  expect(own.values('pktap.pid')).toEqual([512]);
  expect(own.values('pktap.cmdname')).toEqual(['curl']);
  expect(own.values('pktap.ifname')).toEqual(['en0']);
  const [user] = walkFrames([hex(`${header} ${frame}`)], 149);
  expect(user.protocols).toBe('user_dlt:pktap:pcap_pktdata:eth:ethertype:ip:udp:data');
});

test('other private link types are data', () => {
  expect(walkFrames([hex('0102')], 160)[0].protocols).toBe('user_dlt:data');
});
