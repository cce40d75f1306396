import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const acknowledgement = 'd4000000020000000002';
const header = `44000000 24000000 776c616e30${'00'.repeat(11)} 44000800 0000 0400 16000000`;

test('items tell how the frame was received', () => {
  const [frame] = walkFrames([hex(`${header} ${acknowledgement}`)], 119);
  expect(frame.protocols).toBe('prism:wlan_radio:wlan');
  expect(frame.values('prism.devname')).toEqual(['wlan0']);
  expect(frame.values('prism.did.rate')).toEqual([22]);
  expect(frame.values('wlan_radio.data_rate')).toEqual([11]);
});

test('a length beyond the frame is malformed', () => {
  expect(walkFrames([hex(`44000000 ff000000 ${'00'.repeat(16)}`)], 119)[0].malformed).toBe(true);
});
