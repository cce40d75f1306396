import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const envelope = (message: string): Uint8Array => {
  const length = hex(message).length.toString(16).padStart(4, '0');
  return hex(`0180c2000003 020000000002 888e 01 00 ${length} ${message}`);
};

test('somebody is asked who he is, and says so', () => {
  const [request, response] = walkFrames([envelope('01 07 0005 01'), envelope('02 07 000a 01 616c696365')]);
  expect(request.protocols).toBe('eth:ethertype:eapol');
  expect(request.column).toBe('EAP');
  expect(request.info).toBe('Request, Identity');
  expect(response.info).toBe('Response, Identity');
  expect(response.values('eap.id')).toEqual([7]);
  expect(response.values('eap.identity')).toEqual(['alice']);
});

test('a challenge, a refusal and a success', () => {
  const frames = walkFrames([
    envelope('01 01 0008 04 02 abcd'),
    envelope('02 01 0006 03 0d'),
    envelope('03 01 0004'),
    envelope('01 02 0006 0d 20'),
  ]);
  expect(frames.map(({ info }) => info)).toEqual([
    'Request, MD5-Challenge EAP (EAP-MD5-CHALLENGE)',
    'Response, Legacy Nak (Response Only)',
    'Success',
    'Request, TLS EAP (EAP-TLS)',
  ]);
  expect(frames[0].values('eap.md5.value')).toEqual([hex('abcd')]);
  expect(frames[1].values('eap.desired_type')).toEqual([13]);
  expect(frames[3].values('eap.tls.flags.start')).toEqual([1]);
});

test('a request without its type is malformed', () => {
  const [frame] = walkFrames([envelope('01 02 0004')]);
  expect(frame.malformed).toBe(true);
  expect(frame.info).toBe('Request[Malformed Packet]');
  expect(frame.text).toContain('[Malformed Packet: EAP]');
});
