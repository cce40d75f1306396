/** Captures that other programs make: through a command, a FIFO and a TCP server. No rights are needed for these. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaptureOptions } from '../../src/shared/live-capture';
import { pcapFile, pcapngFile } from '../captures/write';
import { CapturePlace, complaintsOf, hasTshark, numbersIn, upTo } from './place';

const headersLength = 42;

function numbered(number: number): { bytes: Uint8Array; time: bigint } {
  const bytes = new Uint8Array(headersLength + 60);
  new DataView(bytes.buffer).setUint32(headersLength, number);
  return { bytes, time: 1_700_000_000_123_456_000n + BigInt(number) * 1000n };
}

describe.skipIf(process.platform === 'win32')('what another program captures', () => {
  let place: CapturePlace;
  const packets = upTo(2500).map(numbered);
  beforeAll(() => {
    place = new CapturePlace();
    writeFileSync(place.path('numbered.pcap'), pcapFile(packets));
    writeFileSync(place.path('big-endian.pcapng'), pcapngFile(packets, {}, false));
  }, 120_000);
  afterAll(() => place.close());

  async function captured(options: CaptureOptions): Promise<string> {
    const capture = await place.control.start(options);
    const end = await capture.ended;
    expect(end).toMatchObject({ reason: 'source-ended', status: { packets: 2500 } });
    expect(await numbersIn(capture.path!)).toEqual(packets.map(({ time }, number) => ({ number, time })));
    if (hasTshark) expect(complaintsOf(capture.path!)).toBe('');
    return capture.path!;
  }

  test('comes through a command, which no shell sees', async () => {
    const path = place.copy(place.path('numbered.pcap'), '$(name) with; words.pcap');
    await captured({ sources: [{ kind: 'command', arguments: ['cat', '--', path] }] });
  });

  test('comes in any format and byte order', async () => {
    await captured({ sources: [{ kind: 'command', arguments: ['cat', place.path('big-endian.pcapng')] }] });
  });

  test('comes through a FIFO, piece by piece', async () => {
    const fifo = place.path('fifo');
    execFileSync('mkfifo', [fifo]);
    const script = `for n in $(seq 0 99); do dd if="$1" bs=3001 skip=$n count=1 2>/dev/null; done > "$2"`;
    spawn('sh', ['-c', script, 'sh', place.path('numbered.pcap'), fifo], { stdio: 'ignore' });
    await captured({ sources: [{ kind: 'pipe', path: fifo }] });
  });

  test('comes from a TCP server', async () => {
    const server = createServer((socket) => socket.end(readFileSync(place.path('numbered.pcap'))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await captured({ sources: [{ kind: 'tcp', host: '127.0.0.1', port }] });
    server.close();
  });

  test('comes from several sources at once, each an interface of its own', async () => {
    const source = { kind: 'command', arguments: ['cat', place.path('numbered.pcap')] } as const;
    const capture = await place.control.start({ sources: [source, { ...source, name: 'the other' }] });
    const { status } = await capture.ended;
    expect(status.packets).toBe(5000);
    expect(status.interfaces.map(({ packets: count, name }) => [name, count])).toEqual([
      [expect.stringContaining('cat'), 2500],
      ['the other', 2500],
    ]);
  });

  test('is kept as far as it came when the program fails, which is said in its words', async () => {
    const script = 'cat "$1"; echo "the remote host hung up" >&2; exit 3';
    const capture = await place.control.start({
      sources: [
        { kind: 'command', name: 'ssh host', arguments: ['sh', '-c', script, 'sh', place.path('numbered.pcap')] },
      ],
    });
    const end = await capture.ended;
    expect(end).toMatchObject({ reason: 'failed', message: 'ssh host: the remote host hung up' });
    expect((await numbersIn(capture.path!)).length).toBe(2500);
  });

  test('is refused when it is no capture', async () => {
    const capture = await place.control.start({ sources: [{ kind: 'command', arguments: ['cat', 'package.json'] }] });
    expect(await capture.ended).toMatchObject({ reason: 'failed', message: expect.stringContaining('not a capture') });
  });

  test('stops where the spool is full', async () => {
    const { CaptureControl } = await import('../../src/capture-control/capture-control');
    const control = new CaptureControl({
      application: 'Sockeye test',
      helper: place.helper,
      spoolFolder: place.path('small-spool'),
      spoolLimit: 100_000,
    });
    const capture = await control.start({
      sources: [{ kind: 'command', arguments: ['cat', place.path('numbered.pcap')] }],
    });
    const end = await capture.ended;
    expect(end).toMatchObject({ reason: 'disk-full', message: expect.stringContaining('as full as it may become') });
    expect(control.spool().bytes).toBeLessThan(120_000);
    expect((await numbersIn(capture.path!)).map(({ number }) => number)).toEqual(upTo(end.status.packets));
  });
});
