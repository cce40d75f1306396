import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const describes = (description: string): Uint8Array =>
  udpFrame(
    5060,
    5060,
    `INVITE sip:b@c SIP/2.0\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\nContent-Length: ${description.length}\r\n\r\n${description}`,
  );

const media = '80 00 0001 00000100 0000cafe 7f7f7f7f';

test('what a session description announces is RTP, to and from its port', () => {
  const call = describes('v=0\r\nc=IN IP4 10.0.0.2\r\nm=audio 4000 RTP/AVP 0\r\n');
  const [, there, elsewhere] = walkFrames([call, udpFrame(6000, 4000, hex(media)), udpFrame(6000, 4002, hex(media))]);
  expect(there.protocols).toBe('eth:ethertype:ip:udp:rtp');
  expect(there.values('rtp.ssrc')).toEqual([0xcafe]);
  expect(there.info).toBe('PT=ITU-T G.711 PCMU, SSRC=0xCAFE, Seq=1, Time=256');
  expect(elsewhere.protocols).toBe('eth:ethertype:ip:udp:data');
});

test('a medium has its own address, one that is refused or encrypted none, and what is no RTP stays what it is', () => {
  const call = describes(
    'v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 0 RTP/AVP 0\r\nm=audio 4100 RTP/SAVP 0\r\nm=video 4200 RTP/AVPF 31\r\nc=IN IP4 10.0.0.2/127\r\n',
  );
  const frames = walkFrames([
    call,
    udpFrame(6000, 4200, hex(media)),
    udpFrame(6000, 4200, hex('00 01 0000 2112a442 000000000000000000000000')),
    udpFrame(6000, 4100, hex(media)),
  ]);
  expect(frames.slice(1).map(({ protocols }) => protocols)).toEqual([
    'eth:ethertype:ip:udp:rtp',
    'eth:ethertype:ip:udp:stun',
    'eth:ethertype:ip:udp:data',
  ]);
});

test('descriptions that say nonsense announce nothing', () => {
  for (const description of [
    'c=IN IP4 300.1.1.1\r\nm=audio 4000 RTP/AVP 0',
    'c=IN\r\nm=audio',
    'm=audio 99999 RTP/AVP 0',
    'm=',
  ])
    expect(walkFrames([describes(description), udpFrame(6000, 4000, hex(media))])[1].protocols).toBe(
      'eth:ethertype:ip:udp:data',
    );
});
