import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function datagram(message: string, fromServer = false): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  const four = (value: number) => value.toString(16).padStart(4, '0');
  const addresses = fromServer ? '0a000002 0a000001 007b 1388' : '0a000001 0a000002 1388 007b';
  return hex(
    `020000000002 020000000001 0800 4500 ${four(length + 28)} 0001 0000 80 11 0000 ${addresses} ${four(length + 8)} 0000 ${message}`,
  );
}

const nothing = '00000000 00000000';
const sent = 'e0000000 80000000';

test('a client asks and a server answers', () => {
  const [ask, tell] = walkFrames([
    datagram(`23 00 06 ec 00000000 00000000 00000000 ${nothing} ${nothing} ${nothing} ${sent}`),
    datagram(`24 01 06 ec 00000000 00000000 47505300 ${sent} ${sent} ${sent} ${sent}`, true),
  ]);
  expect(ask.protocols).toBe('eth:ethertype:ip:udp:ntp');
  expect(ask.info).toBe('NTP Version 4, client');
  expect(tell.info).toBe('NTP Version 4, server');
  expect(ask.values('ntp.response_in')).toEqual([2]);
  expect(tell.values('ntp.request_in')).toEqual([1]);
  expect(tell.values('ntp.delta_time')).toEqual([1_000_000n]);
  expect(ask.values('ntp.xmt')).toEqual([(0xe0000000n - 2_208_988_800n) * 1_000_000_000n + 500_000_000n]);
  expect(tell.text).toContain('(GPS)');
});

test('the seconds of the next era come after 2036', () => {
  const [frame] = walkFrames([
    datagram(`24 02 06 ec 00000000 00000000 0a000001 ${nothing} ${nothing} ${nothing} 00000001 00000000`, true),
  ]);
  expect(frame.values('ntp.xmt')).toEqual([(4_294_967_297n - 2_208_988_800n) * 1_000_000_000n]);
});
