/** Where live captures are tested: a helper built for the tests, a spool of their own, numbered packets on loopback, and what tshark says of the file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { CaptureControl } from '../../src/capture-control/capture-control';
import { openCaptureFile } from '../../src/engine/capture-file/open-capture-file';
import { PacketBatch } from '../../src/engine/capture-file/packet-batch';
import { createNodeHost } from '../../src/node-host/node-host';

/** Why packets cannot be captured here; undefined when they can. */
export const hindrance = findHindrance();

function findHindrance(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s';
  if (process.getuid?.() !== 0) return 'only root may open network devices and make interfaces';
  if (!existsSync('node_modules/cap/build/Release/cap.node')) return 'the package cap is not built';
  const { status } = spawnSync('ip', ['-V']);
  return status === 0 ? undefined : 'the program ip is not installed';
}

export const hasTshark = spawnSync('tshark', ['--version']).status === 0;
export const hasDumpcap = spawnSync('dumpcap', ['--version']).status === 0;

export function tellHindrance(file: string): void {
  if (hindrance !== undefined) console.log(`${file}: skipped, because ${hindrance}`);
}

/** Builds the capture helper as `path`, which ends with `index.js`. Throws when it cannot. */
export function buildHelper(path: string): void {
  const words = ['--config', 'vite.capture-helper.config.ts', '--outDir', dirname(path), '--logLevel', 'error'];
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export class CapturePlace {
  readonly folder = mkdtempSync(join(tmpdir(), 'sockeye-capture-'));
  readonly helper: string;
  readonly spool = join(this.folder, 'spool');
  readonly control: CaptureControl;

  /** Throws when the helper cannot be built. */
  constructor() {
    // The helper looks for cap from where it lies.
    this.helper = join('node_modules/.capture-helper-for-tests', String(process.pid), 'index.js');
    buildHelper(this.helper);
    this.control = new CaptureControl({
      application: 'Sockeye test',
      helper: this.helper,
      spoolFolder: this.spool,
    });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  copy(from: string, name: string): string {
    cpSync(from, this.path(name));
    return this.path(name);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(join(this.helper, '..'), { recursive: true, force: true });
  }
}

/**
 * A port nobody listens on, different in each of the first twenty calls, and from those of test files that run at the same time. It is
 * below those that systems give to clients.
 */
let nextPort = 10_000 + (process.pid % 1000) * 20;
export const unusedPort = (): number => nextPort++;

const burst = 40;

/** Sends numbered UDP packets to loopback: their payload begins with the number, counted from `first`. */
export async function sendNumbered(
  port: number,
  count: number,
  { first = 0, length = 100, address = '127.0.0.1', milliseconds = 2 } = {},
): Promise<void> {
  const socket = createSocket('udp4');
  try {
    for (let sent = 0; sent < count; ) {
      const until = Math.min(count, sent + burst);
      await Promise.all(
        Array.from({ length: until - sent }, (_, index) => {
          const payload = Buffer.alloc(length);
          payload.writeUInt32BE(first + sent + index);
          return new Promise<void>((resolve, reject) => {
            socket.send(payload, port, address, (error) => (error ? reject(error) : resolve()));
          });
        }),
      );
      sent = until;
      if (milliseconds > 0) await pause(milliseconds);
      else await nextTurn();
    }
  } finally {
    socket.close();
  }
}

export interface NumberedPacket {
  readonly number: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
}

const headersLength = 14 + 20 + 8;

/** The numbered packets in a file, in its order. */
export async function numbersIn(path: string): Promise<NumberedPacket[]> {
  const file = await openCaptureFile(createNodeHost(), path);
  const scanner = file.scan();
  const batch = new PacketBatch();
  const found: NumberedPacket[] = [];
  try {
    for (let state = 'more'; state === 'more'; ) {
      state = scanner.next(batch);
      for (let row = 0; row < batch.count; row++) {
        const view = new DataView(batch.bytes.buffer, batch.bytes.byteOffset + batch.start[row] + headersLength);
        const time = BigInt(batch.seconds[row]) * 1_000_000_000n + BigInt(batch.nanoseconds[row]);
        found.push({ number: view.getUint32(0), time });
      }
      if (state === 'damaged' || state === 'truncated') throw new Error(scanner.problem?.message);
    }
  } finally {
    file.close();
  }
  return found;
}

/** Waits until so many numbered packets are in the file of a capture that goes on. Throws when they do not come. */
export async function untilInFile(path: string, count: number): Promise<void> {
  const patience = 30_000;
  const end = performance.now() + patience;
  for (let found = 0; found < count; await pause(20)) {
    if (performance.now() > end) throw new Error(`Only ${found} of ${count} packets came into the file.`);
    // Its last block may be half written.
    found = await numbersIn(path).then(
      (numbers) => numbers.length,
      () => found,
    );
  }
}

/** `0 … count - 1`. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** What tshark complains of when it reads a file; empty when it is content. */
export function complaintsOf(path: string): string {
  const { stderr, status } = spawnSync('tshark', ['-n', '-r', path, '-T', 'fields', '-e', 'frame.number'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const said = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('Running as user'))
    .join('\n');
  return status === 0 ? said : `${said} (status ${status})`;
}
