/** Capturing with the built command line program: every option for it, on loopback, a FIFO and standard input. */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childrenOf, LiveCommandLine, type LiveRun } from './live-command-line';
import { complaintsOf, hasTshark, hindrance, numbersIn, sendNumbered, tellHindrance, unusedPort, upTo } from './place';

tellHindrance('test/capture/command-line.test.ts');

/** Bytes of a packet of `sendNumbered` on the wire. */
const wire = 142;

describe.skipIf(hindrance !== undefined)('the command line program', () => {
  let program: LiveCommandLine;
  beforeAll(() => {
    program = new LiveCommandLine();
  }, 120_000);
  afterAll(() => program.close());

  const numbers = async (path: string): Promise<number[]> => (await numbersIn(path)).map(({ number }) => number);
  const onLoopback = (port: number): string[] => ['-i', 'lo', '-f', `udp dst port ${port}`];

  /** Sends until the program ends by itself. */
  async function sendUntilEnd({ ended, said }: LiveRun, port: number): Promise<void> {
    await said('Capturing on');
    let over = false;
    void ended.then(() => {
      over = true;
    });
    for (let first = 0; !over; first += 20) await sendNumbered(port, 20, { first, milliseconds: 5 });
  }

  test('-c ends after so many packets, and prints them as they come', async () => {
    const port = unusedPort();
    const run = program.start(...onLoopback(port), '-c', '30', '-T', 'fields', '-e', 'udp.dstport', '-e', 'frame.len');
    await sendUntilEnd(run, port);
    const { status, output, errors } = await run.ended;
    expect(output).toBe(`${port}\t${wire}\n`.repeat(30));
    expect(errors).toBe("Capturing on 'Loopback: lo'\n30 packets captured\n");
    expect(status).toBe(0);
  });

  test('-w with -s keeps the beginning of each packet, -a packets ends, -p and -q are taken', async () => {
    const port = unusedPort();
    const path = program.path('short.pcapng');
    const run = program.start(...onLoopback(port), '-s', '60', '-p', '-q', '-a', 'packets:25', '-w', path);
    await sendUntilEnd(run, port);
    expect((await run.ended).status).toBe(0);
    const found = await numbers(path);
    expect(found).toEqual(upTo(25).map((index) => index + found[0]));
    if (hasTshark) {
      expect(complaintsOf(path)).toBe('');
      const lengths = tshark('-r', path, '-T', 'fields', '-e', 'frame.len', '-e', 'frame.cap_len');
      expect(lengths).toBe(`${wire}\t60\n`.repeat(25));
    }
  });

  test.each([
    ['duration:0.4', 1],
    ['filesize:5', 10],
  ])('-a %s ends the capture by itself', async (condition, least) => {
    const port = unusedPort();
    const path = program.path(`${condition.replace(':', '-')}.pcapng`);
    const run = program.start(...onLoopback(port), '-a', condition, '-w', path);
    await sendUntilEnd(run, port);
    const { status, errors } = await run.ended;
    const found = await numbers(path);
    expect(status).toBe(0);
    expect(found.length).toBeGreaterThanOrEqual(least);
    expect(errors).toContain(`${found.length} packets captured`);
    if (condition.startsWith('filesize')) expect(readFileSync(path).length).toBeLessThan(5000 + 500);
  });

  test('-b makes a ring of files, -a files ends it, and no file is empty', async () => {
    const port = unusedPort();
    const folder = program.path('ring');
    mkdirSync(folder);
    const run = program.start(...onLoopback(port), '-b', 'packets:10', '-a', 'files:3', '-w', `${folder}/r.pcapng`);
    await sendUntilEnd(run, port);
    expect((await run.ended).errors).toContain('30 packets captured');
    const files = readdirSync(folder).sort();
    expect(files).toHaveLength(3);
    const found: number[] = [];
    for (const name of files) {
      expect(name).toMatch(/^r_0000[123]_\d{14}\.pcapng$/);
      found.push(...(await numbers(`${folder}/${name}`)));
    }
    expect(found).toEqual(upTo(30).map((index) => index + found[0]));
  });

  test('a count that fills the last file of a ring exactly begins no other', async () => {
    const port = unusedPort();
    const folder = program.path('exact');
    mkdirSync(folder);
    const run = program.start(...onLoopback(port), '-b', 'packets:10', '-c', '20', '-w', `${folder}/r.pcapng`);
    await sendUntilEnd(run, port);
    await run.ended;
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('Ctrl+C ends cleanly, with the counts and everything that came before', async () => {
    const port = unusedPort();
    const path = program.path('interrupted.pcapng');
    const run = program.start(...onLoopback(port), '-w', path);
    await run.said('Capturing on');
    await untilItGrows(path, port);
    await sendNumbered(port, 500, { first: 1_000_000 });
    run.child.kill('SIGINT');
    const { status, errors } = await run.ended;
    const found = await numbers(path);
    expect(status).toBe(0);
    expect(errors).toContain(`${found.length} packets captured`);
    expect(found.filter((number) => number >= 1_000_000).map((number) => number - 1_000_000)).toEqual(upTo(500));
    if (hasTshark) expect(complaintsOf(path)).toBe('');
  });

  test('-w FIFO waits for who reads it, and Ctrl+C ends the waiting', async () => {
    const fifo = program.path('unread');
    execFileSync('mkfifo', [fifo]);
    const run = program.start('-i', 'lo', '-w', fifo);
    await run.said('Capturing on');
    const early = await Promise.race([run.ended, pause(300)]);
    expect(early).toBeUndefined();
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({ status: 0, errors: expect.stringContaining('0 packets captured') });
  });

  test('-w FIFO gives its reader everything, however late it comes', async () => {
    const port = unusedPort();
    const fifo = program.path('read');
    execFileSync('mkfifo', [fifo]);
    const run = program.start(...onLoopback(port), '-c', '20', '-w', fifo);
    await run.said('Capturing on');
    const path = program.path('from-fifo.pcapng');
    const copied = pipeline(createReadStream(fifo), createWriteStream(path));
    await sendUntilEnd(run, port);
    await copied;
    expect((await run.ended).status).toBe(0);
    expect(await numbers(path)).toHaveLength(20);
  });

  test('without a folder for captures, -w captures all the same, and printing names the folder', async () => {
    const port = unusedPort();
    const cache = program.path('no-folder');
    writeFileSync(cache, '');
    const path = program.path('without-cache.pcapng');
    const written = program.startWith({ XDG_CACHE_HOME: cache }, ...onLoopback(port), '-c', '5', '-w', path);
    await sendUntilEnd(written, port);
    expect((await written.ended).status).toBe(0);
    expect(await numbers(path)).toHaveLength(5);
    const printed = await program.startWith({ XDG_CACHE_HOME: cache }, ...onLoopback(port), '-c', '5').ended;
    expect(printed.status).toBe(1);
    expect(printed.errors).toContain(`“${cache}/sockeye/captures” cannot be written`);
    expect(printed.errors).toContain('set XDG_CACHE_HOME to a folder that you may write to');
  });

  test('-Y lets through what matches while more is captured', async () => {
    const port = unusedPort();
    const run = program.start(
      ...onLoopback(port),
      '-l',
      '-Y',
      'frame.number % 10 == 0',
      '-T',
      'fields',
      '-e',
      'frame.number',
    );
    let last = 0;
    const shown = run.said(/^20$/m).then(() => {
      last = 20;
    });
    await run.said('Capturing on');
    while (last === 0) await sendNumbered(port, 10, { milliseconds: 5 });
    await shown;
    run.child.kill('SIGINT');
    const { output } = await run.ended;
    expect(output.split('\n').slice(0, 2)).toEqual(['10', '20']);
  });

  test('what is captured is decoded without root’s rights', async ({ skip }) => {
    const port = unusedPort();
    const run = program.start(...onLoopback(port), '-l', '-T', 'fields', '-e', 'frame.number');
    let printed = false;
    const first = run.said(/^1$/m).then(() => {
      printed = true;
    });
    await run.said('Capturing on');
    while (!printed) await sendNumbered(port, 10, { milliseconds: 5 });
    await first;
    const decoders = childrenOf(run.child.pid!).filter(({ words }) => words.join(' ').includes('-r - -l'));
    run.child.kill('SIGINT');
    const { errors } = await run.ended;
    skip(errors.includes('decoded as root'), 'Node lies where nobody else may execute it');
    expect(decoders).toHaveLength(1);
    expect(decoders[0].users).toHaveLength(4);
    expect(decoders[0].users).not.toContain('0');
  });

  test('several interfaces at once, each with its filter', async () => {
    const [one, other] = [unusedPort(), unusedPort()];
    const path = program.path('several.pcapng');
    const run = program.start(...onLoopback(one), ...onLoopback(other), '-w', path);
    await run.said('Capturing on');
    await untilItGrows(path, one);
    await sendNumbered(one, 50, { first: 1000 });
    await sendNumbered(other, 50, { first: 2000 });
    run.child.kill('SIGINT');
    await run.ended;
    const found = (await numbers(path)).filter((number) => number >= 1000);
    expect(found.sort((a, b) => a - b)).toEqual([...upTo(50).map((n) => n + 1000), ...upTo(50).map((n) => n + 2000)]);
    if (hasTshark) {
      const names = tshark('-r', path, '-Y', `udp.dstport == ${other}`, '-T', 'fields', '-e', 'frame.interface_id');
      expect(names).toBe('1\n'.repeat(50));
    }
  });

  test('-i - takes a capture from standard input, and a FIFO is taken as well', async () => {
    const sample = 'resources/sample.pcapng';
    const expected = await program.run('-r', sample);
    const piped = program.start('-i', '-');
    await pipeline(createReadStream(sample), piped.child.stdin);
    expect((await piped.ended).output).toBe(expected.output);

    const fifo = program.path('fifo');
    execFileSync('mkfifo', [fifo]);
    const named = program.start('-i', fifo);
    await pipeline(createReadStream(sample), createWriteStream(fifo));
    expect((await named.ended).output).toBe(expected.output);
  });

  test.each([
    [['-Y', 'nonsense'], '“nonsense” is neither a field nor a protocol.'],
    [['-T', 'fields', '-e', 'nonsense'], "Some fields aren't valid:"],
    [
      ['-w', '/no such folder/x.pcapng'],
      '“/no such folder/x.pcapng” cannot be written: there is no folder “/no such folder”.',
    ],
    [['-w', '/no such folder/x.pcapng', '-b', 'packets:9'], 'cannot be written: there is no folder “/no such folder”.'],
    [['-w', '.', '-b', 'packets:9'], '“.” is a folder, not a file.'],
  ])('%j is refused before anything is captured', async (words, sentence) => {
    const { status, errors } = await program.run('-i', 'lo', ...words);
    expect(status).toBe(words[0] === '-Y' ? 2 : 1);
    expect(errors).toContain(sentence);
    expect(errors).not.toContain('Capturing on');
  });

  test('a file that is there stays as it was when the capture cannot begin', async () => {
    const path = program.path('kept.pcapng');
    writeFileSync(path, 'kept');
    expect((await program.run('-i', 'no-such-device', '-w', path)).errors).toContain('No such device');
    expect(readFileSync(path, 'utf8')).toBe('kept');
    expect(readdirSync(program.folder).filter((name) => name.startsWith('kept'))).toEqual(['kept.pcapng']);
  });

  async function untilItGrows(path: string, port: number): Promise<void> {
    for (let found = 0; found === 0; ) {
      await sendNumbered(port, 5);
      found = await numbers(path).then(
        (all) => all.length,
        () => 0,
      );
    }
  }
});

function tshark(...words: string[]): string {
  return execFileSync('tshark', ['-n', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
