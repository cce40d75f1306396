import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const message = (version: string, exchange: string, flags: string, first: string, payloads: string) => {
  const length = (28 + hex(payloads).length).toString(16).padStart(8, '0');
  return `1122334455667788 0000000000000000 ${first} ${version} ${exchange} ${flags} 00000000 ${length} ${payloads}`;
};
const walk = (port: number, digits: string) => walkFrames([udpFrame(port, port, hex(digits))])[0];

test('version 2 offers transforms, keys and notes', () => {
  const transform = '00 00 0008 01 00 000c';
  const proposal = `00 00 0010 01 01 00 01 ${transform}`;
  const association = `22 00 0014 ${proposal}`;
  const keyExchange = '29 00 000c 000e 0000 aabbccdd';
  const frame = walk(500, message('20', '22', '08', '21', `${association} ${keyExchange} 00 00 0008 00 00 4004`));
  expect(frame.column).toBe('ISAKMP');
  expect(frame.info).toBe('IKE_SA_INIT MID=00 Initiator Request');
  expect(frame.values('isakmp.tf.id.encr')).toEqual([12]);
  expect(frame.values('isakmp.key_exchange.dh_group')).toEqual([14]);
  expect(frame.values('isakmp.notify.msgtype')).toEqual([16388]);
  expect(frame.malformed).toBe(false);
});

test('version 1, encrypted, behind the marker on port 4500', () => {
  const frame = walk(4500, `00000000 ${message('10', '02', '01', '05', '55'.repeat(16))}`);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:udpencap:isakmp');
  expect(frame.info).toBe('Identity Protection (Main Mode)');
  expect(frame.values('isakmp.enc.data')).toHaveLength(1);
});

test('a keepalive, and a payload longer than the message', () => {
  expect(walk(4500, 'ff').info).toBe('NAT-keepalive');
  expect(walk(500, message('20', '22', '08', '21', '00 00 00ff')).malformed).toBe(true);
});
