import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const four = (value: number) => value.toString(16).padStart(4, '0');

function datagram(message: string): Uint8Array {
  const length = message.replace(/\s+/g, '').length / 2;
  return hex(
    `020000000002 020000000001 0800 4500 ${four(length + 28)} 0001 0000 40 11 0000 0a000001 0a000002 06a5 06a5 ${four(length + 8)} 0000 ${message}`,
  );
}

test('control messages are named by their first attribute, data carries PPP', () => {
  const [control, acknowledgement, payload] = walkFrames([
    datagram('c802 001c 0005 0006 0000 0000 8008 0000 0000 0001 8008 0000 0009 004d'),
    datagram('c802 000c 0005 0000 0001 0001'),
    datagram('0002 0005 0006 0021 4500 001d 0001 0000 40 11 0000 0a010001 0a010002 3039 270f 0009 0000 78'),
  ]);
  expect(control.info).toBe('Control Message - SCCRQ (tunnel id=5, session id=6)');
  expect(control.values('l2tp.avp.assigned_tunnel_id')).toEqual([77]);
  expect(acknowledgement.info).toBe('Control Message - ZLB (tunnel id=5, session id=0)');
  expect(payload.protocols).toBe('eth:ethertype:ip:udp:l2tp:ppp:ip:udp:data');
});

test('an attribute with an impossible length is malformed', () => {
  expect(walkFrames([datagram('c802 0012 0005 0006 0000 0000 8004 0000 0000')])[0].malformed).toBe(true);
});
