import { expect, test } from 'vitest';
import { packStretch, unpackStretch } from './packed-stream';

test('a stretch comes out as it went in', () => {
  const stretch = {
    from: 2 ** 33,
    parts: [
      {
        record: 4_000_000_000,
        kind: 'data',
        server: false,
        packet: 17,
        time: 0.25,
        since: 0.125,
        offset: 2 ** 33,
        skip: 1400,
        length: 3,
      },
      {
        record: 1,
        kind: 'missing',
        server: true,
        packet: 18,
        time: -1,
        since: -1.5,
        offset: 0,
        skip: 0,
        length: 16_060,
      },
      { record: 2, kind: 'cut', server: true, packet: 18, time: 1e9, since: 0, offset: 9, skip: 0, length: 1 },
    ],
    bytes: Uint8Array.of(1, 2, 255),
  } as const;
  expect(unpackStretch(packStretch(stretch))).toEqual(stretch);
});
