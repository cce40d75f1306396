/** Holds that a program started to be watched is followed with all it starts, and keeps its TLS secrets in a private file. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { LaunchStatus } from '../../src/shared/sockets';
import { Launches } from '../../src/sockets/launch/launches';
import { OwnerWatch } from '../../src/sockets/owners/owner-watch';
import { selfSigned } from './console-bench';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

class Watch {
  output = '';
  leftOut = 0;
  /** Most bytes that were told at once. */
  most = 0;
  statuses: LaunchStatus[] = [];
  readonly launches = new Launches({
    events: (_launch, events) => {
      let bytes = 0;
      for (const event of events) {
        if (event.kind === 'left-out') this.leftOut += event.bytes;
        else {
          this.output += event.text;
          bytes += event.bytes.length;
        }
      }
      this.most = Math.max(this.most, bytes);
    },
    status: (_launch, status) => this.statuses.push(status),
  });

  start(command: string, words: string[], environment: Record<string, string> = {}) {
    this.launches.prepare('token', { command, arguments: words, environment });
    const started = this.launches.start('token');
    closers.push(() => this.launches.forgetAll());
    return { ...started, program: this.launches.get(started.launch) };
  }

  get last(): LaunchStatus | undefined {
    return this.statuses.at(-1);
  }

  async until(condition: () => boolean): Promise<void> {
    const end = performance.now() + 200_000;
    while (!condition()) {
      if (performance.now() > end)
        throw new Error(`Waited in vain: ${this.output.slice(-200)} ${JSON.stringify(this.last)}`);
      await wait(10);
    }
  }
}

describe.skipIf(process.platform !== 'linux')('a started program', () => {
  it('gets its arguments as they are, and is told of with what it starts', async () => {
    const watch = new Watch();
    const code = `require('child_process').spawn('sleep', ['30']); console.log(process.argv[1], process.env.GIVEN); setTimeout(() => {}, 30000)`;
    const { pid, program } = watch.start(process.execPath, ['-e', code, '$(touch x); "'], { GIVEN: 'yes' });
    await watch.until(() => watch.output.includes('yes') && (watch.last?.pids.length ?? 0) >= 2);
    expect(watch.output).toContain('$(touch x); " yes');
    expect(watch.last?.pids).toContain(pid);
    expect(watch.last?.displayFilter).toMatch(new RegExp(`^frame\\.process\\.pid in \\{.*${pid}`));
    const { pids } = watch.last ?? { pids: [] };
    program.stop();
    await watch.until(() => watch.last?.state === 'ended');
    await watch.until(() => pids.every(hasEnded));
  });

  it('leaves its TLS secrets in a file for this user alone, which is removed', async () => {
    const { certificate: cert, key } = selfSigned('localhost', ['localhost'], { from: '20', to: '45' });
    const server = createServer({ cert, key }, (socket) => socket.on('error', () => undefined).end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { port: number };
    const watch = new Watch();
    const code = `const s = require('tls').connect({ port: ${port}, host: '127.0.0.1', rejectUnauthorized: false });
      s.on('keylog', (line) => require('fs').appendFileSync(process.env.SSLKEYLOGFILE, line)).resume().on('close', () => process.exit())`;
    const { launch, program } = watch.start(process.execPath, ['-e', code]);
    await watch.until(() => watch.last?.state === 'ended');
    expect(watch.last).toMatchObject({ exitCode: 0, problem: '' });
    expect(watch.last?.secrets).toBeGreaterThan(0);
    expect(new TextDecoder().decode(program.secrets())).toMatch(/^[A-Z0-9_]+ [0-9a-f]{64} [0-9a-f]+$/m);
    expect(statSync(program.secretsPath).mode & 0o077).toBe(0);
    watch.launches.forget(launch);
    expect(existsSync(program.secretsPath)).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'does not inherit the precedence of whoever watches owners (needs root)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sockeye-launch-test-'));
      const usual = getPriority();
      const watching = new OwnerWatch(join(folder, 'capture'));
      expect(getPriority()).toBeLessThan(usual);
      const watch = new Watch();
      watch.start(process.execPath, ['-e', 'console.log("<" + require("os").getPriority() + ">")']);
      await watch.until(() => watch.output.includes('>'));
      watching.stop();
      expect(watch.output).toContain(`<${usual}>`);
      expect(getPriority()).toBe(usual);
      rmSync(folder, { recursive: true });
    },
  );

  it('is shown with its characters whole and its controls harmless, however its output is cut', async () => {
    const watch = new Watch();
    // U+20AC in three bytes, written in three pieces.
    const code = `const write = (bytes) => new Promise((done) => process.stdout.write(Buffer.from(bytes), () => setTimeout(done, 60)));
      write([0xe2]).then(() => write([0x82])).then(() => write([0xac, 0x0a, 0x1b, 0x5b, 0x09, 0x0d, 0x0a]))`;
    watch.start(process.execPath, ['-e', code]);
    await watch.until(() => watch.last?.state === 'ended');
    expect(watch.output).toBe('€\n\\x1b[    \n');
  });

  it('cannot drown the window: of a flood a part is told, and what is left out is counted', async () => {
    const watch = new Watch();
    const length = 32 * 1024 * 1024;
    watch.start('head', ['-c', String(length), '/dev/zero']);
    // A byte that cannot be shown as itself is shown as `\\x00`.
    await watch.until(() => watch.output.length / 4 + watch.leftOut === length);
    expect(watch.leftOut).toBeGreaterThan(0);
    expect(watch.most).toBeLessThanOrEqual((64 + 16) * 1024);
  });

  it('is no longer looked at when it and all it started have ended', async () => {
    const watch = new Watch();
    const { program } = watch.start('true', []);
    await watch.until(() => watch.last?.state === 'ended' && watch.last.pids.length === 0);
    const told = watch.statuses.length;
    appendFileSync(program.secretsPath, 'CLIENT_RANDOM 00 00\n');
    await wait(600);
    expect(watch.statuses).toHaveLength(told);
  });

  it('leaves no secrets of a process that was killed', () => {
    const child = spawnSync(process.execPath, ['-e', '']);
    const left = mkdtempSync(join(tmpdir(), `sockeye-launch-${child.pid}-`));
    const used = mkdtempSync(join(tmpdir(), `sockeye-launch-${process.pid}-`));
    closers.push(() => rmSync(used, { recursive: true }));
    new Watch();
    expect([existsSync(left), existsSync(used)]).toEqual([false, true]);
  });

  it('says why it could not be started, and starts nothing that nobody agreed to', async () => {
    const watch = new Watch();
    watch.start('/no/such/program', []);
    await watch.until(() => watch.last?.state === 'failed');
    expect(watch.last?.problem).toContain('There is no such program');
    expect(() => watch.launches.start('token')).toThrow('The user has not agreed');
  });
});

/** Of one that has ended, and that nobody has asked how yet, the program is gone already. */
function hasEnded(pid: number): boolean {
  return !existsSync(`/proc/${pid}/exe`);
}
