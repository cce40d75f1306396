import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureFileError } from './capture-file';
import { linkType } from './link-types';
import { openCaptureFile } from './open-capture-file';
import { PcapWriter } from './pcap-writer';
import { textOption } from './pcapng-encoder';
import { PcapngWriter } from './pcapng-writer';
import { saveCapture } from './save-capture';
import type { SaveOptions, SaveResult } from './save-options';
import { hex, joined, MemoryHost, type ScannedFile, scanAll, scanBytes } from './testing';

interface Written {
  seconds: number;
  nanoseconds: number;
  extra: number;
  bytes: Uint8Array;
  comments: string[];
}

const packets = fc.array(
  fc.record<Written>({
    seconds: fc.nat(0xffffffff),
    nanoseconds: fc.nat(999_999_999),
    extra: fc.nat(2000),
    bytes: fc.uint8Array({ maxLength: 300 }),
    comments: fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 2 }),
  }),
  { maxLength: 30 },
);

function collect(write: (sink: (bytes: Uint8Array) => void) => void): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  write((bytes) => parts.push(bytes.slice()));
  return joined(parts);
}

function pcapOf(written: readonly Written[], nanoseconds: boolean, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  return collect((sink) => {
    const writer = new PcapWriter(sink, { linkType: 1, snapshotLength: 0, nanoseconds, littleEndian });
    for (const { seconds, nanoseconds: fraction, extra, bytes } of written) {
      writer.addPacket(seconds, fraction, bytes.length + extra, bytes, 0, bytes.length);
    }
    writer.flush();
  });
}

function pcapngOf(written: readonly Written[], exponent = 9, littleEndian = true): Uint8Array<ArrayBuffer> {
  return collect((sink) => {
    const writer = new PcapngWriter(sink, [], littleEndian);
    const id = writer.addInterface(linkType.ethernet, 0, [], exponent);
    for (const { seconds, nanoseconds, extra, bytes, comments } of written) {
      const options = comments.map((comment) => textOption(1, comment));
      writer.addPacket(id, seconds, nanoseconds, bytes.length + extra, bytes, 0, bytes.length, options);
    }
    writer.flush();
  });
}

const seconds = (value: number, fraction: number): string => `${value}.${String(fraction).padStart(9, '0')}`;

async function saved(
  file: Uint8Array,
  options: SaveOptions,
): Promise<{ result: SaveResult; scanned: ScannedFile; bytes: Uint8Array }> {
  const host = new MemoryHost();
  host.files.set('source', file);
  const capture = await openCaptureFile(host, 'source');
  const result = await saveCapture(host, capture, 'target', options);
  const bytes = host.files.get('target') ?? new Uint8Array(0);
  return { result, scanned: scanAll(await openCaptureFile(host, 'target')), bytes };
}

describe('what is written is what is read', () => {
  it('as pcap', async () => {
    await fc.assert(
      fc.asyncProperty(packets, fc.boolean(), fc.boolean(), async (written, nanoseconds, littleEndian) => {
        const { packets: read, state } = await scanBytes(pcapOf(written, nanoseconds, littleEndian));
        expect(state).toBe('end');
        expect(read.map(({ bytes }) => bytes)).toEqual(written.map(({ bytes }) => bytes));
        expect(read.map(({ original }) => original)).toEqual(written.map(({ bytes, extra }) => bytes.length + extra));
        const kept = (fraction: number): number => (nanoseconds ? fraction : Math.floor(fraction / 1000) * 1000);
        expect(read.map(({ time }) => time)).toEqual(written.map((one) => seconds(one.seconds, kept(one.nanoseconds))));
      }),
      { numRuns: 50 },
    );
  });

  it('as pcapng, comments included', async () => {
    await fc.assert(
      fc.asyncProperty(
        packets,
        fc.integer({ min: 0, max: 9 }),
        fc.boolean(),
        async (written, exponent, littleEndian) => {
          const { packets: read, state, capture } = await scanBytes(pcapngOf(written, exponent, littleEndian));
          expect(state).toBe('end');
          expect(read.map(({ bytes }) => bytes)).toEqual(written.map(({ bytes }) => bytes));
          const unit = 10 ** (9 - exponent);
          const kept = (fraction: number): number => Math.floor(fraction / unit) * unit;
          expect(read.map(({ time }) => time)).toEqual(
            written.map((one) => seconds(one.seconds, kept(one.nanoseconds))),
          );
          const comments = read.map(
            ({ position, interfaceIndex }) => capture.packetOptions(position, interfaceIndex).comments,
          );
          expect(comments).toEqual(written.map((one) => one.comments.map((comment) => comment.split('\0')[0])));
        },
      ),
      { numRuns: 50 },
    );
  });
});

const three: Written[] = [1, 2, 3].map((number) => ({
  seconds: number,
  nanoseconds: 123_456_789,
  extra: 0,
  bytes: new Uint8Array(number * 3).fill(number),
  comments: [`comment ${number}`],
}));

describe('saving', () => {
  it('copies an unchanged pcapng file byte by byte', async () => {
    const file = pcapngOf(three, 6, false);
    const { bytes, result } = await saved(file, { format: 'pcapng' });
    expect(bytes).toEqual(file);
    expect(result).toMatchObject({ state: 'saved', packets: 3, leftOut: 0 });
  });

  it.each(['pcapng', 'pcap', 'pcap-nanoseconds'] as const)('keeps some of the packets, as %s', async (format) => {
    for (const file of [pcapngOf(three), pcapOf(three, true, false)]) {
      const { scanned, result } = await saved(file, { format, keep: (number) => number !== 2 });
      const fraction = format === 'pcap' ? 123_456_000 : 123_456_789;
      expect(scanned.packets.map(({ time, bytes }) => [time, bytes.length])).toEqual([
        [seconds(1, fraction), 3],
        [seconds(3, fraction), 9],
      ]);
      expect(result.packets).toBe(2);
    }
  });

  it('stops after as many packets as it was told', async () => {
    for (const file of [pcapngOf(three), pcapOf(three, false, true)]) {
      expect((await saved(file, { format: 'pcapng', packets: 2 })).scanned.packets).toHaveLength(2);
    }
  });

  it('replaces, adds and removes comments', async () => {
    const comments = new Map([
      [1, ['one', 'more']],
      [2, []],
    ]);
    for (const file of [pcapngOf(three), pcapngOf(three, 9, false)]) {
      const { scanned } = await saved(file, { format: 'pcapng', comments });
      const found = scanned.packets.map(
        ({ position, interfaceIndex }) => scanned.capture.packetOptions(position, interfaceIndex).comments,
      );
      expect(found).toEqual([['one', 'more'], [], ['comment 3']]);
    }
    const fromPcap = await saved(pcapOf(three, false, false), { format: 'pcapng', comments });
    expect(
      fromPcap.scanned.packets.map(({ position }) => fromPcap.scanned.capture.packetOptions(position, 0).comments),
    ).toEqual([['one', 'more'], [], []]);
  });

  const simple = hex('03000000 14000000 32000000 aabbcc00 14000000');
  const custom = hex('ad0b0000 14000000 d97e0000 01020304 14000000');
  const customNoCopy = hex('ad0b0040 14000000 d97e0000 01020304 14000000');
  const unknown = hex('77777777 10000000 01020304 10000000');
  const header = hex(`
    0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000
    01000000 14000000 0100 0000 03000000 14000000
  `);

  it('keeps blocks it does not know, and leaves out those that must not be copied into a changed file', async () => {
    const file = joined([header, unknown, simple, customNoCopy, custom]);
    expect((await saved(file, { format: 'pcapng' })).bytes).toEqual(file);
    const changed = await saved(file, { format: 'pcapng', keep: () => true });
    expect(changed.bytes).toEqual(joined([header, unknown, simple, custom]));
    expect(changed.result).toMatchObject({ packets: 2 });
  });

  it('leaves out options that must not be copied', async () => {
    const packet = hex(`
      06000000 3c000000 00000000 00000000 00000000 03000000 32000000 aabbcc00
      ac4b 0500 d97e0000 61000000 # custom text, not to be copied
      0100 0200 68690000 00000000 3c000000
    `);
    const { scanned } = await saved(joined([header, packet, simple]), {
      format: 'pcapng',
      keep: (number) => number === 1,
    });
    const { options } = scanned.capture.packetOptions(scanned.packets[0].position, 0);
    expect(options.map(({ code }) => code)).toEqual([1]);
  });

  it('gives a simple packet a comment by making it an enhanced one', async () => {
    const { scanned } = await saved(joined([header, simple]), {
      format: 'pcapng',
      comments: new Map([[1, ['hello']]]),
    });
    expect(scanned.packets).toMatchObject([{ bytes: hex('aabbcc'), original: 50 }]);
    expect(scanned.capture.packetOptions(scanned.packets[0].position, 0).comments).toEqual(['hello']);
  });

  it('leaves frames that are no packets out of a pcap file', async () => {
    const { scanned, result } = await saved(joined([header, simple, custom]), { format: 'pcap' });
    expect(scanned.packets).toMatchObject([{ bytes: hex('aabbcc'), original: 50 }]);
    expect(result).toMatchObject({ packets: 1, leftOut: 1 });
  });

  it('writes no pcap file of two link types, unless only one is wanted', async () => {
    const raw = hex('01000000 14000000 6500 0000 00000000 14000000');
    const second = hex('06000000 24000000 01000000 00000000 00000000 03000000 32000000 aabbcc00 24000000');
    const file = joined([header, raw, simple, second]);
    await expect(saved(file, { format: 'pcap' })).rejects.toThrow(
      'A pcap file can hold packets of one link type only, and these have 2 (Ethernet, Raw IP). Save them as pcapng.',
    );
    await expect(saved(file, { format: 'pcap' })).rejects.toBeInstanceOf(CaptureFileError);
    const { scanned } = await saved(file, { format: 'pcap', keep: (number) => number === 2 });
    expect(scanned.packets).toMatchObject([{ linkType: 101 }]);
  });

  it('saves the whole packets of a file that was cut, and says that it was', async () => {
    const file = pcapngOf(three);
    const { result, scanned } = await saved(file.subarray(0, file.length - 5), { format: 'pcapng' });
    expect(scanned.packets).toHaveLength(2);
    expect(result.problem).toMatchObject({ kind: 'truncated' });
  });

  it('leaves the target alone when it is cancelled', async () => {
    const host = new MemoryHost();
    host.now = (() => {
      let now = 0;
      return () => {
        now += 1000;
        return now;
      };
    })();
    host.files.set('source', pcapngOf(three));
    host.files.set('target', hex('01'));
    const capture = await openCaptureFile(host, 'source');
    for (const format of ['pcapng', 'pcap'] as const) {
      const result = await saveCapture(host, capture, 'target', { format, cancellation: { cancelled: true } });
      expect(result.state).toBe('cancelled');
    }
    expect(host.files.get('target')).toEqual(hex('01'));
  });

  it('can replace the file that is open', async () => {
    const host = new MemoryHost();
    host.files.set('file', pcapngOf(three));
    const capture = await openCaptureFile(host, 'file');
    await saveCapture(host, capture, 'file', { format: 'pcapng', keep: (number) => number === 1 });
    expect(scanAll(await openCaptureFile(host, 'file')).packets).toHaveLength(1);
  });
});
