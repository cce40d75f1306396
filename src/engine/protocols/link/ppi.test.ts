import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const common = '0200 1400 4d00000000000000 0100 1600 6c09 a000 00 00 d8 a6';

test('the common field tells how the frame was received', () => {
  const [frame] = walkFrames([hex(`00 00 2000 69000000 ${common} d4000000020000000002 01020304`)], 192);
  expect(frame.protocols).toBe('ppi:wlan_radio:wlan');
  expect(frame.values('ppi.80211-common.dbm.antsignal')).toEqual([-40]);
  expect(frame.values('wlan_radio.snr')).toEqual([50]);
  expect(frame.values('wlan.fcs')).toEqual([0x04030201]);
});

test('a field beyond the header is malformed', () => {
  expect(walkFrames([hex('00 00 0c00 69000000 0200 1400')], 192)[0].malformed).toBe(true);
});
