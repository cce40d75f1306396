import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const frameOf = (type: string, rest: string) => {
  const message = `831b 01 00 ${type} 01 00 00 ${rest}`;
  const length = (3 + hex(message).length).toString(16).padStart(4, '0');
  return hex(`0180c2000015 020000000002 ${length} fefe03 ${message}`);
};

test('hello, link state and sequence numbers', () => {
  const [hello, state, numbers, some] = walkFrames([
    frameOf('10', '02 000000000002 0009 0028 40 000000000002 09 8102 cc8e'),
    frameOf('14', '001e 04b0 000000000002 0000 00000005 1234 03 8901 61'),
    frameOf('19', '0021 000000000002 00 0000000000000000 ffffffffffffffff'),
    frameOf('1a', '0011 000000000002 00'),
  ]);
  expect(hello.protocols).toBe('eth:llc:osi:isis:isis.hello');
  expect(hello.info).toBe('L2 HELLO, System-ID: 0000.0000.0002');
  expect(state.info).toBe('L2 LSP, LSP-ID: 0000.0000.0002.00-00, Sequence: 0x00000005, Lifetime:  1200s');
  expect(numbers.column).toBe('ISIS CSNP');
  expect(some.info).toBe('L1 PSNP, Source-ID: 0000.0000.0002.00');
});

test('a packet whose lengths lie is malformed, in the first pass too', () => {
  const frames = walkFrames([
    frameOf('14', '001e 04b0 000000000002 0000 00000005 1234 03 8901 61'),
    frameOf('14', 'ffff 04b0 000000000002 0000 00000005 1234 03 8901 61'),
    frameOf('14', '0014 04b0 000000000002 0000 00000005 1234 03 8901 61'),
    frameOf('10', '02 000000000002 0009 0028 40 000000000002 09 81ff cc8e'),
  ]);
  expect(frames.map(({ malformed }) => malformed)).toEqual([false, true, true, true]);
  expect(frames.map(({ learned }) => learned.malformed)).toEqual([false, true, true, true]);
  expect(frames[3].info).toBe('L2 HELLO, System-ID: 0000.0000.0002');
});
