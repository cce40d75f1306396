import { expect, test } from 'vitest';
import { hex, tcpFrames, udpFrame, walkFrames } from '../../decode/testing';

const getPort = `00000002 00000000 00000002 000186a0 00000002 00000003 ${'00'.repeat(16)} 000186a3 00000003 00000006 00000000`;
const answer = '00000002 00000001 00000000 00000000 00000000 00000000 00000801';
const nothing = (number: string) => `${number} 00000000 00000002 000186a0 00000002 00000000 ${'00'.repeat(16)}`;

test('a call and its reply over UDP', () => {
  const back = udpFrame(111, 1000, hex(answer));
  // The reply goes the other way: the addresses change places.
  const [call, reply] = walkFrames([udpFrame(1000, 111, hex(getPort)), swapped(back)]);
  expect(call.protocols).toBe('eth:ethertype:ip:udp:rpc:portmap');
  expect(call.column).toBe('Portmap');
  expect(call.info).toBe('V2 GETPORT Call NFS(100003) V:3');
  expect(call.values('rpc.repframe')).toEqual([2]);
  expect(reply.info).toBe('V2 GETPORT Reply Port:2049');
  expect(reply.values('portmap.port')).toEqual([2049]);
});

test('records over TCP', () => {
  const record = `80000028 ${nothing('00000001')}`;
  const frames = walkFrames(
    tcpFrames(111, [
      ['client', hex(`${record} ${record}`)],
      ['client', hex('80000028')],
      ['client', hex(nothing('00000003'))],
    ]),
  ).slice(3);
  expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp:rpc');
  expect(frames[0].info).toBe('V2 NULL Call  ; V2 NULL Call');
  expect(frames[1].column).toBe('TCP');
  expect(frames[2].values('rpc.xid')).toEqual([3]);
});

function swapped(frame: Uint8Array): Uint8Array {
  const copy = frame.slice();
  copy.set(frame.subarray(26, 30), 30);
  copy.set(frame.subarray(30, 34), 26);
  return copy;
}
