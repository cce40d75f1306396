import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const report = '81 c9 0007 11111111 22222222 05 ffffff 0000000a 00000001 00000002 00000003';
const description = '81 ca 0003 11111111 01 04 61406263 0000';

test('reports that fill a datagram are recognised', () => {
  const [frame] = walkFrames([udpFrame(40000, 40001, hex(`${report} ${description}`))]);
  expect(frame.column).toBe('RTCP');
  expect(frame.info.trim()).toBe('Receiver Report   Source description');
  expect(frame.values('rtcp.ssrc.cum_nr')).toEqual([-1]);
  expect(frame.values('rtcp.sdes.text')).toEqual(['a@bc']);
});

test('a datagram that they do not fill is something else', () => {
  expect(walkFrames([udpFrame(40000, 40001, hex(`${report} 00`))])[0].column).toBe('UDP');
});
