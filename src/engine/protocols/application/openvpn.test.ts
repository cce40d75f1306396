import { expect, test } from 'vitest';
import { hex, quotedByIcmp, tcpFrames, udpFrame, walkFrames } from '../../decode/testing';

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

const control = (packet: number, bytes: string | Uint8Array) =>
  Uint8Array.from([
    ...hex(`20 0102030405060708 00 ${packet.toString(16).padStart(8, '0')}`),
    ...(typeof bytes === 'string' ? hex(bytes) : bytes),
  ]);

test('control packets carry TLS, whose messages go over several packets', () => {
  const record = hex(
    `16 0303 00c4 01 0000c0 0303 ${'22'.repeat(32)} 00 0002 1301 0100 0095 0015 0091 ${'00'.repeat(0x91)}`,
  );
  const [first, second, third, alert] = walkFrames(
    [
      control(1, record.subarray(0, 100)),
      control(2, record.subarray(100, 200)),
      control(3, record.subarray(200)),
      control(4, '15 0303 0002 0100'),
    ].map((packet) => udpFrame(5000, 1194, packet)),
  );
  expect(first.protocols).toBe('eth:ethertype:ip:udp:openvpn');
  expect(first.values('openvpn.mpid')).toEqual([1]);
  expect(second.values('openvpn.fragment_bytes')).toHaveLength(1);
  expect(third.protocols).toBe('eth:ethertype:ip:udp:openvpn:tls');
  expect(third.values('tls.handshake.type')).toEqual([1]);
  expect(third.column).toBe('TLSv1.2');
  expect(alert.protocols).toBe('eth:ethertype:ip:udp:openvpn:tls');
});

test('an HMAC is told by its randomness, acknowledged packets are listed', () => {
  const [plain, sealed] = walkFrames([
    udpFrame(5000, 1194, hex('28 0102030405060708 01 00000007 1112131415161718')),
    udpFrame(5000, 1194, hex(`28 0102030405060708 ${'ab'.repeat(20)} 00000001 5f000000 01 00000007 1112131415161718`)),
  ]);
  for (const frame of [plain, sealed]) {
    expect(frame.values('openvpn.mpidarrayelement')).toEqual([7]);
    expect(frame.values('openvpn.rsessionid')).toEqual([0x1112131415161718n]);
  }
  expect(sealed.values('openvpn.pid')).toEqual([1]);
});

test('a record that goes on in the next packet does not keep the stream waiting', () => {
  const packet = control(1, '17 0303 0040 aabb');
  const [cut, next] = walkFrames(
    tcpFrames(1194, [
      ['server', Uint8Array.from([0, packet.length, ...packet])],
      ['server', hex('0005 48 000001 ff')],
    ]),
  ).slice(3);
  expect(cut.protocols).toBe('eth:ethertype:ip:tcp:openvpn:tls');
  expect(next.info).toBe('MessageType: P_DATA_V2');
});

test('what an ICMP error quotes of a message is not put together with it', () => {
  const record = hex(
    `16 0303 00c4 01 0000c0 0303 ${'22'.repeat(32)} 00 0002 1301 0100 0095 0015 0091 ${'00'.repeat(0x91)}`,
  );
  const [first, second, third] = [
    control(1, record.subarray(0, 100)),
    control(2, record.subarray(100, 200)),
    control(3, record.subarray(200)),
  ].map((packet) => udpFrame(5000, 1194, packet));
  const [, quote, , whole] = walkFrames([first, quotedByIcmp(third), second, third]);
  expect(quote.values('openvpn.fragment_bytes')).toHaveLength(1);
  expect(whole.values('tls.handshake.type')).toEqual([1]);
});
