import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const packet = (content: string) => `0300 ${(4 + hex(content).length).toString(16).padStart(4, '0')} ${content}`;
const walk = (port: number, ...sent: readonly (readonly ['client' | 'server', string])[]) =>
  walkFrames(
    tcpFrames(
      port,
      sent.map(([side, digits]): Sent => [side, hex(digits)]),
    ),
  ).slice(3);

test('Remote Desktop agrees on TLS, and TLS follows', () => {
  const cookie = Buffer.from('Cookie: mstshash=anna\r\n').toString('hex');
  const length = (6 + cookie.length / 2 + 8).toString(16).padStart(2, '0');
  const frames = walk(
    3389,
    ['client', packet(`${length} e0 0000 0000 00 ${cookie} 01 00 0800 03000000`)],
    ['server', packet('0e d0 0000 1234 00 02 00 0800 01000000')],
    ['client', '15 0303 0002 0228'],
  );
  expect(frames[0].info).toBe('Cookie: mstshash=anna, Negotiate Request');
  expect(frames[0].values('rdp.negReq.requestedProtocols.hybrid')).toEqual([1]);
  expect(frames[1].info).toBe('Negotiate Response');
  expect(frames[1].protocols).toBe('eth:ethertype:ip:tcp:tpkt:cotp:rdp');
  expect(frames[2].protocols).toBe('eth:ethertype:ip:tcp:tls');
});

test('data units, two in a segment, one over two', () => {
  const unit = packet('02 f0 80 0102');
  const [both] = walk(102, ['client', `${unit} ${unit}`]);
  expect(both.protocols).toBe('eth:ethertype:ip:tcp:tpkt:cotp:data:cotp:data');
  expect(both.column).toBe('COTP');
  const [first, second] = walk(102, ['client', unit.slice(0, 10)], ['client', unit.slice(10)]);
  expect(first.column).toBe('TCP');
  expect(second.info).toBe('DT TPDU (0) EOT');
});
