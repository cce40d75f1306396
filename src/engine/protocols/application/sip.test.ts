import { expect, test } from 'vitest';
import { tcpFrames, udpFrame, walkFrames } from '../../decode/testing';

const invite =
  'INVITE sip:b@c SIP/2.0\r\nVia: SIP/2.0/UDP 1.2.3.4:5070;branch=z9\r\nf: "A" <sip:a@c>;tag=1\r\nTo: <sip:b@c>\r\n' +
  'Call-ID: x@y\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: 45\r\n\r\n' +
  'v=0\r\nm=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU\r\n';

test('a request with a session description', () => {
  const [frame] = walkFrames([udpFrame(5060, 5060, invite)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:sip:sdp');
  expect(frame.column).toBe('SIP/SDP');
  expect(frame.info).toBe('Request: INVITE sip:b@c | ');
  expect(frame.values('sip.from.tag')).toEqual(['1']);
  expect(frame.values('sip.Via.sent-by.port')).toEqual([5070]);
  expect(frame.values('sip.CSeq.method')).toEqual(['INVITE']);
  expect(frame.values('sdp.media.port')).toEqual([4000]);
  expect(frame.values('sdp.media_attribute.field')).toEqual(['rtpmap']);
});

test('a status on any port, and what is no message', () => {
  const frames = walkFrames([
    udpFrame(7000, 7001, 'SIP/2.0 200 OK\r\nCSeq: 7 REGISTER\r\nContent-Length: 0\r\n\r\n'),
    udpFrame(5060, 5060, '\r\n\r\n'),
  ]);
  expect(frames[0].info).toBe('Status: 200 OK (REGISTER) | ');
  expect(frames[1].protocols).toBe('eth:ethertype:ip:udp:data');
});

test('over TCP a message is as long as it says', () => {
  const frames = walkFrames(
    tcpFrames(5060, [
      ['client', invite.slice(0, 100)],
      ['client', `${invite.slice(100)}BYE sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n`],
    ]),
  ).slice(3);
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].values('sip.Method')).toEqual(['INVITE', 'BYE']);
});
