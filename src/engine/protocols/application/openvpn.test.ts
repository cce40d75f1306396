import { expect, test } from 'vitest';
import { hex, tcpFrames, udpFrame, walkFrames } from '../../decode/testing';

test('packets over datagrams and over a stream', () => {
  const [reset] = walkFrames([udpFrame(5000, 1194, hex('38 0102030405060708 00'))]);
  expect(reset.column).toBe('OpenVPN');
  expect(reset.info).toBe('MessageType: P_CONTROL_HARD_RESET_CLIENT_V2');
  expect(reset.values('openvpn.sessionid')).toEqual([0x0102030405060708n]);
  const frames = walkFrames(
    tcpFrames(1194, [
      ['client', hex('0006 48')],
      ['client', hex('000001 ffff')],
    ]),
  ).slice(3);
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].info).toBe('MessageType: P_DATA_V2');
  expect(frames[1].values('openvpn.peerid')).toEqual([1]);
});
