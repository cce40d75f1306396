/**
 * `npm run bench:capture -- [--seconds N] [--rate N] [--bytes N]`: captures steady traffic on loopback with the window open and
 * following it, and says whether every packet is in the file, what was dropped, how much memory grew, and how long the page's
 * tasks were. Needs a display and the right to capture.
 */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launchSockeye, type Sockeye } from '../e2e/launch';
import { numbersIn } from '../e2e/traffic';

const folder = 'bench-results';
/** What a packet's columns take in the engine, at most: DESIGN.md, section 4. */
const columnBytes = 48;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '20000' },
    bytes: { type: 'string', default: '400' },
  },
});
const seconds = Number(values.seconds);

async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
  const { port } = socket.address();
  socket.close();
  return port;
}

async function sendPackets(port: number): Promise<{ readonly sent: number; readonly seconds: number }> {
  const sender = spawn(
    'node',
    [
      'scripts/run-typescript.mjs',
      'test/bench/send-packets.ts',
      String(port),
      values.rate,
      values.seconds,
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

/** Resident bytes of the page and of the engine. */
function memory({ application }: Sockeye): Promise<{ readonly page: number; readonly engine: number }> {
  return application.evaluate(({ app, BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId();
    const of = (found: Electron.ProcessMetric | undefined): number => (found?.memory.workingSetSize ?? 0) * 1024;
    const metrics = app.getAppMetrics();
    return {
      page: of(metrics.find(({ pid }) => pid === page)),
      engine: of(metrics.find(({ name }) => name === 'Sockeye engine')),
    };
  });
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

mkdirSync(folder, { recursive: true });
const userData = join(folder, 'live-capture-settings');
rmSync(userData, { recursive: true, force: true });
const sockeye = await launchSockeye({ userData });
const { page, application } = sockeye;
try {
  const port = await freePort();
  await begin(sockeye, port);
  const before = await memory(sockeye);
  const pageId = await application.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  );
  await application.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel'] }),
  );
  const sent = await sendPackets(port);
  const trace = await application.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  await page
    .getByRole('status')
    .filter({ hasText: `Packets: ${sent.sent.toLocaleString('en')}` })
    .waitFor({ timeout: 20_000 })
    .catch(() => undefined);
  const after = await memory(sockeye);
  const told = await page.getByRole('status').textContent();
  await page.keyboard.press('Control+e');
  await pause(1500);

  const captures = join(userData, 'captures');
  const file = readdirSync(captures).find((name) => name.endsWith('.pcapng')) ?? '';
  const numbers = numbersIn(join(captures, file));
  const { took, worked } = pageTasks(trace, pageId);
  const at = (share: number, tasks: readonly number[]): number =>
    tasks[Math.floor((tasks.length - 1) * share)] ?? Number.NaN;
  const report = {
    ...sent,
    bytes: Number(values.bytes),
    inFile: numbers.length,
    distinct: new Set(numbers).size,
    shown: Number(/Packets: ([\d,]+)/.exec(told ?? '')?.[1]?.replaceAll(',', '')),
    dropped: Number(/Dropped: ([\d,]+)/.exec(told ?? '')?.[1]?.replaceAll(',', '')),
    fileBytes: statSync(join(captures, file)).size,
    pageGrowth: after.page - before.page,
    engineGrowth: after.engine - before.engine,
    columns: sent.sent * columnBytes,
    tasks: took.length,
    medianTask: at(0.5, took),
    task99: at(0.99, took),
    longestTask: at(1, took),
    // On a machine that does other things as well, this is the page's own part.
    task99Processor: at(0.99, worked),
    longestTaskProcessor: at(1, worked),
  };
  console.log(
    `${sent.sent} packets of ${values.bytes} bytes in ${sent.seconds.toFixed(1)} s, for ${seconds} s at ${values.rate}/s`,
  );
  for (const [name, value] of Object.entries(report))
    console.log(`  ${name.padEnd(14)} ${Math.round(value * 100) / 100}`);
  writeFileSync(join(folder, 'live-capture.json'), `${JSON.stringify(report, null, 2)}\n`);
  if (report.distinct !== sent.sent || report.inFile !== sent.sent) process.exitCode = 1;
} finally {
  await application.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
  });
  await sockeye.close();
  rmSync(userData, { recursive: true, force: true });
}
