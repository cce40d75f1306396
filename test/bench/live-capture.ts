/**
 * `npm run bench:capture -- [--seconds N] [--rate N] [--bytes N] [--trace]`: captures steady traffic on loopback with the window
 * open and following it, and says whether every packet is in the file (and in dumpcap's beside it), what was dropped, how old the
 * newest packet was when its row was drawn, how much memory and processor time each process took, and, with `--trace`, how long the
 * page's tasks were. Needs Linux, a display and the right to capture.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launchSockeye, type Sockeye } from '../e2e/launch';
import { delays, sightings, watchNewestRow } from '../e2e/screen-delay';
import { numbersIn } from '../e2e/traffic';
import { type ProcessUsage, usageBelow } from './process-usage';

const folder = 'bench-results';
/** What a packet's columns take in the engine, at most: DESIGN.md, section 4. */
const columnBytes = 48;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '20000' },
    bytes: { type: 'string', default: '400' },
    trace: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
/** Seconds of traffic before anything is measured. */
const warmUp = 3;

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  const { port } = socket.address();
  socket.close();
  return port;
}

async function sendPackets(
  port: number,
  duration: number,
): Promise<{ readonly sent: number; readonly seconds: number }> {
  const sender = spawn(
    'node',
    [
      'scripts/run-typescript.mjs',
      'test/bench/send-packets.ts',
      String(port),
      values.rate,
      String(duration),
      values.bytes,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let told = '';
  sender.stdout.on('data', (text: Buffer) => {
    told += text.toString();
  });
  await new Promise((ended) => sender.on('close', ended));
  return JSON.parse(told) as { sent: number; seconds: number };
}

/** How long the tasks of the page's main thread took, and how much processor time, in milliseconds, shortest first. */
function pageTasks(tracePath: string, pageId: number): { readonly took: number[]; readonly worked: number[] } {
  const { traceEvents } = JSON.parse(readFileSync(tracePath, 'utf8')) as {
    traceEvents: {
      name: string;
      ph: string;
      pid: number;
      tid: number;
      dur?: number;
      tdur?: number;
      args?: { name?: string };
    }[];
  };
  const main = traceEvents.find(
    ({ name, pid, args }) => name === 'thread_name' && pid === pageId && args?.name === 'CrRendererMain',
  )?.tid;
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && pid === pageId && tid === main && name.endsWith('RunTask'),
  );
  const sorted = (of: 'dur' | 'tdur'): number[] =>
    tasks.map((task) => (task[of] ?? 0) / 1000).sort((one, other) => one - other);
  return { took: sorted('dur'), worked: sorted('tdur') };
}

async function begin({ page }: Sockeye, port: number): Promise<void> {
  await page.getByRole('option', { name: /^lo/ }).click();
  await page.getByRole('textbox', { name: 'Capture filter' }).fill(`udp port ${port}`);
  await page.getByRole('region', { name: 'Capture' }).getByRole('button', { name: 'Start' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /Capturing \d/ })
    .waitFor();
}

/** What each process is, by its command line and by what Electron calls it. */
async function usage({ application }: Sockeye): Promise<Map<string, ProcessUsage>> {
  const main = application.process().pid ?? 0;
  const metrics = await application.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name }) => ({ pid, name: name ?? type })),
  );
  const names = new Map(metrics.map(({ pid, name }) => [pid, name]));
  const named = usageBelow(main).flatMap((one): [string, ProcessUsage][] => {
    if (one.command.includes('capture-helper')) return [['capture helper', one]];
    const name = names.get(one.id);
    return name === undefined ? [] : [[name === 'Tab' ? 'page' : name === 'Browser' ? 'main' : name, one]];
  });
  return new Map(named);
}

/** Captures the same packets, so that it can be told who lost one. Undefined where dumpcap is not installed. */
function startDumpcap(port: number, path: string): ChildProcess | undefined {
  if (spawnSync('dumpcap', ['--version']).status !== 0) return undefined;
  return spawn('dumpcap', ['-q', '-i', 'lo', '-f', `udp port ${port}`, '-w', path], { stdio: 'ignore' });
}

/** Bytes that the page's own code holds on to, when what it dropped is collected. */
async function pageHeap({ page }: Sockeye): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

async function shows({ page }: Sockeye, packets: number): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: `Packets: ${packets.toLocaleString('en')}` })
    .waitFor({ timeout: 20_000 })
    .catch(() => undefined);
}

mkdirSync(folder, { recursive: true });
const userData = join(folder, 'live-capture-settings');
const besides = join(folder, 'live-capture-dumpcap.pcapng');
rmSync(userData, { recursive: true, force: true });
const sockeye = await launchSockeye({ userData });
const { page, application } = sockeye;
try {
  const port = await freePort();
  await begin(sockeye, port);
  // Code is loaded and compiled, and every room is entered once, before memory is compared.
  const warmed = await sendPackets(port, warmUp);
  await shows(sockeye, warmed.sent);
  await pause(1000);
  const dumpcap = startDumpcap(port, besides);
  await pause(1000);
  const heapBefore = await pageHeap(sockeye);
  const before = await usage(sockeye);
  const pageId = before.get('page')?.id ?? 0;
  if (values.trace)
    await application.evaluate(({ contentTracing }) =>
      contentTracing.startRecording({ included_categories: ['toplevel'] }),
    );
  await watchNewestRow(page);
  const sent = await sendPackets(port, seconds);
  const seen = await sightings(page);
  const trace = values.trace
    ? await application.evaluate(({ contentTracing }) => contentTracing.stopRecording())
    : undefined;
  const total = warmed.sent + sent.sent;
  await shows(sockeye, total);
  const after = await usage(sockeye);
  const heapGrowth = (await pageHeap(sockeye)) - heapBefore;
  const collected = await usage(sockeye);
  const told = await page.getByRole('status').textContent();
  await page.keyboard.press('Control+e');
  dumpcap?.kill('SIGINT');
  await pause(1500);

  const captures = join(userData, 'captures');
  const file = join(captures, readdirSync(captures).find((name) => name.endsWith('.pcapng')) ?? '');
  const numbers = numbersIn(file).slice(warmed.sent);
  const waited = await delays(file, seen);
  const tasks = trace === undefined ? undefined : pageTasks(trace, pageId);
  const report = {
    ...sent,
    bytes: Number(values.bytes),
    inFile: numbers.length,
    distinct: new Set(numbers).size,
    inDumpcap: dumpcap === undefined ? undefined : numbersIn(besides).length,
    shown: Number(/Packets: ([\d,]+)/.exec(told ?? '')?.[1]?.replaceAll(',', '')) - warmed.sent,
    dropped: Number(/Dropped: ([\d,]+)/.exec(told ?? '')?.[1]?.replaceAll(',', '')),
    fileBytes: statSync(file).size,
    columns: sent.sent * columnBytes,
    pictures: waited.length,
    delay50: at(0.5, waited),
    delay99: at(0.99, waited),
    longestDelay: at(1, waited),
    ...(tasks === undefined
      ? {}
      : {
          tasks: tasks.took.length,
          medianTask: at(0.5, tasks.took),
          task99: at(0.99, tasks.took),
          longestTask: at(1, tasks.took),
          // On a machine that does other things as well, this is the page's own part.
          task99Processor: at(0.99, tasks.worked),
          longestTaskProcessor: at(1, tasks.worked),
        }),
    // What a page drops stays until its collector needs the room: this is what it keeps.
    pageHeapGrowth: heapGrowth,
    pageOwnGrowthCollected: (collected.get('page')?.ownMemory ?? 0) - (before.get('page')?.ownMemory ?? 0),
    processes: [...after].flatMap(([name, one]) => {
      const earlier = before.get(name);
      return earlier === undefined
        ? []
        : {
            name,
            ownMemory: one.ownMemory,
            ownGrowth: one.ownMemory - earlier.ownMemory,
            residentMemory: one.residentMemory,
            residentGrowth: one.residentMemory - earlier.residentMemory,
            processorShare: (one.processorSeconds - earlier.processorSeconds) / sent.seconds,
          };
    }),
  };
  tell(report);
  writeFileSync(join(folder, 'live-capture.json'), `${JSON.stringify(report, null, 2)}\n`);
  if (report.distinct !== sent.sent || report.inFile !== sent.sent) process.exitCode = 1;
} finally {
  await application.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
  });
  await sockeye.close();
  rmSync(userData, { recursive: true, force: true });
  rmSync(besides, { force: true });
}

function at(share: number, sorted: readonly number[]): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

function tell(report: { readonly processes: readonly Record<string, string | number>[] }): void {
  const { processes, ...figures } = report;
  for (const [name, value] of Object.entries(figures as Record<string, number | undefined>))
    if (value !== undefined) console.log(`  ${name.padEnd(20)} ${Math.round(value * 100) / 100}`);
  const mebibytes = (value: string | number): string => `${(Number(value) / 1024 ** 2).toFixed(1)} MiB`;
  for (const one of processes)
    console.log(
      `  ${String(one.name).padEnd(20)} own ${mebibytes(one.ownMemory!)} (grew ${mebibytes(one.ownGrowth!)}), resident ${mebibytes(one.residentMemory!)} (grew ${mebibytes(one.residentGrowth!)}), processor ${(100 * Number(one.processorShare)).toFixed(0)} %`,
    );
}
