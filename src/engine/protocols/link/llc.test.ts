import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const addresses = '020000000001 020000000002';
const datagram = '4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162';

test('SNAP carries an EtherType', () => {
  const [frame] = walkFrames([hex(`${addresses} 0026 aaaa03 000000 0800 ${datagram}`)]);
  expect(frame.protocols).toBe('eth:llc:ip:udp:data');
  expect(frame.values('llc.type')).toEqual([0x0800]);
  expect(frame.values('llc.oui')).toEqual([0]);
});

test('a service access point names the protocol', () => {
  const [frame] = walkFrames([hex(`${addresses} 0021 060603 ${datagram}`)]);
  expect(frame.protocols).toBe('eth:llc:ip:udp:data');
});

test('a supervisory frame shows what it acknowledges', () => {
  const [frame] = walkFrames([hex(`${addresses} 0004 f0f1 0103`)]);
  expect(frame.column).toBe('LLC');
  expect(frame.info).toBe('S F, func=RR, N(R)=1; DSAP NetBIOS Individual, SSAP NetBIOS Response');
  expect(frame.values('llc.control.n_r')).toEqual([1]);
});

test('an unknown organization is data', () => {
  const [frame] = walkFrames([hex(`${addresses} 000a aaaa03 aabbcc 0800 0102`)]);
  expect(frame.protocols).toBe('eth:llc:data');
  expect(frame.values('llc.pid')).toEqual([0x0800]);
});
