import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('items are read at their alignment, and the check sequence is left to the frame', () => {
  const [frame] = walkFrames(
    [hex('00 00 1300 2e480000 10 16 9e09 a000 ce 00 0000 01 d400 0000 020000000002 01020304')],
    127,
  );
  expect(frame.protocols).toBe('radiotap:wlan_radio:wlan');
  expect(frame.values('radiotap.channel.freq')).toEqual([2462]);
  expect(frame.values('radiotap.dbm_antsignal')).toEqual([-50]);
  expect(frame.values('radiotap.datarate')).toEqual([11]);
  expect(frame.values('wlan_radio.channel')).toEqual([11]);
  expect(frame.values('wlan_radio.phy')).toEqual([4]);
  expect(frame.values('wlan.fcs')).toEqual([0x04030201]);
  expect(frame.info).toBe('Acknowledgement, Flags=........C');
});

test('a header shorter than itself is malformed', () => {
  expect(walkFrames([hex('00 00 0400 00000000')], 127)[0].malformed).toBe(true);
  expect(walkFrames([hex('00 00 0800 01000000 d400 0000 020000000002')], 127)[0].malformed).toBe(true);
});
