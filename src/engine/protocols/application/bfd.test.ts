import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const times = '00000001 00000002 000f4240 000f4240 00000000';

test('a control packet of version 1 says its state and times', () => {
  const [frame] = walkFrames([udpFrame(49152, 3784, hex(`21 e0 03 18 ${times}`))]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:bfd');
  expect(frame.column).toBe('BFD Control');
  expect(frame.info).toBe('Diag: Control Detection Time Expired, State: Up, Flags: 0x20');
  expect(frame.values('bfd.my_discriminator')).toEqual([1]);
  expect(frame.values('bfd.flags.p')).toEqual([1]);
  expect(frame.text).toContain('1000 ms (1000000 us)');
});

test('a password is shown, a length that leaves no room for it is malformed', () => {
  const [whole, short] = walkFrames([
    udpFrame(49152, 3784, hex(`20 c4 03 1e ${times} 01 06 02 616263`)),
    udpFrame(49152, 3784, hex(`20 c4 03 18 ${times}`)),
  ]);
  expect(whole.values('bfd.auth.password')).toEqual(['abc']);
  expect(short.malformed).toBe(true);
});

test('version 0 has no state', () => {
  const [frame] = walkFrames([udpFrame(49152, 3784, hex(`00 c0 03 18 ${times}`))]);
  expect(frame.info).toBe('Diag: No Diagnostic, Flags: 0xc0');
  expect(frame.values('bfd.flags.d')).toEqual([1]);
  expect(frame.values('bfd.sta')).toEqual([]);
});
