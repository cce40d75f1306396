import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string): Uint8Array {
  const digits = [...message].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return hex(
    `020000000002 020000000001 0800 4500 ${four(message.length + 28)} 0001 0000 40 11 0000 0a000001 0a000002 1388 0202 ${four(message.length + 8)} 0000 ${digits}`,
  );
}

test('the priority is facility and level', () => {
  const [frame, without] = walkFrames([datagram('<34>su: no'), datagram('<3x>su')]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:syslog');
  expect(frame.info).toBe('AUTH.CRIT: su: no');
  expect(frame.values('syslog.facility')).toEqual([4]);
  expect(frame.values('syslog.level')).toEqual([2]);
  expect(without.info).toBe('<3x>su');
  expect(without.values('syslog.level')).toEqual([]);
});
