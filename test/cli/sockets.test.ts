/** The commands about sockets, as a script uses them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Sockeye } from './sockeye';

let sockeye: Sockeye;
beforeAll(() => {
  sockeye = new Sockeye();
}, 120_000);
afterAll(() => sockeye.close());

/** Runs it beside this process, which stays free to answer. */
async function beside(
  args: readonly string[],
  input = '',
): Promise<{ status: number; output: string; errors: string }> {
  const child = spawn(process.execPath, [sockeye.program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    errors += bytes.toString();
  });
  child.stdin.end(input);
  const [status] = (await once(child, 'close')) as [number];
  return { status, output, errors };
}

describe('sockeye sockets', () => {
  test.skipIf(process.platform !== 'linux')('lists a listener with its owner, as JSON and as text', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { status, output } = sockeye.run(['sockets', '--json', '--listen', '--pid', String(process.pid)]);
    expect(status).toBe(0);
    const rows = JSON.parse(output) as { local: { port: number } }[];
    expect(rows.find(({ local }) => local.port === port)).toEqual({
      protocol: 'tcp',
      family: 'IPv4',
      local: { address: '127.0.0.1', port },
      remote: null,
      state: 'LISTEN',
      pid: process.pid,
      process: expect.any(String),
      user: expect.any(String),
    });
    const text = sockeye.run(['sockets', '--listen']).output;
    expect(text.split('\n').find((line) => line.includes(`127.0.0.1:${port}`))).toContain(String(process.pid));
    const all = JSON.parse(sockeye.run(['sockets', '--json']).output) as { pid: number | null; reason?: string }[];
    for (const { pid, reason } of all) expect(pid === null).toBe(reason !== undefined);
    server.close();
  });

  test('refuses what it does not know', () => {
    expect(sockeye.run(['sockets', '--what'])).toMatchObject({ status: 1 });
    expect(sockeye.run(['sockets', '--pid', 'x']).errors).toContain('--pid needs the number of a process');
    expect(sockeye.run(['sockets', '--help']).output).toContain('--json');
  });
});

describe('sockeye connect', () => {
  test('sends lines and verbs, and prints what arrives', async () => {
    let got = '';
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('data', (bytes) => {
        got += bytes.toString('latin1');
      });
      socket.on('end', () => socket.end('\x1b[2Jdone\n'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const input = 'first\n//second\n/text a\\r\\n\\x00\n/hex ff 00\n/repeat 100 3 x\n';
    const { status, output, errors } = await beside(['connect', 'tcp', `127.0.0.1:${port}`, '--ending', 'crlf'], input);
    expect([status, output]).toEqual([0, '\\x1b[2Jdone\\n\n']);
    expect(got).toBe('first\r\n/second\r\na\r\n\0\xff\0xxx');
    expect(errors).toContain(`connect: Connected to 127.0.0.1:${port}`);
    server.close();
  });

  test('hands on a flood byte by byte, whole', async () => {
    const sent = Buffer.from(Uint8Array.from({ length: 20_000_000 }, (_, at) => (at * 7 + (at >> 12)) & 0xff));
    const server = createServer((socket) => socket.end(sent)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const child = spawn(process.execPath, [sockeye.program, 'connect', 'tcp', `127.0.0.1:${port}`, '--raw', '-q']);
    const pieces: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => pieces.push(bytes));
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(Buffer.concat(pieces).equals(sent)).toBe(true);
    server.close();
  });

  test('says why it could not connect, and ends with 2', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    const { status, errors } = await beside(['connect', 'tcp', '127.0.0.1', String(port)]);
    expect(status).toBe(2);
    expect(errors).toContain('connect: ECONNREFUSED: The connection was refused. Nothing listens on that port');
    expect((await beside(['connect', 'tcp'])).status).toBe(1);
    expect((await beside(['connect', 'sctp', 'x:1'])).errors).toContain('tcp|udp|tls|unix');
  });
});

describe('sockeye listen', () => {
  test('listens on this machine alone, echoes, and ends after its last client', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as { port: number };
    free.close();
    await once(free, 'close');
    const listening = beside(['listen', 'tcp', String(port), '--echo', '--once']);
    const answer = await new Promise<string>((resolve) => {
      const attempt = (): void => {
        const socket = connect(port, '127.0.0.1', () => socket.end('ping'));
        socket.on('error', () => setTimeout(attempt, 50));
        socket.on('data', (bytes) => resolve(bytes.toString()));
      };
      attempt();
    });
    expect(answer).toBe('ping');
    const { status, output, errors } = await listening;
    expect([status, output]).toEqual([0, '[1] ping\n']);
    expect(errors).toContain(`Listening on 127.0.0.1:${port}.`);
  });
});
