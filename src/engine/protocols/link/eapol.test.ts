import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('a start has no body', () => {
  const [frame] = walkFrames([hex('0180c2000003 020000000002 888e 02 01 0000')]);
  expect(frame.protocols).toBe('eth:ethertype:eapol');
  expect(frame.info).toBe('Start');
});

test('the first message of the handshake', () => {
  const [frame] = walkFrames([hex(`020000000001 020000000002 888e 02 03 005f 02 008a 0010 ${'00'.repeat(90)}`)]);
  expect(frame.info).toBe('Key (Message 1 of 4)');
  expect(frame.values('eapol.keydes.key_len')).toEqual([16]);
});
