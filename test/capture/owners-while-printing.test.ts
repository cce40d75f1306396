/** Holds that the command line program tells the process of each packet that it prints while it captures. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { getPriority } from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { childrenOf, LiveCommandLine } from './live-command-line';
import { hindrance, tellHindrance } from './place';

tellHindrance('test/capture/owners-while-printing.test.ts');

describe.skipIf(hindrance !== undefined || process.platform !== 'linux')('frame.process while capturing', () => {
  let program: LiveCommandLine;
  beforeAll(() => {
    program = new LiveCommandLine();
  }, 120_000);
  afterAll(() => program.close());

  test('is known of every packet, the first of a connection included', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('answer')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const fields = ['frame.process.pid', 'frame.process.name', 'tcp.flags.syn'].flatMap((field) => ['-e', field]);
    const run = program.start('-i', 'lo', '-f', `tcp port ${port}`, '-c', '120', '-T', 'fields', ...fields);
    await run.said('Capturing on');
    // Who looks for owners goes before others; who decodes does not.
    await vi.waitFor(
      () => {
        const [decoder] = childrenOf(run.child.pid!).filter(({ words }) => words.join(' ').includes('-r - -l'));
        expect(getPriority(decoder.pid)).toBe(getPriority());
      },
      { timeout: 60_000 },
    );
    const connecting = setInterval(() => {
      const socket = connect(port, '127.0.0.1')
        .on('error', () => undefined)
        .resume();
      setTimeout(() => socket.destroy(), 70);
    }, 100);
    const { output } = await run.ended;
    clearInterval(connecting);
    server.close();
    // A slow machine may need a while for its first look at all sockets that there are.
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
      .slice(60);
    expect(lines).toHaveLength(60);
    expect(lines.some(([, , syn]) => syn === '1')).toBe(true);
    // All sockets are this process's: its listener's port at least tells so of each of them.
    expect(new Set(lines.map(([pid]) => pid))).toEqual(new Set([String(process.pid)]));
    expect(lines[0][1]).not.toBe('');
  }, 300_000);
});
