import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string, fromServer = false): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  const ends = fromServer ? '0a000002 0a000001 0714 1388' : '0a000001 0a000002 1388 0714';
  return hex(
    `020000000002 020000000001 0800 4500 ${four(length + 28)} 0001 0000 40 11 0000 ${ends} ${four(length + 8)} 0000 ${message}`,
  );
}

const authenticator = '00'.repeat(16);

test('request and answer know each other, and attributes have names', () => {
  const [ask, tell] = walkFrames([
    datagram(`01 05 001f ${authenticator} 01 05 626f62 04 06 0a000001`),
    datagram(`02 05 0014 ${authenticator}`, true),
  ]);
  expect(ask.protocols).toBe('eth:ethertype:ip:udp:radius');
  expect(ask.info).toBe('Access-Request id=5');
  expect(ask.values('radius.User_Name')).toEqual(['bob']);
  expect(ask.values('radius.NAS_IP_Address')).toEqual([0x0a000001]);
  expect(ask.values('radius.rspframe')).toEqual([2]);
  expect(tell.values('radius.reqframe')).toEqual([1]);
});

test('an attribute shorter than its head is malformed', () => {
  expect(walkFrames([datagram(`01 05 0016 ${authenticator} 01 01`)])[0].malformed).toBe(true);
});

test('an EAP message in pieces is put together, and leaves the columns alone', () => {
  const [frame] = walkFrames([datagram(`0b 05 0022 ${authenticator} 4f 07 0107000a01 4f 07 616c696365`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:radius:eap');
  expect(frame.column).toBe('RADIUS');
  expect(frame.info).toBe('Access-Challenge id=5');
  expect(frame.values('eap.identity')).toEqual(['alice']);
  expect(frame.values('radius.eap_fragment')).toHaveLength(2);
});
