/** `npm run bench:capture-helper -- [--minute]`: the rates at which our helper, dumpcap and tcpdump lose nothing, and what each costs. Needs root. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openCaptureFile } from '../../src/engine/capture-file/open-capture-file';
import { PacketBatch } from '../../src/engine/capture-file/packet-batch';
import { createNodeHost } from '../../src/node-host/node-host';

const folder = 'bench-results';
const port = 47_474;
const filter = `udp dst port ${port}`;
const bufferMebibytes = 16;

interface Capturer {
  readonly name: string;
  /** Starts it, writing to `path`. */
  start(path: string): ChildProcess;
  stop(child: ChildProcess): void;
}

const capturers: readonly Capturer[] = [
  {
    name: 'sockeye',
    start(path) {
      const output = openSync(path, 'w');
      const child = spawn(process.execPath, ['out/capture-helper/index.js'], { stdio: ['pipe', output, 'ignore'] });
      closeSync(output);
      const device = {
        name: 'lo',
        filter,
        promiscuous: false,
        monitorMode: false,
        snapshotLength: 262_144,
        bufferBytes: bufferMebibytes * 1024 * 1024,
      };
      const order = { kind: 'capture', devices: [device], stop: {}, application: 'bench' };
      child.stdin!.write(`${JSON.stringify(order)}\n`);
      return child;
    },
    stop: (child) => child.stdin!.write('{"kind":"stop"}\n'),
  },
  {
    name: 'dumpcap',
    start: (path) =>
      spawn('dumpcap', ['-q', '-p', '-i', 'lo', '-f', filter, '-B', String(bufferMebibytes), '-w', path], {
        stdio: 'ignore',
      }),
    stop: (child) => child.kill('SIGINT'),
  },
  {
    name: 'tcpdump',
    start: (path) =>
      spawn('tcpdump', ['-p', '-i', 'lo', '-B', String(bufferMebibytes * 1024), '-w', path, '--', filter], {
        stdio: 'ignore',
      }),
    stop: (child) => child.kill('SIGINT'),
  },
];

interface Run {
  readonly program: string;
  readonly wanted: number;
  readonly sent: number;
  readonly rate: number;
  readonly missing: number;
  /** Processor time of the capturing program, in seconds. */
  readonly processorSeconds: number;
}

async function run(capturer: Capturer, rate: number, seconds: number, length: number): Promise<Run> {
  const path = `${folder}/live-${capturer.name}.pcap`;
  const child = capturer.start(path);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await pause(2500);
  const before = processorSeconds(child.pid!);
  const words = [rate, seconds, length, port].map(String);
  const { stdout } = spawnSync(
    process.execPath,
    ['scripts/run-typescript.mjs', 'test/bench/flood-loopback.ts', ...words],
    {
      encoding: 'utf8',
    },
  );
  const { sent, rate: reached } = JSON.parse(stdout) as { sent: number; rate: number };
  // What waits in kernel and buffers: tcpdump hands on once a second.
  await pause(1500);
  const used = processorSeconds(child.pid!) - before;
  capturer.stop(child);
  await ended;
  const missing = sent - (await packetsIn(path));
  rmSync(path);
  return { program: capturer.name, wanted: rate, sent, rate: reached, missing, processorSeconds: used };
}

/** Fields 14 and 15 of /proc/PID/stat, in hundredths of a second. proc(5) */
function processorSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function packetsIn(path: string): Promise<number> {
  const file = await openCaptureFile(createNodeHost(), path);
  const scanner = file.scan();
  const batch = new PacketBatch();
  while (scanner.next(batch) === 'more');
  file.close();
  return scanner.packets;
}

function tell({ program, rate, sent, missing, processorSeconds: used }: Run): void {
  const perPacket = `${((used / sent) * 1e6).toFixed(2)} µs of processor time a packet`;
  console.log(
    `${program.padEnd(8)} ${String(rate).padStart(8)} a second  ${String(missing).padStart(8)} missing  ${perPacket}`,
  );
}

/** The highest rate that was reached without a loss. */
function best(runs: readonly Run[], program: string): number {
  return Math.max(0, ...runs.filter((one) => one.program === program && one.missing === 0).map(({ rate }) => rate));
}

const { values } = parseArgs({
  options: { rates: { type: 'string', default: '50000,100000,200000,400000' }, minute: { type: 'boolean' } },
});
mkdirSync(folder, { recursive: true });
execFileSync(process.execPath, [
  ...['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.capture-helper.config.ts', '--logLevel', 'warn'],
]);
const runs: Run[] = [];
if (values.minute) {
  for (const capturer of capturers.slice(0, 2)) {
    const result = await run(capturer, 20_000, 60, 400);
    tell(result);
    runs.push(result);
  }
} else {
  for (const rate of values.rates.split(',').map(Number))
    for (const capturer of capturers) {
      const result = await run(capturer, rate, 3, 120);
      tell(result);
      runs.push(result);
    }
  const [ours, dumpcap, tcpdump] = capturers.map(({ name }) => best(runs, name));
  console.log(`highest rate without a loss: sockeye ${ours}, dumpcap ${dumpcap}, tcpdump ${tcpdump}`);
  console.log(`sockeye / dumpcap ${(ours / dumpcap).toFixed(2)}`);
}
writeFileSync(
  `${folder}/capture-helper.json`,
  JSON.stringify({ processors: cpus().length, bufferMebibytes, runs }, undefined, 2),
);
