import { expect, test } from 'vitest';
import { hex, udpFrame, walkFrames } from '../../decode/testing';

const chlo = '43484c4f 0200 0000 534e4900 0b000000 56455200 0f000000 6578616d706c652e6f7267 51303235';
const packet = `0d 1122334455667788 51303433 01 ${'00'.repeat(12)} a0 01 0000 ${chlo}`;

test('a client hello tells whom it wants', () => {
  const frames = walkFrames([
    udpFrame(40000, 443, hex(packet)),
    udpFrame(40000, 443, hex(`0c 1122334455667788 02 ${'55'.repeat(30)}`)),
  ]);
  expect(frames[0].column).toBe('GQUIC');
  expect(frames[0].info).toBe('Client Hello, PKN: 1, CID: 1234605616436508552');
  expect(frames[0].values('gquic.tag.sni')).toEqual(['example.org']);
  expect(frames[1].info).toBe('Payload (Encrypted), PKN: 2, CID: 1234605616436508552');
});

const hash = '00'.repeat(12);
const cid = '1122334455667788';

test('version 46 has long headers, and short ones with a connection ID from the client alone', () => {
  const [hello, answer, sent] = walkFrames([
    udpFrame(40000, 443, hex(`c3 51303436 50 ${cid} 00000001 ${hash} a0 01 0000 ${chlo}`)),
    udpFrame(443, 40000, hex(`40 05 ${'55'.repeat(30)}`), false),
    udpFrame(40000, 443, hex(`40 ${cid} 06 ${'55'.repeat(30)}`)),
  ]);
  expect(hello.info).toBe('Client Hello, PKN: 1, CID: 1234605616436508552');
  expect(hello.values('gquic.version')).toEqual(['Q046']);
  expect(hello.values('gquic.dcil')).toEqual([5]);
  expect(hello.values('gquic.tag.sni')).toEqual(['example.org']);
  expect(answer.info).toBe('Payload (Encrypted), PKN: 5');
  expect(sent.info).toBe('Payload (Encrypted), PKN: 6, CID: 1234605616436508552');
});

test('a message is found behind acknowledgements, on any port', () => {
  const [frame] = walkFrames([
    udpFrame(40000, 6121, hex(`0d ${cid} 51303339 07 ${hash} 4002 0000 01 00 06 01 a4 01 0000 0000 ${chlo}`)),
  ]);
  expect(frame.info).toMatch(/^Client Hello, PKN: 7/);
});

test('a value that its packet cuts off is malformed, in the first pass too', () => {
  const rejection = '52454a00 0100 0000 43525400 ff000000 0102';
  const frames = walkFrames([
    udpFrame(40000, 443, hex(packet)),
    udpFrame(443, 40000, hex(`08 ${cid} 02 ${hash} a0 01 0000 ${rejection}`), false),
  ]);
  expect(frames.map(({ malformed }) => malformed)).toEqual([false, true]);
  expect(frames.map(({ learned }) => learned.malformed)).toEqual([false, true]);
  expect(frames[1].info).toMatch(/^Rejection, PKN: 2/);
  expect(frames[1].values('gquic.tag_value')).toEqual([hex('0102')]);
});

test('versions to choose from, a reset and a close are told from payload', () => {
  const infos = walkFrames([
    udpFrame(40000, 443, hex(packet)),
    udpFrame(443, 40000, hex(`09 ${cid} 51303339 51303433`), false),
    udpFrame(443, 40000, hex(`0a ${cid} 50525354 0000 0000`), false),
    udpFrame(443, 40000, hex(`08 ${cid} 03 ${hash} 02 00000010 0002 6279`), false),
  ]).map(({ info }) => info);
  expect(infos.slice(1)).toEqual([
    'Version Negotiation, CID: 1234605616436508552',
    'Public Reset, CID: 1234605616436508552',
    'Connection Close, PKN: 3, CID: 1234605616436508552',
  ]);
});
