import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(9999, sent)).slice(3);

test('a line, and what follows it', () => {
  const [line, six, unknown] = walk(
    ['client', 'PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\nSSH-2.0-x\r\n'],
    ['client', 'PROXY TCP6 2001:db8::1 ::1 1 2\r\n'],
    ['client', 'PROXY UNKNOWN whatever\r\n'],
  );
  expect(line.column).toBe('PROXYv1');
  expect(line.protocols).toBe('eth:ethertype:ip:tcp:proxy:data');
  expect(line.values('proxy.src.ipv4')).toEqual([0xc000_0201]);
  expect(line.values('proxy.srcport')).toEqual([56_324]);
  expect(line.values('proxy.dstport')).toEqual([443]);
  expect(six.text).toContain('Source Address: 2001:db8::1');
  expect(unknown.values('proxy.v1.unknown')).toEqual(['whatever']);
});

test('lines that say nothing sensible', () => {
  const [address, port, long] = walk(
    ['client', 'PROXY TCP4 192.0.2.300 198.51.100.7 56324 443\r\n'],
    ['client', 'PROXY TCP4 192.0.2.1 198.51.100.7 70000 443\r\n'],
    ['client', `PROXY UNKNOWN ${'x'.repeat(120)}\r\n`],
  );
  expect(address.values('proxy.bad_format')).toEqual([1]);
  expect(port.values('proxy.bad_format')).toEqual([1]);
  expect(long.protocols).toBe('eth:ethertype:ip:tcp:data');
});

const magic = '0d0a0d0a000d0a515549540a';

test('version 2: addresses, and elements within one another', () => {
  const [four, ssl, short] = walk(
    ['client', hex(`${magic} 21 11 000c c0000201 c6336407 dc04 01bb`)],
    [
      'client',
      hex(`${magic} 21 21 0036 ${'20010db8'.padEnd(32, '0')} ${'0'.repeat(31)}1 0001 0002
      20 000f 01 00000000 21 0007 544c5376312e33`),
    ],
    ['client', hex(`${magic} 21 11 0004 c0000201 c6336407 dc04 01bb`)],
  );
  expect(four.column).toBe('PROXYv2');
  expect(four.values('proxy.v2.cmd')).toEqual([1]);
  expect(four.values('proxy.dst.ipv4')).toEqual([0xc633_6407]);
  expect(ssl.values('proxy.v2.tlv.type')).toEqual([0x20, 0x21]);
  expect(ssl.values('proxy.v2.tlv.ssl.version')).toEqual(['TLSv1.3']);
  expect(short.values('proxy.header.length_too_small')).toEqual([1]);
});
