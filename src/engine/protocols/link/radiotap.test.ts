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

test('of the modulation only what is known is shown', () => {
  const withModulation = (known: string): Uint8Array =>
    hex(`00 00 0b00 00000800 ${known} 05 07 d400 0000 020000000002`);
  const [frame] = walkFrames([withModulation('07')], 127);
  expect(frame.values('radiotap.mcs.have_gi')).toEqual([1]);
  expect(frame.values('radiotap.mcs.have_fec')).toEqual([0]);
  expect(frame.text).toContain('Bandwidth: 40 MHz');
  expect(frame.text).toContain('Guard interval: short');
  expect(frame.values('radiotap.mcs.index')).toEqual([7]);
  expect(frame.values('radiotap.mcs.format')).toEqual([]);
  expect(frame.values('radiotap.mcs.fec')).toEqual([]);
  expect(frame.values('radiotap.mcs.stbc')).toEqual([]);
  const [unknown] = walkFrames([withModulation('00')], 127);
  expect(unknown.values('radiotap.mcs.bw')).toEqual([]);
  expect(unknown.values('radiotap.mcs.index')).toEqual([]);
});

test('a second present word without a name for its bits leaves the items behind it alone', () => {
  const [frame] = walkFrames([hex('00 00 1000 02000080 f7010010 00 000000 d400 0000 020000000002')], 127);
  expect(frame.malformed).toBe(false);
  expect(frame.values('radiotap.flags')).toEqual([0]);
  expect(frame.info).toBe('Acknowledgement, Flags=........');
});
