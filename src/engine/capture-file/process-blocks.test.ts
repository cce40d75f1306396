import { describe, expect, it } from 'vitest';
import { openCaptureFile } from './open-capture-file';
import { PacketBatch } from './packet-batch';
import { isInbound } from './packet-options';
import { tlsSecretsBlock } from './pcapng-encoder';
import { PcapngWriter } from './pcapng-writer';
import {
  ownerNote,
  ownerOptions,
  type PacketOwner,
  processBlock,
  processIdOption,
  processOfPacket,
  readProcessBlock,
} from './process-blocks';
import { saveCapture } from './save-capture';
import { joined, MemoryHost } from './testing';

const curl = { pid: 1234, name: 'curl', path: undefined, command: 'curl https://example.com/', user: 'alice' };
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replace(/\s+/g, ''), 'hex'));

async function scanned(file: Uint8Array) {
  const host = new MemoryHost();
  host.files.set('x', file);
  const capture = await openCaptureFile(host, 'x');
  const scanner = capture.scan();
  const batch = new PacketBatch();
  while (scanner.next(batch) === 'more');
  return { host, capture, packets: scanner.packets, problem: scanner.problem };
}

/** Two packets of four bytes, the first of which names its process. */
function capture(littleEndian: boolean, behind: readonly Uint8Array[] = []): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new PcapngWriter((bytes) => void parts.push(bytes.slice()), [], littleEndian);
  writer.addInterface(1, 0);
  writer.addPacket(0, 1, 0, 4, hex('01020304'), 0, 4, [processIdOption(curl.pid, littleEndian)]);
  writer.addPacket(0, 2, 0, 4, hex('05060708'), 0, 4);
  writer.flush();
  return joined([...parts, ...behind]);
}

describe('process entries of Wireshark’s custom blocks', () => {
  it.each([true, false])(
    'are no packets, and read back as they were written (little-endian: %s)',
    async (littleEndian) => {
      const {
        capture: file,
        packets,
        problem,
      } = await scanned(capture(littleEndian, [processBlock(curl, littleEndian)]));
      expect([packets, problem]).toEqual([2, undefined]);
      expect([...file.processes]).toEqual([[curl.pid, curl]]);
    },
  );

  it('are read as Wireshark lays them out', () => {
    // Process 1234, curl, its path, its words apart by zero bytes, its user; then a comment of the block itself.
    const block = hex(`
      ad0b0000 70000000 6e7f0000 03000000 48000000 d2040000
      0200 0400 6375726c
      0300 0d00 2f7573722f62696e2f6375726c 000000
      0400 0900 6375726c002d7600 00 000000
      0700 0500 616c696365 000000
      0000 0000
      0100 0400 6e6f7465
      0000 0000
      70000000`);
    new DataView(block.buffer).setUint32(4, block.length, true);
    const found = readProcessBlock(new DataView(block.buffer), 0, block.length, true);
    expect(found).toEqual({ pid: 1234, name: 'curl', path: '/usr/bin/curl', command: 'curl -v', user: 'alice' });
  });

  it('stay frames, as for older readers, where they are something else or lie about their length', async () => {
    const other = processBlock(curl, true);
    new DataView(other.buffer).setUint32(12, 99, true);
    const lying = processBlock(curl, true);
    new DataView(lying.buffer).setUint32(16, 0xffff_fff0, true);
    const strange = processBlock(curl, true);
    new DataView(strange.buffer).setUint32(8, 1, true);
    const { capture: file, packets } = await scanned(capture(true, [other, lying, strange]));
    expect([packets, file.processes.size]).toEqual([5, 0]);
  });
});

describe('the process of a packet', () => {
  it('is the one that its option names, in the byte order of the section', () => {
    const processes = new Map([[curl.pid, curl]]);
    expect(processOfPacket([processIdOption(curl.pid, false)], false, processes, [])).toEqual(curl);
    expect(processOfPacket([processIdOption(77, true)], true, processes, [])).toEqual({ pid: 77 });
    expect(processOfPacket([{ code: 8, value: hex('d204') }], true, processes, [])).toBeUndefined();
  });

  it.each([true, false])('says at which end it is and how that is known (little-endian: %s)', (littleEndian) => {
    const owner: PacketOwner = { pid: 77, end: 'destination', known: 'after', exact: false };
    const { pid, ...note } = owner;
    const options = ownerOptions(owner, littleEndian);
    expect(processOfPacket(options, littleEndian, new Map(), [])).toEqual({ pid });
    expect(ownerNote(options, littleEndian)).toEqual(note);
    expect(ownerNote(options, !littleEndian)).toBeUndefined();
    const changed = options.map(({ code, value }) => ({
      code,
      value: value.map((byte) => (byte === 0x70 ? 0x71 : byte)),
    }));
    expect(ownerNote(changed, littleEndian)).toBeUndefined();
    expect(ownerNote([{ code: 2988, value: hex('00') }], littleEndian)).toBeUndefined();
  });

  it('is the receiver’s where the packet came in', () => {
    expect([1, 0xffff_0001, 2, 0].map((flags) => isInbound({ flags }))).toEqual([true, true, false, false]);
    expect(isInbound({})).toBe(false);
  });

  it('is on Darwin the one at that place among the process event blocks', async () => {
    const event = (pid: string, name: string): Uint8Array => {
      const text = Buffer.from(name).toString('hex');
      return hex(
        `01000080 1c000000 ${pid} 0200 0400 ${text} 0000 0000 1c000000`.replace('0000 0000 1c', '00000000 1c'),
      );
    };
    const blocks = [event('f5010000', 'mDNS'), event('01000000', 'init')];
    const { capture: file, packets } = await scanned(capture(true, blocks));
    expect([packets, file.darwinProcesses]).toEqual([
      2,
      [
        { pid: 501, name: 'mDNS' },
        { pid: 1, name: 'init' },
      ],
    ]);
    const option = { code: 0x8001, value: hex('01000000') };
    expect(processOfPacket([option], true, file.processes, file.darwinProcesses)).toEqual({ pid: 1, name: 'init' });
    expect(
      processOfPacket([{ ...option, value: hex('09000000') }], true, new Map(), file.darwinProcesses),
    ).toBeUndefined();
  });
});

describe('saving', () => {
  const owners = {
    ownerOf: (number: number): PacketOwner | undefined =>
      number === 2 ? { pid: 42, end: 'destination', known: 'during', exact: false } : undefined,
    processes: [curl, { pid: 42, name: 'late' }],
  };
  const secrets = new TextEncoder().encode('CLIENT_RANDOM 00 11\n');

  it('adds what is not there yet, behind all packets, and secrets before them', async () => {
    const { host, capture: file } = await scanned(capture(true, [processBlock(curl, true)]));
    await saveCapture(host, file, 'y', { format: 'pcapng', owners, secrets });
    const again = await scanned(host.files.get('y')!);
    expect([again.packets, again.problem]).toEqual([2, undefined]);
    expect([...again.capture.processes.values()].map(({ pid, name }) => [pid, name])).toEqual([
      [1234, 'curl'],
      [42, 'late'],
    ]);
    const [kept] = again.capture.secrets;
    const place = again.host.files.get('x')!.subarray(kept.position, kept.position + kept.length);
    expect([kept.type, new TextDecoder().decode(place)]).toEqual([0x544c534b, 'CLIENT_RANDOM 00 11\n']);
    const text = Buffer.from(host.files.get('y')!).toString('latin1');
    expect(text.indexOf('CLIENT_RANDOM')).toBeLessThan(text.indexOf('\x01\x02\x03\x04'));
    expect(text.lastIndexOf('late')).toBeGreaterThan(text.indexOf('\x05\x06\x07\x08'));
    // The first packet keeps the process that it named.
    expect(text.split(Buffer.from(processIdOption(42, true).value).toString('latin1'))).toHaveLength(2);
  });

  it('pads secrets to four bytes', () => {
    const block = tlsSecretsBlock(hex('010203'), true);
    expect([block.length, new DataView(block.buffer).getUint32(12, true)]).toEqual([24, 3]);
  });
});
