import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const addresses = '020000000001 020000000002';
const datagram = '4500 001e 0001 0000 40 11 0000 0a000001 0a000002 3039 270f 000a 0000 6162';

test('zeros up to the shortest frame are padding, the last four bytes of 64 the check sequence', () => {
  const [frame] = walkFrames([hex(`${addresses} 0800 ${datagram} ${'00'.repeat(16)} deadbeef`)]);
  expect(frame.values('eth.padding')).toEqual([new Uint8Array(16)]);
  expect(frame.values('eth.fcs')).toEqual([0xdeadbeef]);
  expect(frame.values('eth.trailer')).toEqual([]);
  expect(frame.values('eth.addr')).toEqual([hex('020000000001'), hex('020000000002')]);
});

test('what is not zero where padding belongs is a trailer', () => {
  const [frame] = walkFrames([hex(`${addresses} 0800 ${datagram} ${'00'.repeat(14)} 0102`)]);
  expect(frame.values('eth.padding')).toEqual([]);
  expect(frame.values('eth.trailer')).toEqual([hex(`${'00'.repeat(14)} 0102`)]);
  expect(frame.values('eth.padding_bad')).toEqual([1]);
});

test('a length announces LLC, and what it leaves over is padding', () => {
  const [frame] = walkFrames([hex(`${addresses} 0003 424203 ${'00'.repeat(43)}`)]);
  expect(frame.protocols).toBe('eth:llc');
  expect(frame.values('eth.len')).toEqual([3]);
  expect(frame.values('eth.type')).toEqual([]);
  expect(frame.values('eth.padding')).toEqual([new Uint8Array(43)]);
});

test('a value between length and type is neither', () => {
  const [frame] = walkFrames([hex(`${addresses} 05e0 ${'00'.repeat(46)}`)]);
  expect(frame.protocols).toBe('eth:data');
  expect(frame.values('eth.invalid_lentype')).toEqual([0x05e0]);
});

test('an unknown type is named in the Protocol column', () => {
  const [frame] = walkFrames([hex(`${addresses} 1234 0102`)]);
  expect(frame.protocols).toBe('eth:ethertype:data');
  expect(frame.column).toBe('0x1234');
  expect(frame.info).toBe('Ethernet II');
});
