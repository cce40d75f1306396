import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateContent } from './inflate-content';

const text = 'the same words again and again, '.repeat(3000);
/** The text `a capture, as it were, ` 2,000 times, as the zstd program packs it. */
const zstd = Buffer.from('KLUv/WSwsv0AALhhIGNhcHR1cmUsIGFzIGl0IHdlcmUsIAEALWeqzyYY9GLR', 'base64');
const generous = 1_000_000;

const packed = [
  ['gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['br', brotliCompressSync(text)],
] as const;

describe.each(packed)('%s', (coding, bytes) => {
  it('is unpacked whole', () => {
    const { bytes: found, state } = inflateContent(bytes, coding, generous);
    expect([Buffer.from(found).toString() === text, state]).toEqual([true, 'complete']);
  });

  it('gives the beginning of a body that was cut', () => {
    const { bytes: found, state } = inflateContent(bytes.subarray(0, bytes.length - 12), coding, generous);
    expect(state).toBe('truncated');
    expect(text.startsWith(Buffer.from(found).toString())).toBe(true);
  });

  it('never gives more than the limit', () => {
    const { bytes: found, state } = inflateContent(bytes, coding, 5000);
    expect(state).toBe('limit');
    expect(found.length).toBeLessThanOrEqual(5000);
    expect(text.startsWith(Buffer.from(found).toString())).toBe(true);
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(bytes.length), (noise, at) => {
        const broken = Buffer.concat([bytes.subarray(0, at), noise]);
        expect(inflateContent(broken, coding, 10_000).bytes.length).toBeLessThanOrEqual(10_000);
      }),
      { numRuns: 100 },
    );
  });
});

describe('zstd', () => {
  const whole = 'a capture, as it were, '.repeat(2000);

  it('is unpacked whole, frame after frame', () => {
    const { bytes, state } = inflateContent(Buffer.concat([zstd, zstd]), 'zstd', generous);
    expect([Buffer.from(bytes).toString() === whole + whole, state]).toEqual([true, 'complete']);
  });

  it('never gives more than the limit', () => {
    const { bytes, state } = inflateContent(zstd, 'zstd', 1000);
    expect([Buffer.from(bytes).toString(), state]).toEqual([whole.slice(0, 1000), 'limit']);
  });

  it('does not make room for the window a frame claims', () => {
    // A frame header asking for a window of 2^41 bytes, and an empty last block.
    const huge = Buffer.from('28b52ffd00f8010000', 'hex');
    expect(inflateContent(huge, 'zstd', generous)).toEqual({ bytes: Buffer.alloc(0), state: 'damaged' });
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(zstd.length), (noise, at) => {
        const broken = Buffer.concat([zstd.subarray(0, at), noise]);
        expect(inflateContent(broken, 'zstd', 10_000).bytes.length).toBeLessThanOrEqual(10_000);
      }),
      { numRuns: 300 },
    );
  });
});

it('says that nothing is nothing', () => {
  expect(inflateContent(new Uint8Array(0), 'gzip', generous)).toEqual({ bytes: new Uint8Array(0), state: 'truncated' });
});
