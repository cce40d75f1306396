import { expect, test } from 'vitest';
import { hex, tcpFrames, walkFrames } from '../../decode/testing';

const header = (command: string, flags: string, status = '00000000', chain = '00000000') =>
  `fe534d42 4000 0100 ${status} ${command} 0100 ${flags} ${chain} 0500000000000000 00000000 01000000 0000000000000000 ${'00'.repeat(16)}`;
const framed = (body: string) => {
  const bytes = hex(body);
  return Uint8Array.from([0, 0, bytes.length >> 8, bytes.length & 0xff, ...bytes]);
};

test('a request, the answer that says no, and commands in one message', () => {
  const create = `${header('0500', '00000000')} ${'00'.repeat(44)} 7800 0400 ${'00'.repeat(8)} 6100 6200`;
  const frames = walkFrames(
    tcpFrames(445, [
      ['client', framed(create)],
      ['server', framed(`${header('0500', '01000000', '340000c0')} 0900 0000`)],
      [
        'client',
        framed(`${header('0600', '00000000', '00000000', '48000000')} ${'00'.repeat(8)} ${header('0d00', '00000000')}`),
      ],
    ]),
  ).slice(3);
  expect(frames[0].protocols).toBe('eth:ethertype:ip:tcp:nbss:smb2');
  expect(frames[0].info).toBe('Create Request File: ab');
  expect(frames[1].info).toBe('Create Response, Error: STATUS_OBJECT_NAME_NOT_FOUND');
  expect(frames[1].values('smb2.response_to')).toEqual([4]);
  expect(frames[2].info).toBe('Close Request;KeepAlive Request');
});
