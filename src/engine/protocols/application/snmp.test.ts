import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string, fromAgent = false): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  const ends = fromAgent ? '0a000002 0a000001 00a1 1388' : '0a000001 0a000002 1388 00a1';
  return hex(
    `020000000002 020000000001 0800 4500 ${four(length + 28)} 0001 0000 40 11 0000 ${ends} ${four(length + 8)} 0000 ${message}`,
  );
}

const get = '30 26 0201 01 0406 7075626c6963 a0 19 0201 05 0201 00 0201 00 30 0e 30 0c 0608 2b06010201010300 0500';
const answer =
  '30 28 0201 01 0406 7075626c6963 a2 1b 0201 05 0201 00 0201 00 30 10 30 0e 0608 2b06010201010300 4302 0102';

test('a request and its answer know each other and show their variables', () => {
  const [ask, tell] = walkFrames([datagram(get), datagram(answer, true)]);
  expect(ask.protocols).toBe('eth:ethertype:ip:udp:snmp');
  expect(ask.column).toBe('SNMP');
  expect(ask.info).toBe('get-request 1.3.6.1.2.1.1.3.0');
  expect(ask.values('snmp.community')).toEqual(['public']);
  expect(ask.values('snmp.response_in')).toEqual([2]);
  expect(tell.info).toBe('get-response 1.3.6.1.2.1.1.3.0');
  expect(tell.values('snmp.value.timeticks')).toEqual([258n]);
  expect(tell.values('snmp.response_to')).toEqual([1]);
});

test('what claims more than there is is no message, and one without a version is malformed', () => {
  expect(walkFrames([datagram('30 20 0201 01')])[0].protocols).toBe('eth:ethertype:ip:udp:data');
  expect(walkFrames([datagram('30 03 0401 01')])[0].malformed).toBe(true);
});
