/** Holds that what started programs said over TLS can be read by tshark, when their secrets were saved with the packets. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../src/engine/session/open-session';
import { createNodeHost } from '../../src/node-host/node-host';
import type { LaunchStatus } from '../../src/shared/sockets';
import { Launches } from '../../src/sockets/launch/launches';
import { selfSigned } from './console-bench';

const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
const missing = ['tcpdump', 'tshark'].filter((program) => !has(program));
const hindrance =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'capturing needs root'
    : missing.length > 0
      ? `${missing.join(' and ')} must be installed`
      : undefined;
if (hindrance !== undefined) console.warn(`test/sockets/secrets.test.ts is skipped: ${hindrance}.`);

/** Waits until a connection that is made now is in the capture: then everything before it is as well. */
async function untilCaptured(capture: string, port: number): Promise<void> {
  const last = Buffer.from('the last of this capture');
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.end(last);
  while (!readFileSync(capture).includes(last)) await wait(50);
}

const nodeProgram = `require('https').get({ host: '127.0.0.1', port: process.argv[1], path: '/by-node', agent: false,
  rejectUnauthorized: false, maxVersion: process.argv[2] }, (answer) => answer.resume());`;

describe.skipIf(hindrance !== undefined)('secrets of started programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockeye-secrets-'));
  const { certificate: cert, key } = selfSigned('localhost', ['localhost'], { from: '20', to: '45' });
  const server = createServer({ cert, key }, (request, response) => response.end(`answer to ${request.url}`));
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as { port: number });
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts a program while packets are captured, and saves both together: what tshark reads of HTTP in the file. */
  async function readable(command: string, words: readonly string[], withSecrets: boolean): Promise<string> {
    const capture = join(folder, 'live.pcap');
    const saved = join(folder, 'saved.pcapng');
    const tcpdump = ['-i', 'lo', '-U', '--immediate-mode', '-Z', 'root', '-w', capture, `tcp port ${port}`];
    const capturing = spawn('tcpdump', tcpdump, { stdio: ['ignore', 'ignore', 'pipe'] });
    await once(capturing.stderr, 'data');
    const statuses: LaunchStatus[] = [];
    const launches = new Launches({ events: () => undefined, status: (_launch, status) => statuses.push(status) });
    launches.prepare('token', { command, arguments: [...words], environment: {} });
    const { launch } = launches.start('token');
    while (statuses.at(-1)?.state !== 'ended') await wait(20);
    expect(statuses.at(-1)).toMatchObject({ exitCode: 0, problem: '' });
    const secrets = launches.get(launch).secrets();
    launches.forget(launch);
    await untilCaptured(capture, port);
    capturing.kill('SIGINT');
    await once(capturing, 'exit');
    const session = await openSession(createNodeHost(), capture);
    while (session.advance(1000));
    const view = session.view('');
    if ('message' in view) throw new Error(view.message);
    while (view.advance(1000));
    const choice = { path: saved, format: 'pcapng', packets: 'all', withoutIgnored: false } as const;
    const task = session.save({ ...choice, ...(withSecrets && { secrets }) }, view);
    while (task.advance(100).state === 'running') await wait(1);
    session.close();
    const read = ['-n', '-r', saved, '-d', `tls.port==${port},http`, '-Y', 'http', '-T', 'fields'];
    const fields = ['http.request.uri', 'http.file_data'].flatMap((field) => ['-e', field]);
    return spawnSync('tshark', [...read, ...fields], { encoding: 'utf8' }).stdout;
  }

  it.skipIf(!has('curl'))(
    'of curl',
    async () => {
      const words = ['-k', '-s', `https://127.0.0.1:${port}/by-curl`];
      const text = await readable('curl', words, true);
      expect(text).toContain('/by-curl');
      expect(text).toContain('answer to /by-curl');
      expect(await readable('curl', words, false)).toBe('');
    },
    300_000,
  );

  it.each(['TLSv1.2', 'TLSv1.3'])(
    'of a Node program, %s',
    async (version) => {
      const text = await readable(process.execPath, ['-e', nodeProgram, String(port), version], true);
      expect(text).toContain('answer to /by-node');
    },
    300_000,
  );
});
