import { describe, expect, it } from 'vitest';
import { linkType } from './link-types';
import { openCaptureFile } from './open-capture-file';
import { PacketBatch } from './packet-batch';
import { hex, joined, MemoryHost, open, scanBytes } from './testing';

interface Record {
  seconds?: number;
  fraction?: number;
  captured?: number;
  original?: number;
  bytes?: Uint8Array;
  /** What variants put between the standard header and the packet. */
  extra?: Uint8Array;
}

interface Header {
  magic?: number;
  version?: readonly [number, number];
  snapshot?: number;
  network?: number;
  extra?: Uint8Array;
}

function pcap(littleEndian: boolean, header: Header, records: readonly Record[]): Uint8Array<ArrayBuffer> {
  const start = new DataView(new ArrayBuffer(24));
  start.setUint32(0, header.magic ?? 0xa1b2c3d4, littleEndian);
  start.setUint16(4, header.version?.[0] ?? 2, littleEndian);
  start.setUint16(6, header.version?.[1] ?? 4, littleEndian);
  start.setUint32(16, header.snapshot ?? 65_535, littleEndian);
  start.setUint32(20, header.network ?? 1, littleEndian);
  return joined([
    new Uint8Array(start.buffer),
    header.extra ?? new Uint8Array(0),
    ...records.map((record) => recordBytes(record, littleEndian)),
  ]);
}

function recordBytes(record: Record, littleEndian: boolean): Uint8Array {
  const bytes = record.bytes ?? new Uint8Array(4);
  const view = new DataView(new ArrayBuffer(16));
  view.setUint32(0, record.seconds ?? 1_700_000_000, littleEndian);
  view.setUint32(4, record.fraction ?? 5, littleEndian);
  view.setUint32(8, record.captured ?? bytes.length, littleEndian);
  view.setUint32(12, record.original ?? bytes.length, littleEndian);
  return joined([new Uint8Array(view.buffer), record.extra ?? new Uint8Array(0), bytes]);
}

const packet = hex('de ad be ef 01');

describe.each([true, false])('a pcap file, little-endian %s', (littleEndian) => {
  it('gives place, lengths, time and bytes of each packet', async () => {
    const file = pcap(littleEndian, {}, [
      { bytes: packet, original: 60 },
      { seconds: 7, fraction: 999_999, bytes: hex('aa') },
    ]);
    const { packets, state, capture } = await scanBytes(file);
    expect(state).toBe('end');
    expect(packets.map(({ time }) => time)).toEqual(['1700000000.000005000', '7.999999000']);
    expect(packets[0]).toMatchObject({
      bytes: packet,
      position: 40,
      original: 60,
      linkType: 1,
      interfaceIndex: 0,
      flags: 0,
    });
    expect(packets[1]).toMatchObject({ position: 61 });
    expect(capture.format.description).toBe(littleEndian ? 'pcap' : 'pcap, big-endian');
    expect(capture.interfaces[0]).toMatchObject({ linkType: 1, snapshotLength: 65_535, ticksPerSecond: 1_000_000n });
    expect(capture.sections[0].littleEndian).toBe(littleEndian);
    expect(capture.readPacket(40, 5)).toEqual(packet);
  });

  it('counts nanoseconds where the magic number says so', async () => {
    const { packets, capture } = await scanBytes(
      pcap(littleEndian, { magic: 0xa1b23c4d }, [{ fraction: 123_456_789 }]),
    );
    expect(packets[0].time).toBe('1700000000.123456789');
    expect(capture.format.description).toContain('nanoseconds');
  });

  it('skips what Ixia adds to the header', async () => {
    const { packets } = await scanBytes(
      pcap(littleEndian, { magic: 0x1c0001ac, extra: new Uint8Array(4) }, [{ fraction: 3, bytes: packet }]),
    );
    expect(packets).toMatchObject([{ time: '1700000000.000000003', bytes: packet }]);
  });

  const linuxFields = (): Uint8Array => {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(0, 2, littleEndian);
    view.setUint16(4, 0x800, littleEndian);
    return new Uint8Array(view.buffer);
  };
  const nokiaField = (): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4));
    view.setUint32(0, 0x9fbfb601, littleEndian);
    return new Uint8Array(view.buffer);
  };

  it.each([
    ['Red Hat 6.1', 0xa1b2c3d4, () => linuxFields()],
    ['modified', 0xa1b2cd34, () => linuxFields()],
    ['SuSE 6.3', 0xa1b2cd34, () => joined([linuxFields(), hex('61 62 63 64')])],
    ['Nokia', 0xa1b2c3d4, () => nokiaField()],
  ])('tells the variant %s by its records', async (name, magic, extra) => {
    const bytes = new Uint8Array(60).fill(0x77);
    const records = Array.from({ length: 4 }, (_, index) => ({
      seconds: 1_000_000_000 + index,
      bytes,
      extra: extra(),
    }));
    const { packets, capture, state } = await scanBytes(pcap(littleEndian, { magic }, records));
    expect(capture.format.description).toContain(name);
    expect(packets.map((found) => found.bytes)).toEqual([bytes, bytes, bytes, bytes]);
    expect(state).toBe('end');
  });

  it('takes the lengths the other way round before version 2.3, and in 2.3 where they ask for it', async () => {
    const record = { bytes: packet, captured: 60, original: 5 };
    for (const version of [
      [2, 2],
      [2, 3],
      [543, 0],
    ] as const) {
      const { packets } = await scanBytes(pcap(littleEndian, { version }, [record]));
      expect(packets).toMatchObject([{ bytes: packet, original: 60 }]);
    }
    const { packets } = await scanBytes(pcap(littleEndian, { version: [2, 3] }, [{ bytes: packet, original: 60 }]));
    expect(packets).toMatchObject([{ bytes: packet, original: 60 }]);
  });

  it.each([
    [6, linkType.ethernet],
    [9, linkType.tokenRing],
    [24, linkType.null],
  ])('reads AIX interface type %i', async (network, expected) => {
    const { packets } = await scanBytes(pcap(littleEndian, { version: [2, 2], network }, [{ fraction: 9 }]));
    expect(packets).toMatchObject([{ linkType: expected, time: '1700000000.000000009' }]);
  });

  it('leaves out the padding AIX puts before FDDI frames', async () => {
    const file = pcap(littleEndian, { version: [2, 2], network: 15 }, [{ bytes: hex('00 00 00 aa bb') }]);
    expect((await scanBytes(file)).packets).toMatchObject([
      { bytes: hex('aa bb'), original: 2, linkType: linkType.fddi },
    ]);
  });
});

describe('a pcap file', () => {
  it('keeps the frame check length that stands beside the link type', async () => {
    const { capture } = await scanBytes(pcap(true, { network: 0x24000001 }, []));
    expect(capture.interfaces[0]).toMatchObject({ linkType: 1, frameCheckBits: 32 });
  });

  it('does not count the direction and the like before a packet', async () => {
    const file = pcap(true, { network: linkType.pppWithDirection }, [{ bytes: hex('01 c0 21 01') }]);
    expect((await scanBytes(file)).packets).toMatchObject([{ bytes: hex('c0 21 01'), original: 3, position: 41 }]);
  });

  it('shows absurd times and lengths as Wireshark does', async () => {
    const file = pcap(true, {}, [
      {},
      {},
      {},
      { seconds: 0xfffffffe, fraction: 0xffffffff, captured: 4, original: 0xffffffff },
    ]);
    const { packets } = await scanBytes(file);
    expect(packets[3]).toMatchObject({ time: '4294967294.0000-1000', original: 0x7fffffff });
  });

  it('keeps a captured length above the original one', async () => {
    expect((await scanBytes(pcap(true, {}, [{ bytes: packet, original: 3 }]))).packets).toMatchObject([
      { bytes: packet, original: 3 },
    ]);
  });

  it('gives the whole packets of a file that was cut, and says where', async () => {
    const whole = pcap(true, {}, [{ bytes: packet }, { bytes: new Uint8Array(100) }]);
    const inPacket = await scanBytes(whole.subarray(0, 70));
    expect(inPacket).toMatchObject({ state: 'truncated', packets: [{ bytes: packet }] });
    expect(inPacket.problem).toBe(
      'The file was cut in the middle of packet 2: it ends at byte 70, and 91 more bytes would be needed.',
    );
    const inHeader = await scanBytes(whole.subarray(0, 46));
    expect(inHeader.problem).toBe(
      'The file was cut in the middle of the header of packet 2: it ends at byte 46, and 15 more bytes would be needed.',
    );
    expect(await open(whole.subarray(0, 10))).toBe(
      'The file was cut in the middle of the file header: it ends at byte 10, and 14 more bytes would be needed.',
    );
  });

  it('stops at a length that cannot be, and names the byte', async () => {
    const { packets, state, problem } = await scanBytes(
      pcap(true, {}, [{ bytes: packet }, {}, {}, { captured: 262_145 }]),
    );
    expect(packets).toHaveLength(3);
    expect(state).toBe('damaged');
    expect(problem).toBe(
      'The file is damaged at byte 85: packet 4 claims to be 262,145 bytes long, where 262,144 is the most that can be.',
    );
  });

  it('lets D-Bus messages be larger than what is read at a time', async () => {
    const bytes = new Uint8Array(5 * 1024 * 1024).fill(0x5a);
    const { packets, state } = await scanBytes(
      pcap(true, { network: linkType.dbus }, [{ bytes }, { bytes: packet }, { bytes }]),
    );
    expect(state).toBe('end');
    expect(packets.map((found) => found.bytes.length)).toEqual([bytes.length, 5, bytes.length]);
    expect(packets[2].bytes.every((byte) => byte === 0x5a)).toBe(true);
  });

  it.each([
    [{ version: [1, 4] }, 'The file is damaged at byte 4: pcap version 1.4 is not one that can be read.'],
    [{ network: 0x00200001 }, 'The file is damaged at byte 20: reserved bits are set in the link type 0x00200001.'],
  ] as const)('refuses the header %o', async (header, message) => {
    expect(await open(pcap(true, header, []))).toBe(message);
  });

  it('goes on where it stopped when the file has grown', async () => {
    const whole = pcap(
      true,
      {},
      Array.from({ length: 20 }, (_, index) => ({ seconds: index, bytes: new Uint8Array(index) })),
    );
    const host = new MemoryHost();
    host.files.set('live', whole.subarray(0, 24));
    const capture = await openCaptureFile(host, 'live');
    const scanner = capture.scan();
    const batch = new PacketBatch(4);
    const seen: number[] = [];
    for (let size = 24; size <= whole.length; size += 7) {
      host.files.set('live', whole.subarray(0, Math.min(size, whole.length)));
      let state = 'more';
      while (state === 'more') {
        state = scanner.next(batch);
        seen.push(...batch.seconds.subarray(0, batch.count));
      }
      expect(['end', 'truncated']).toContain(state);
    }
    host.files.set('live', whole);
    scanner.next(batch);
    seen.push(...batch.seconds.subarray(0, batch.count));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(scanner.position).toBe(whole.length);
    expect(scanner.packets).toBe(20);
  });
});
