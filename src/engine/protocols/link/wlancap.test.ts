import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

test('the header is known by its link type, and by its first word', () => {
  const header = `80211001 00000040 0000000000000005 0000000000000006 00000002 00000006 0000006e 00000000 00000000 00000002 ffffffce ffffffa6 00000001 00000001`;
  const [own] = walkFrames([hex(`${header} d4000000020000000002`)], 163);
  expect(own.protocols).toBe('wlancap:wlan_radio:wlan');
  expect(own.values('wlancap.dbm_antsignal')).toEqual([-50]);
  expect(own.values('wlan_radio.data_rate')).toEqual([11]);
  const [prism] = walkFrames([hex(`${header} d4000000020000000002`)], 119);
  expect(prism.protocols).toBe('prism:wlancap:wlan_radio:wlan');
});
