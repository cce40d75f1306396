import { describe, expect, it } from 'vitest';
import { linkType } from './link-types';
import { noInterface, packetFlag } from './packet-batch';
import { hex, joined, open, scanAll, scanBytes } from './testing';

/** Writes blocks of one section without the engine's own encoder. */
class Blocks {
  constructor(readonly littleEndian = true) {}

  numbers(...pairs: readonly (readonly [bits: 8 | 16 | 32 | 64, value: number | bigint])[]): Uint8Array {
    const view = new DataView(new ArrayBuffer(pairs.reduce((sum, [bits]) => sum + bits / 8, 0)));
    let at = 0;
    for (const [bits, value] of pairs) {
      if (bits === 8) view.setUint8(at, Number(value));
      if (bits === 16) view.setUint16(at, Number(value), this.littleEndian);
      if (bits === 32) view.setUint32(at, Number(value), this.littleEndian);
      if (bits === 64) view.setBigInt64(at, BigInt(value), this.littleEndian);
      at += bits / 8;
    }
    return new Uint8Array(view.buffer);
  }

  block(type: number, ...parts: readonly Uint8Array[]): Uint8Array {
    const body = padded(joined(parts));
    const length = body.length + 12;
    return joined([this.numbers([32, type], [32, length]), body, this.numbers([32, length])]);
  }

  option(code: number, value: Uint8Array | string): Uint8Array {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return joined([this.numbers([16, code], [16, bytes.length]), padded(bytes)]);
  }

  section(...options: readonly Uint8Array[]): Uint8Array {
    return this.block(0x0a0d0d0a, this.numbers([32, 0x1a2b3c4d], [16, 1], [16, 0], [64, -1]), ...options);
  }

  interface(type: number, snapshot: number, ...options: readonly Uint8Array[]): Uint8Array {
    return this.block(1, this.numbers([16, type], [16, 0], [32, snapshot]), ...options);
  }

  packet(
    id: number,
    ticks: bigint,
    bytes: Uint8Array,
    original = bytes.length,
    ...options: readonly Uint8Array[]
  ): Uint8Array {
    const time = [
      [32, Number(ticks >> 32n)],
      [32, Number(ticks & 0xffffffffn)],
    ] as const;
    return this.block(
      6,
      this.numbers([32, id], ...time, [32, bytes.length], [32, original]),
      padded(bytes),
      ...options,
    );
  }
}

function padded(bytes: Uint8Array): Uint8Array {
  return joined([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)]);
}

const bytes = hex('de ad be ef 01');
const little = new Blocks(true);
const micro = 1_700_000_000_123_456n;

describe.each([true, false])('a pcapng file, little-endian %s', (littleEndian) => {
  const its = new Blocks(littleEndian);

  it('gives packets with the times of their interfaces', async () => {
    const nano = its.option(9, hex('09'));
    const binary = its.option(9, hex('94')); // 2^-20 s
    const offset = its.option(14, its.numbers([64, -100]));
    const file = joined([
      its.section(),
      its.interface(1, 0),
      its.interface(101, 65_535, nano, offset),
      its.interface(113, 0, binary),
      its.packet(0, micro, bytes, 99),
      its.packet(1, 1_700_000_000_123_456_789n, bytes),
      its.packet(2, (1_700_000_000n << 20n) + 3n, bytes),
    ]);
    const { packets, state, capture } = await scanBytes(file);
    expect(state).toBe('end');
    expect(packets.map(({ time }) => time)).toEqual([
      '1700000000.123456000',
      '1699999900.123456789',
      '1700000000.000002861',
    ]);
    expect(packets.map((found) => found.linkType)).toEqual([1, 101, 113]);
    expect(packets[0]).toMatchObject({ bytes, original: 99, interfaceIndex: 0, section: 0, flags: 0 });
    expect(capture.interfaces).toMatchObject([
      { ticksPerSecond: 1_000_000n },
      { ticksPerSecond: 1_000_000_000n, timeOffset: -100n, snapshotLength: 65_535 },
      { ticksPerSecond: 1_048_576n },
    ]);
    expect(capture.readPacket(packets[1].position, 5)).toEqual(bytes);
  });

  it('reads simple packets and obsolete packet blocks', async () => {
    const simple = its.block(3, its.numbers([32, 50]), padded(bytes));
    const obsolete = its.block(2, its.numbers([16, 0], [16, 7], [32, 0], [32, 5], [32, 5], [32, 5]), padded(bytes));
    const { packets, capture } = await scanBytes(joined([its.section(), its.interface(1, 5), simple, obsolete]));
    expect(packets).toMatchObject([
      { bytes, original: 50, time: undefined, flags: packetFlag.noTime, interfaceIndex: 0 },
      { bytes, original: 5, time: '0.000005000' },
    ]);
    expect(capture.packetOptions(packets[1].position, 0).dropCount).toBe(7n);
    expect(capture.packetOptions(packets[0].position, 0).options).toEqual([]);
  });

  it('reads what the section and its interfaces say of themselves', async () => {
    const file = joined([
      its.section(
        its.option(2, 'a machine'),
        its.option(3, 'an OS'),
        its.option(4, 'a program'),
        its.option(1, 'first'),
        its.option(1, 'second'),
      ),
      its.interface(
        1,
        0,
        its.option(2, 'eth0'),
        its.option(3, 'the cable'),
        its.option(4, hex('0a000001 ffffff00')),
        its.option(6, hex('001122334455')),
        its.option(8, its.numbers([64, 10_000_000_000n])),
        its.option(11, '\0tcp port 80'),
        its.option(13, hex('20')),
      ),
      its.block(
        5,
        its.numbers([32, 0], [32, 0], [32, 5]),
        its.option(4, its.numbers([64, 1000])),
        its.option(5, its.numbers([64, 3])),
      ),
    ]);
    const { capture } = await scanBytes(file);
    expect(capture.sections).toMatchObject([
      { hardware: 'a machine', operatingSystem: 'an OS', application: 'a program', comments: ['first', 'second'] },
    ]);
    expect(capture.interfaces).toMatchObject([
      {
        name: 'eth0',
        description: 'the cable',
        ipv4Addresses: [hex('0a000001 ffffff00')],
        macAddress: hex('001122334455'),
        speed: 10_000_000_000n,
        filter: 'tcp port 80',
        frameCheckBits: 32,
        statistics: { time: 5_000n, received: 1000n, dropped: 3n },
      },
    ]);
  });

  it('reads names, secrets and what it does not know', async () => {
    const record = joined([its.numbers([16, 1], [16, 11]), padded(hex('0a000001 61 00 62 2e 63 64 00'))]);
    const file = joined([
      its.section(),
      its.block(4, record, its.numbers([32, 0])),
      its.block(10, its.numbers([32, 0x544c534b], [32, 6]), hex('53 45 43 52 45 54')),
      its.block(0x77777777, hex('01 02 03 04')),
      its.block(0x80000001, its.numbers([32, 55])),
    ]);
    const { capture, packets, state } = await scanBytes(file);
    expect(packets).toEqual([]);
    expect(state).toBe('end');
    expect(capture.names).toEqual([{ kind: 'ipv4', address: hex('0a000001'), names: ['a', 'b.cd'] }]);
    expect(capture.secrets).toMatchObject([{ type: 0x544c534b, length: 6, section: 0 }]);
    expect(capture.readPacket(capture.secrets[0].position, 6)).toEqual(hex('53 45 43 52 45 54'));
    expect(capture.otherBlocks.map(({ type, length }) => [type, length])).toEqual([
      [0x77777777, 16],
      [0x80000001, 16],
    ]);
  });

  it('tells packets with options and comments, and reads them when asked', async () => {
    const options = [
      its.option(1, 'look here'),
      its.option(1, 'and here'),
      its.option(2, its.numbers([32, 0x62])),
      its.option(4, its.numbers([64, 12])),
      its.option(6, its.numbers([32, 3])),
      its.option(2989, joined([its.numbers([32, 32_473]), hex('aabb')])),
      its.numbers([32, 0]),
    ];
    const file = joined([
      its.section(),
      its.interface(1, 0),
      its.packet(0, 0n, bytes, 5, ...options),
      its.packet(0, 0n, bytes, 5, its.option(6, its.numbers([32, 1]))),
    ]);
    const { packets, capture } = await scanBytes(file);
    expect(packets.map(({ flags }) => flags)).toEqual([packetFlag.options | packetFlag.commented, packetFlag.options]);
    const found = capture.packetOptions(packets[0].position, 0);
    expect(found).toMatchObject({ comments: ['look here', 'and here'], flags: 0x62, dropCount: 12n, queue: 3 });
    expect(found.options.map(({ code }) => code)).toEqual([1, 1, 2, 4, 6, 2989]);
  });

  it('counts custom blocks, journal entries and Sysdig events as frames', async () => {
    const journal = '__CURSOR=abc\n__REALTIME_TIMESTAMP=1600000000123456\nMESSAGE=hi\n';
    const event = its.numbers([16, 3], [64, 1_600_000_000_123_456_789n], [64, 77], [32, 30], [16, 5]);
    const file = joined([
      its.section(),
      its.block(0xbad, its.numbers([32, 32_473]), hex('01020304')),
      its.block(9, new TextEncoder().encode(journal)),
      its.block(0x204, event, hex('0a0b0c0d')),
    ]);
    const { packets } = await scanBytes(file);
    expect(packets).toMatchObject([
      { linkType: linkType.pcapngCustomBlock, bytes: hex('01020304'), time: undefined, interfaceIndex: noInterface },
      {
        linkType: linkType.systemdJournal,
        original: journal.length,
        time: '1600000000.123456000',
        flags: packetFlag.block,
      },
      { linkType: linkType.sysdigEvent, bytes: hex('0a0b0c0d'), original: 30, time: '1600000000.123456789' },
    ]);
  });
});

describe('a pcapng file', () => {
  it('may have several sections, each with its own byte order and interfaces', async () => {
    const big = new Blocks(false);
    const file = joined([
      little.section(),
      little.interface(1, 0),
      little.packet(0, micro, bytes),
      big.section(),
      big.interface(101, 0),
      big.interface(113, 0),
      big.packet(1, micro, bytes),
    ]);
    const first = await scanBytes(file);
    expect(first.packets).toMatchObject([
      { interfaceIndex: 0, section: 0, linkType: 1, time: '1700000000.123456000' },
      { interfaceIndex: 2, section: 1, linkType: 113, time: '1700000000.123456000' },
    ]);
    expect(first.capture.interfaces.map(({ section, id }) => [section, id])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    const again = scanAll(first.capture, 1);
    expect(again.packets).toEqual(first.packets);
    expect(first.capture.sections).toHaveLength(2);
    expect(first.capture.interfaces).toHaveLength(3);
  });

  it('forgives a block length without its padding', async () => {
    const packet = little.packet(0, 0n, bytes);
    const view = new DataView(packet.buffer);
    view.setUint32(4, packet.length - 3, true);
    view.setUint32(packet.length - 4, packet.length - 3, true);
    const { packets, state } = await scanBytes(joined([little.section(), little.interface(1, 0), packet, packet]));
    expect([packets.length, state]).toEqual([2, 'end']);
  });

  it('reads a block larger than what is read at a time', async () => {
    const unknown = little.block(0x77777777, new Uint8Array(5 * 1024 * 1024));
    const file = joined([
      little.section(),
      little.interface(1, 0),
      little.packet(0, 0n, bytes),
      unknown,
      little.packet(0, 0n, bytes),
    ]);
    expect(await scanBytes(file)).toMatchObject({ state: 'end', packets: [{ bytes }, { bytes }] });
  });

  const start = joined([little.section(), little.interface(1, 0), little.packet(0, 0n, bytes)]);

  it('gives the whole packets of a file that was cut, and says where', async () => {
    const whole = joined([start, little.packet(0, 0n, new Uint8Array(60))]);
    expect(await scanBytes(whole.subarray(0, whole.length - 20))).toMatchObject({
      state: 'truncated',
      packets: [{ bytes }],
      problem: 'The file was cut in the middle of packet 2: it ends at byte 160, and 20 more bytes would be needed.',
    });
    expect((await scanBytes(whole.subarray(0, start.length + 5))).problem).toContain(
      'in the middle of the header of a block',
    );
    expect((await scanBytes(little.section().subarray(0, 20))).problem).toContain('a block before the first packet');
  });

  const withTrailer = (trailer: number): Uint8Array => {
    const packet = little.packet(0, 0n, bytes);
    new DataView(packet.buffer).setUint32(packet.length - 4, trailer, true);
    return packet;
  };
  const badPacket = (id: number, captured: number): Uint8Array =>
    little.block(6, little.numbers([32, id], [32, 0], [32, 0], [32, captured], [32, 5]), padded(bytes));

  it.each([
    [withTrailer(48), 'The file is damaged at byte 124: a block of 40 bytes ends with the length 48.'],
    [new Uint8Array(12), 'The file is damaged at byte 92: a block claims to be 0 bytes long, where 12 is the least.'],
    [
      little.numbers([32, 6], [32, 0xfffffff0], [32, 0]),
      'The file is damaged at byte 92: a block claims to be 4,294,967,280 bytes long, more than any can be.',
    ],
    [
      badPacket(3, 5),
      'The file is damaged at byte 96: packet 2 names interface 3, but its section describes 1 interface.',
    ],
    [
      badPacket(0, 300_000),
      'The file is damaged at byte 108: packet 2 claims to be 300,000 bytes long, where 262,144 is the most that can be.',
    ],
    [
      badPacket(0, 50),
      'The file is damaged at byte 108: packet 2 claims to be 50 bytes long, but its block has room for 8.',
    ],
    [
      little.packet(0, 0n, bytes, 5, little.numbers([16, 1], [16, 40])),
      'The file is damaged at byte 124: in packet 2, an option claims 40 bytes where its block has 0 left.',
    ],
    [
      little.packet(0, 0n, bytes, 5, little.option(2, hex('010203'))),
      'The file is damaged at byte 124: in packet 2, packet option 2 cannot be 3 bytes long.',
    ],
    [
      little.block(4, little.numbers([16, 1], [16, 5]), hex('0a000001 61')),
      'The file is damaged at byte 96: a name does not end with a zero byte.',
    ],
    [
      little.block(10, little.numbers([32, 1], [32, 99])),
      'The file is damaged at byte 100: decryption secrets claim 99 bytes where 0 are left.',
    ],
    [
      little.block(0x0a0d0d0a, little.numbers([32, 0x1a2b3c4d], [16, 1], [16, 1], [64, -1])),
      'The file is damaged at byte 100: pcapng version 1.1 is not one that can be read.',
    ],
    [
      little.block(0x0a0d0d0a, new Uint8Array(16)),
      'The file is damaged at byte 96: a section header lacks its byte-order magic number.',
    ],
    [
      little.block(0xbad),
      'The file is damaged at byte 92: a custom block of 12 bytes has no room for its enterprise number.',
    ],
  ])('stops at damage and names the byte (%#)', async (block, message) => {
    const { packets, state, problem } = await scanBytes(joined([start, block, little.packet(0, 0n, bytes)]));
    expect(packets).toHaveLength(1);
    expect(state).toBe('damaged');
    expect(problem).toBe(message);
  });

  it('needs a magic number to be one', async () => {
    expect(await open(little.block(0x0a0d0d0a, new Uint8Array(16)))).toContain('is not a capture file');
  });
});
