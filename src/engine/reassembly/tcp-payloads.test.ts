import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dissection } from '../declare/dissection';
import { treeOf, treeText } from '../decode/decode-frame';
import { tcpFrame } from '../decode/tcp-testing';
import { type TestFrame, type WalkedFrame, walkFrames } from '../decode/testing';
import { CaptureMemory } from '../index/memory';
import { Stacks } from '../index/stacks';
import { catalogue } from '../protocols';

/** A DNS query behind its length: a PDU whose end can be told from its first two bytes. */
function query(id: number, labels: number): Uint8Array {
  const name = new Array(labels).fill([3, 97, 98, 99]).flat();
  const message = [id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 0, 1, 0, 1];
  return Uint8Array.from([message.length >> 8, message.length & 255, ...message]);
}

const join = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const segment = (stream: Uint8Array, from: number, to: number, at: number, first = 1): TestFrame =>
  tcpFrame({ serverPort: 53, sequence: (first + from) >>> 0, payload: stream.subarray(from, to), at });

/** Cuts a stream at the given places; segments come a millisecond apart. */
function cut(stream: Uint8Array, places: readonly number[], first = 1): TestFrame[] {
  const ends = [...new Set([...places, stream.length])].sort((a, b) => a - b);
  return ends.map((end, index) => segment(stream, ends[index - 1] ?? 0, end, index * 1000, first));
}

const ids = (frames: readonly WalkedFrame[]) => frames.flatMap((frame) => frame.values('dns.id'));

describe('a PDU in several segments', () => {
  const stream = join([query(7, 3), query(8, 3)]);
  const frames = walkFrames(cut(stream, [1, 10, 40]));

  test('is shown where it is complete', () => {
    expect(frames.map((frame) => frame.values('dns.id'))).toEqual([[], [], [7], [8]]);
    expect(frames.map(({ column }) => column)).toEqual(['TCP', 'TCP', 'DNS', 'DNS']);
  });

  test('tells where its segments are', () => {
    expect(frames[2].values('tcp.segment')).toEqual([1, 2, 3]);
    expect(frames[2].values('tcp.segment.count')).toEqual([3]);
    expect(frames[2].text).toContain('3 Reassembled TCP Segments');
    expect(frames[3].values('tcp.segment')).toEqual([3, 4]);
  });

  test('is announced by the segments before', () => {
    expect(frames[0].values('tcp.reassembled_in')).toEqual([3]);
    expect(frames[1].values('tcp.reassembled_in')).toEqual([3]);
    expect(frames[2].values('tcp.reassembled_in')).toEqual([4]);
    expect(frames[0].info).toContain('[TCP segment of a reassembled PDU]');
    expect(frames[1].values('tcp.segment_data')).toHaveLength(1);
  });
});

test('several PDUs of one segment are all shown', () => {
  const [frame] = walkFrames(cut(join([query(1, 0), query(2, 1), query(3, 2)]), []));
  expect(frame.values('dns.id')).toEqual([1, 2, 3]);
  expect(frame.values('tcp.segment')).toEqual([]);
});

test('any segmentation gives the same PDUs, wherever the sequence numbers are', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 20 }),
      fc.constantFrom(1, 1000, 0xffff_fff0, 0x7fff_ffff),
      (sizes, places, first) => {
        const stream = join(sizes.map((size, id) => query(id + 1, size)));
        const inside = places.map((place) => 1 + (place % stream.length));
        expect(ids(walkFrames(cut(stream, inside, first)))).toEqual(sizes.map((_, id) => id + 1));
      },
    ),
    { numRuns: 150 },
  );
});

test('segments that come again do not show their PDUs again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 10 }), fc.nat(20), (places, which) => {
      const stream = join([query(1, 9), query(2, 9), query(3, 9)]);
      const frames = cut(
        stream,
        places.map((place) => 1 + (place % stream.length)),
      );
      const again = frames[which % frames.length] as { bytes: Uint8Array };
      frames.push({ bytes: again.bytes, nanoseconds: 900_000_000n });
      expect(ids(walkFrames(frames))).toEqual([1, 2, 3]);
    }),
    { numRuns: 100 },
  );
});

test('a gap that is filled late completes the PDU there, which then is not decoded', () => {
  const stream = query(5, 20);
  const late = segment(stream, 20, 50, 2000);
  const frames = walkFrames([segment(stream, 0, 20, 0), segment(stream, 50, stream.length, 1000), late]);
  expect(frames.map((frame) => frame.values('tcp.reassembled_in'))).toEqual([[3], [3], []]);
  expect(frames[2].values('tcp.segment')).toEqual([1, 3, 2]);
  expect(ids(frames)).toEqual([]);
});

test('nothing is put together behind the end of what was captured', () => {
  const stream = query(5, 40);
  const first = tcpFrame({ serverPort: 53, payload: stream.subarray(0, 100), captured: 80 });
  const [frame, next] = walkFrames([first, segment(stream, 100, stream.length, 1000)]);
  expect(frame.truncated).toBe(true);
  expect(frame.values('tcp.reassembled_in')).toEqual([]);
  expect(next.values('tcp.segment')).toEqual([]);
});

test('a PDU of a stream inside reassembled datagrams is put together as well', () => {
  const stream = query(9, 60);
  const whole = cut(stream, [100]).map((frame) => (frame as { bytes: Uint8Array }).bytes);
  const fragments = whole.flatMap((bytes, index) => fragmented(bytes, index + 1));
  const frames = walkFrames(fragments);
  expect(frames.map((frame) => frame.values('dns.id'))).toEqual([[], [], [], [9]]);
});

/** An IPv4 frame in two fragments. */
function fragmented(frame: Uint8Array, identification: number): Uint8Array[] {
  const payload = frame.subarray(34);
  return [payload.subarray(0, 64), payload.subarray(64)].map((part, index) => {
    const bytes = new Uint8Array(34 + part.length);
    bytes.set(frame.subarray(0, 34));
    bytes.set(part, 34);
    const view = new DataView(bytes.buffer);
    view.setUint16(16, 20 + part.length);
    view.setUint16(18, identification);
    view.setUint16(20, index === 0 ? 0x2000 : 8);
    return bytes;
  });
}

test('packets look the same in whatever order they are looked at', () => {
  const stream = join([query(1, 30), query(2, 0), query(3, 60), query(4, 1)]);
  const frames = cut(stream, [1, 50, 130, 140, 141, 300]) as { bytes: Uint8Array }[];
  const stacks = new Stacks(catalogue);
  const memory = new CaptureMemory(
    catalogue,
    () => 0n,
    (frame) => ({ bytes: frames[frame - 1].bytes, start: 0 }),
  );
  const dissection = new Dissection(memory, stacks, { verifyChecksums: false });
  const look = (index: number): string => {
    const { bytes } = frames[index];
    const { length } = bytes;
    const facts = { frame: index + 1, seconds: 0, nanoseconds: index, hasTime: true, capturedLength: length };
    const sink = treeOf(
      dissection,
      catalogue,
      { ...facts, originalLength: length, linkType: 1, interfaceIndex: 0 },
      bytes,
      0,
    );
    return `${stacks.name(dissection.stack)} ${dissection.protocolColumn} ${dissection.infoColumn}\n${treeText(sink.lines)}`;
  };
  dissection.learning = true;
  frames.forEach((_, index) => {
    look(index);
  });
  dissection.learning = false;
  const forwards = frames.map((_, index) => look(index));
  const backwards = frames.map((_, index) => look(frames.length - 1 - index)).toReversed();
  expect(backwards).toEqual(forwards);
});
