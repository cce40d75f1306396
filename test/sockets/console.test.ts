/** Holds the socket console against real programs on loopback: Node's own sockets, nc, curl and openssl, where they are installed. */
import { spawnSync } from 'node:child_process';
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { client, issued, Program, selfSigned, server, Watched } from './console-bench';

const folder = mkdtempSync(join(tmpdir(), 'sockeye-console-'));
const closers: (() => void)[] = [];
const open = Watched.opener();
const has = (program: string, word: string): boolean =>
  spawnSync(program, [word], { stdio: 'ignore' }).error === undefined;

afterEach(() => {
  for (const close of closers.splice(0)) close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function listening(take: (socket: Socket) => void, address = '127.0.0.1'): Promise<number> {
  const made: Server = createServer({ allowHalfOpen: true }, (socket) => {
    closers.push(() => socket.destroy());
    socket.on('error', () => undefined);
    take(socket);
  });
  await new Promise<void>((resolve) => made.listen(0, address, resolve));
  closers.push(() => made.close());
  return (made.address() as { port: number }).port;
}

function connected(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  closers.push(() => socket.destroy());
  return socket;
}

describe('a TCP client', () => {
  it('shows each step, sends nothing by itself, and half-closes', async () => {
    let got = '';
    const port = await listening((socket) => {
      socket.on('data', (bytes) => {
        got += bytes.toString('latin1');
      });
      socket.on('end', () => socket.end(`you said ${got.length} bytes`));
    });
    const console = await open(client({ transport: 'tcp', host: 'localhost', port, family: 4 }));
    await console.untilState('open');
    await wait(100);
    expect(got).toBe('');
    await console.send('GET /\\r\\n\\x00\\u20ac');
    await console.sendData({ kind: 'hex', text: '0x48 65:6c' });
    await console.sendData({ kind: 'line', text: 'line', ending: 'crlf' });
    await console.sendData({ kind: 'file', file: file('sent.bin', Uint8Array.of(1, 2, 255)) });
    console.halfClose();
    await console.untilState('closed');
    const sent = 'GET /\r\n\0\xe2\x82\xacHelline\r\n\x01\x02\xff';
    expect(got).toBe(sent);
    expect(console.text('sent')).toBe(sent);
    expect(console.text()).toBe(`you said ${sent.length} bytes`);
    expect(console.steps()).toEqual(['resolve', 'connect', 'connect', 'shutdown', 'end', 'close']);
    const times = console.events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(console.status?.captureFilter).toBe(`tcp and host 127.0.0.1 and port ${port} and port ${console.port}`);
  });

  it('makes what arrives visible and bounds it', async () => {
    const flood = Buffer.alloc(4 * 1024 * 1024, 'x');
    let accepted: Socket | undefined;
    const port = await listening((socket) => {
      accepted = socket;
      socket.write('\x1b]0;owned\x07\u202e\x9b2J\r\n');
    });
    const console = await open(client({ transport: 'tcp', host: '127.0.0.1', port }));
    await console.until(({ status }) => status?.receivedBytes === 19, 'the first line');
    accepted?.end(flood);
    await console.until(({ status }) => status?.receivedBytes === flood.length + 19, 'the flood');
    const [first] = console.events.flatMap((event) => (event.kind === 'received' ? [event.text] : []));
    expect(first).toBe('\\x1b]0;owned\\x07\\u202e\\x9b2J\\r\\n\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
    expect(console.events.some((event) => 'text' in event && /[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(event.text))).toBe(
      false,
    );
    const kept = console.events.reduce((sum, event) => sum + (event.kind === 'received' ? event.bytes.length : 0), 0);
    expect(kept).toBeLessThan(flood.length);
  });

  it('repeats a message at a rate until it is stopped', async () => {
    let got = 0;
    const port = await listening((socket) =>
      socket.on('data', (bytes) => {
        got += bytes.length;
      }),
    );
    const console = await open(client({ transport: 'tcp', host: '127.0.0.1', port }));
    await console.untilState('open');
    await console.repeat('x', 100, 5);
    await console.until(({ status }) => status?.repeating === false && status.sentBytes === 5, 'five messages');
    await console.repeat('y', 200, 1000);
    await console.until(({ status }) => (status?.sentBytes ?? 0) > 10, 'more messages');
    console.stopRepeating();
    await wait(50);
    const { sentBytes } = console.status ?? {};
    await wait(100);
    expect(console.status?.sentBytes).toBe(sentBytes);
    expect(console.status?.repeating).toBe(false);
    await wait(100);
    expect(got).toBe(sentBytes);
  });

  it('refuses what is no text to send', async () => {
    const port = await listening(() => undefined);
    const console = await open(client({ transport: 'tcp', host: '127.0.0.1', port }));
    await console.untilState('open');
    await expect(console.send('\\q')).rejects.toThrow('“\\q” at character 1 is not an escape');
    await expect(console.sendData({ kind: 'hex', text: '0x1' })).rejects.toThrow('one is missing');
    await expect(console.sendData({ kind: 'hex', text: 'zz' })).rejects.toThrow('not a hexadecimal digit');
  });
});

describe('a TCP server', () => {
  it('accepts several clients, and answers one or all of them', async () => {
    const console = await open(server({ transport: 'tcp' }));
    await console.untilState('open');
    expect(console.status?.local?.address).toBe('127.0.0.1');
    const got = ['', ''];
    const clients = [0, 1].map((index) =>
      connected(console.port).on('data', (bytes) => {
        got[index] += bytes.toString();
      }),
    );
    await console.until(({ status }) => status?.clients.length === 2, 'two clients');
    clients[0].write('from the first');
    await console.untilReceived('from the first');
    await console.send('to all\\n');
    const second = console.status!.clients.find(({ address }) => address.endsWith(`:${clients[1].localPort}`))!.client;
    await console.send('to the second\\n', second);
    while (!got[1].includes('second') || !got[0].includes('all')) await wait(10);
    expect(got).toEqual(['to all\n', 'to all\nto the second\n']);
    console.close(second);
    await console.until(({ status }) => status?.clients.length === 1, 'one client');
    await expect(console.send('x', second)).rejects.toThrow(`There is no client ${second}.`);
    console.close();
    await console.untilState('closed');
  });

  it('echoes', async () => {
    const console = await open(server({ transport: 'tcp', echo: true }));
    await console.untilState('open');
    let got = 0;
    const large = Buffer.alloc(1_000_000, 'e');
    const socket = connected(console.port).on('data', (bytes) => {
      got += bytes.length;
    });
    socket.end(large);
    await console.until(({ status }) => status?.sentBytes === large.length && status.clients.length === 0, 'the echo');
    while (got < large.length) await wait(10);
    expect(got).toBe(large.length);
  });
});

describe('UDP', () => {
  const bound = async (): Promise<{ socket: DatagramSocket; port: number; got: string[] }> => {
    const socket = createSocket('udp4');
    closers.push(() => socket.close());
    const got: string[] = [];
    socket.on('message', (bytes, { port }) => {
      got.push(bytes.toString());
      socket.send(`re: ${bytes}`, port, '127.0.0.1');
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return { socket, port: socket.address().port, got };
  };

  it('sends and receives', async () => {
    const { port } = await bound();
    const console = await open(client({ transport: 'udp', host: '127.0.0.1', port }));
    await console.untilState('open');
    await console.send('ping');
    await console.untilReceived('re: ping');
    console.close();
    expect(console.steps()).toContain('connect');
  });

  it('says that nobody has the port', async () => {
    const { socket, port } = await bound();
    closers.splice(0);
    socket.close();
    const console = await open(client({ transport: 'udp', host: '127.0.0.1', port }));
    await console.untilState('open');
    await console.send('ping').catch(() => undefined);
    await console.untilError();
    expect(console.error()?.code).toBe('ECONNREFUSED');
    console.close();
  });

  it('answers those who sent, by number, and echoes', async () => {
    const console = await open(server({ transport: 'udp' }));
    await console.untilState('open');
    await expect(console.send('to nobody')).rejects.toThrow('Nobody has sent anything yet');
    const { socket, got } = await bound();
    socket.removeAllListeners('message').on('message', (bytes) => got.push(bytes.toString()));
    socket.send('hello', console.port, '127.0.0.1');
    await console.untilReceived('hello');
    await console.send('welcome', 1);
    while (!got.includes('welcome')) await wait(10);
    console.close();
  });

  it('speaks to a multicast group that another one has joined', async () => {
    const group = '239.255.77.77';
    const joined = await open(server({ transport: 'udp', address: '0.0.0.0', groups: [group] }));
    await joined.until(({ status }) => status?.state !== 'opening');
    // Without a network of its own, a machine may have no way to a group.
    if (joined.status?.state === 'closed') return;
    const sender = await open(client({ transport: 'udp', host: group, port: joined.port }));
    await sender.until(({ status }) => status?.state !== 'opening');
    const sent = await sender.send('to the group').then(
      () => true,
      () => false,
    );
    if (sent) await joined.untilReceived('to the group');
    else expect(sender.error()?.text).toBeTruthy();
    joined.close();
    sender.close();
  });

  it('needs the broadcast choice to send to everybody', async () => {
    const forbidden = await open(client({ transport: 'udp', host: '255.255.255.255', port: 9 }));
    await forbidden.until((watched) => watched.status?.state === 'closed' || watched.status?.state === 'open');
    await forbidden.send('x').catch(() => undefined);
    await forbidden.untilError();
    expect(['EACCES', 'ENETUNREACH']).toContain(forbidden.error()?.code);
    forbidden.close();
  });
});

describe('Unix sockets', () => {
  it.each([join(folder, 'console.socket'), `@sockeye-test-${process.pid}`])('listen and connect: %s', async (path) => {
    if (path.startsWith('@') && process.platform !== 'linux') return;
    const listener = await open(server({ transport: 'unix', address: path }));
    await listener.untilState('open');
    const console = await open(client({ transport: 'unix', host: path }));
    await console.untilState('open');
    await console.send('over a path');
    await listener.untilReceived('over a path');
    await listener.send('back');
    await console.untilReceived('back');
    expect(console.status?.captureFilter).toBe('');
    listener.close();
    console.close();
    await console.untilState('closed');
  });
});

describe('errors in words', () => {
  const failing = async (request: Parameters<typeof open>[0]) => {
    const console = await open(request);
    await console.untilError();
    await console.until(({ status }) => status?.state === 'closed', 'the end');
    return console.error()!;
  };

  it('ECONNREFUSED', async () => {
    const port = await listening(() => undefined);
    for (const close of closers.splice(0)) close();
    const error = await failing(client({ transport: 'tcp', host: '127.0.0.1', port }));
    expect(error).toMatchObject({ step: 'connect', code: 'ECONNREFUSED' });
    expect(error.cause).toContain('Nothing listens on that port');
  });

  it('EADDRINUSE, with who has it', async () => {
    const port = await listening(() => undefined);
    const error = await failing(server({ transport: 'tcp', port }));
    expect(error).toMatchObject({ step: 'bind', code: 'EADDRINUSE' });
    expect(error.cause).toContain(`(pid ${process.pid},`);
    const udp = createSocket('udp4');
    closers.push(() => udp.close());
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
    const other = await failing(server({ transport: 'udp', port: udp.address().port }));
    expect(other).toMatchObject({ step: 'bind', code: 'EADDRINUSE' });
    expect(other.cause).toContain(`(pid ${process.pid},`);
  });

  it('EADDRNOTAVAIL, ENOTFOUND or EAI_AGAIN, ENOENT, ENOTSOCK', async () => {
    expect((await failing(server({ transport: 'tcp', address: '192.0.2.1', port: 0 }))).code).toBe('EADDRNOTAVAIL');
    const unknown = await failing(client({ transport: 'tcp', host: 'no-such-host.invalid', port: 80 }));
    expect(unknown.step).toBe('resolve');
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(unknown.code);
    expect((await failing(client({ transport: 'unix', host: join(folder, 'none') }))).code).toBe('ENOENT');
    const plain = await failing(client({ transport: 'unix', host: file('plain', '') }));
    expect(['ENOTSOCK', 'ECONNREFUSED']).toContain(plain.code);
  });

  it('ECONNRESET', async () => {
    const port = await listening((socket) => socket.on('data', () => socket.resetAndDestroy()));
    const console = await open(client({ transport: 'tcp', host: '127.0.0.1', port }));
    await console.untilState('open');
    await console.send('anger');
    await console.untilError();
    expect(console.error()).toMatchObject({ step: 'receive', code: 'ECONNRESET' });
  });

  it('EPIPE or ECONNRESET, after the other side is gone', async () => {
    const port = await listening((socket) => socket.destroy());
    const console = await open(client({ transport: 'tcp', host: '127.0.0.1', port }));
    await console.until((watched) => watched.steps().includes('end') || watched.error() !== undefined, 'its end');
    for (let i = 0; i < 20 && console.error() === undefined; i++) {
      await console.send('too late').catch(() => undefined);
      await wait(10);
    }
    expect(['EPIPE', 'ECONNRESET']).toContain(console.error()?.code);
  });

  it('EPIPE, over a Unix socket whose other side is gone', async () => {
    const path = join(folder, 'short.socket');
    const made = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => made.listen(path, resolve));
    closers.push(() => made.close());
    const console = await open(client({ transport: 'unix', host: path }));
    await console.until((watched) => watched.steps().includes('end') || watched.error() !== undefined, 'its end');
    await console.send('too late').catch(() => undefined);
    await console.untilError();
    expect(console.error()).toMatchObject({ code: 'EPIPE', text: 'The other side takes nothing more.' });
  });

  it('EMSGSIZE', async () => {
    const console = await open(client({ transport: 'udp', host: '127.0.0.1', port: 9 }));
    await console.untilState('open');
    await expect(console.send('x'.repeat(70_000))).rejects.toThrow();
    expect(console.error()).toMatchObject({ step: 'send', code: 'EMSGSIZE' });
    console.close();
  });
});

describe('TLS', () => {
  const good = selfSigned('localhost', ['localhost'], { from: '20', to: '45' });
  const expired = selfSigned('expired.example', ['localhost'], { from: '20', to: '21' });
  const certificate = file('certificate.pem', good.certificate);
  const key = file('key.pem', good.key);

  const secure = async ({ certificate: cert, key: privateKey }: typeof good): Promise<number> => {
    const made = createTlsServer({ cert, key: privateKey, ALPNProtocols: ['echo/1'] }, (socket) => {
      closers.push(() => socket.destroy());
      socket.on('error', () => undefined).pipe(socket);
    });
    made.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    closers.push(() => made.close());
    return (made.address() as { port: number }).port;
  };

  it('shows protocol, cipher, certificate and that it holds', async () => {
    const port = await secure(good);
    const tls = { serverName: 'localhost', alpn: ['echo/1'], authority: certificate };
    const console = await open(client({ transport: 'tls', host: '127.0.0.1', port, tls }));
    await console.untilState('open');
    const shown = console.events.find((event) => event.kind === 'tls');
    expect(shown?.kind === 'tls' && shown.facts).toMatchObject({
      protocol: 'TLSv1.3',
      alpn: 'echo/1',
      serverName: 'localhost',
      verified: true,
      problem: '',
      trustedOnce: false,
    });
    const [first] = shown?.kind === 'tls' ? shown.facts.chain : [];
    expect(first).toMatchObject({ fingerprint: good.fingerprint, names: 'DNS:localhost' });
    expect(first.subject).toContain('CN=localhost');
    await console.send('secret');
    await console.untilReceived('secret');
    console.close();
    await console.untilState('closed');
  });

  it('refuses a certificate that does not hold, and trusts exactly it when the user says so', async () => {
    const port = await secure(good);
    const console = await open(client({ transport: 'tls', host: 'localhost', port, family: 4 }));
    await console.untilError();
    await console.untilState('closed');
    const error = console.error()!;
    expect(error).toMatchObject({ step: 'verify', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', fingerprint: good.fingerprint });
    expect(error.text).toBe('The certificate is signed by itself.');
    const trusting = (trustedFingerprint: string) =>
      open(
        client({
          transport: 'tls',
          host: 'localhost',
          port,
          family: 4,
          tls: { serverName: '', alpn: [], trustedFingerprint },
        }),
      );
    const trusted = await trusting(error.fingerprint ?? '');
    await trusted.untilState('open');
    expect(trusted.events).toContainEqual(
      expect.objectContaining({ facts: expect.objectContaining({ trustedOnce: true, verified: false }) }),
    );
    trusted.close();
    const other = await trusting(expired.fingerprint);
    await other.untilState('closed');
    expect(other.error()?.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('tells an expired certificate, another name, and no TLS at all', async () => {
    const old = { serverName: 'localhost', alpn: [], authority: file('old.pem', expired.certificate) };
    const late = await open(client({ transport: 'tls', host: '127.0.0.1', port: await secure(expired), tls: old }));
    await late.untilError();
    expect(late.error()).toMatchObject({ code: 'CERT_HAS_EXPIRED', text: 'The certificate has expired.' });
    const port = await secure(good);
    const elsewhere = { serverName: 'other.example', alpn: [], authority: certificate };
    const named = await open(client({ transport: 'tls', host: '127.0.0.1', port, tls: elsewhere }));
    await named.untilError();
    expect(named.error()).toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      text: 'The certificate is for another name.',
    });
    const plain = await listening((socket) =>
      socket.on('data', () => socket.write('HTTP/1.0 400 Bad Request\r\n\r\n')),
    );
    const console = await open(client({ transport: 'tls', host: '127.0.0.1', port: plain }));
    await console.untilError();
    expect(console.error()).toMatchObject({
      code: 'ERR_SSL_WRONG_VERSION_NUMBER',
      text: 'The other side does not speak TLS.',
    });
  });

  it('tells an issuer that is not known, and a certificate that is not valid yet', async () => {
    const stranger = issued('localhost', ['localhost'], 'Unknown Authority');
    const unknown = await open(
      client({ transport: 'tls', host: 'localhost', family: 4, port: await secure(stranger) }),
    );
    await unknown.untilError();
    expect(unknown.error()).toMatchObject({
      step: 'verify',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      text: 'The issuer of the certificate was not found.',
      fingerprint: stranger.fingerprint,
    });
    const early = selfSigned('localhost', ['localhost'], { from: '44', to: '45' });
    const tls = { serverName: 'localhost', alpn: [], authority: file('early.pem', early.certificate) };
    const future = await open(client({ transport: 'tls', host: '127.0.0.1', port: await secure(early), tls }));
    await future.untilError();
    expect(future.error()).toMatchObject({ code: 'CERT_NOT_YET_VALID', text: 'The certificate is not valid yet.' });
  });

  it('shows a certificate where it is asked for one, and says so where it has none', async () => {
    const theirs = issued('client', ['client'], 'Client Authority');
    const made = createTlsServer(
      { cert: good.certificate, key: good.key, requestCert: true, ca: theirs.authority },
      (socket) => {
        closers.push(() => socket.destroy());
        socket.on('error', () => undefined).write(`hello ${socket.getPeerCertificate().subject.CN}`);
      },
    );
    made.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    closers.push(() => made.close());
    const { port } = made.address() as { port: number };
    const asked = { serverName: 'localhost', alpn: [], authority: certificate };
    const own = { certificate: file('own.pem', theirs.certificate), key: file('own-key.pem', theirs.key) };
    const known = await open(client({ transport: 'tls', host: '127.0.0.1', port, tls: { ...asked, ...own } }));
    await known.untilReceived('hello client');
    const nameless = await open(client({ transport: 'tls', host: '127.0.0.1', port, tls: asked }));
    await nameless.untilError();
    expect(nameless.error()?.text).toContain('certificate required');
    expect(nameless.error()?.cause).toContain('It asks for a client certificate');
  });

  it('serves, and asks for its files first', async () => {
    await expect(open(server({ transport: 'tls' }))).rejects.toThrow('needs a certificate and its key');
    const console = await open(
      server({ transport: 'tls', echo: true, tls: { serverName: '', alpn: [], certificate, key } }),
    );
    await console.untilState('open');
    let got = '';
    const socket = connectTls({ port: console.port, host: '127.0.0.1', ca: good.certificate, servername: 'localhost' });
    closers.push(() => socket.destroy());
    socket.on('data', (bytes) => {
      got += bytes.toString();
    });
    socket.write('hello');
    await console.untilReceived('hello');
    while (got !== 'hello') await wait(10);
    socket.destroy();
    console.close();
  });

  describe.skipIf(!has('openssl', 'version'))('with openssl', () => {
    it('talks to s_server and s_client', async () => {
      const probe = await listening(() => undefined);
      for (const close of closers.splice(0)) close();
      const words = ['s_server', '-accept', `127.0.0.1:${probe}`, '-cert', certificate, '-key', key, '-quiet'];
      const program = new Program('openssl', ...words);
      closers.push(() => program.stop());
      const tls = { serverName: 'localhost', alpn: [], authority: certificate };
      let console: Watched;
      do {
        await wait(100);
        console = await open(client({ transport: 'tls', host: '127.0.0.1', port: probe, tls }));
        await console.until(({ status }) => status?.state !== 'opening');
      } while (console.status?.state === 'closed');
      await console.send('to openssl\\n');
      await program.untilPrinted('to openssl');
      program.write('from openssl\n');
      await console.untilReceived('from openssl');
      console.close();
      const serving = await open(server({ transport: 'tls', tls: { serverName: '', alpn: [], certificate, key } }));
      await serving.untilState('open');
      const asking = new Program(
        'openssl',
        's_client',
        '-connect',
        `127.0.0.1:${serving.port}`,
        '-CAfile',
        certificate,
      );
      closers.push(() => asking.stop());
      await asking.untilPrinted('Verify return code: 0');
      asking.write('question\n');
      await serving.untilReceived('question');
      await serving.send('answer\\n');
      await asking.untilPrinted('answer');
      serving.close();
    }, 300_000);
  });
});

describe.skipIf(!has('nc', '-h'))('with nc', () => {
  it('talks to it as client and as server', async () => {
    const console = await open(server({ transport: 'tcp' }));
    await console.untilState('open');
    const program = new Program('nc', '127.0.0.1', String(console.port));
    closers.push(() => program.stop());
    program.write('from nc\n');
    await console.untilReceived('from nc');
    await console.send('to nc\\n');
    await program.untilPrinted('to nc');
    console.close();
    const port = await listening(() => undefined);
    for (const close of closers.splice(0)) close();
    const waiting = new Program('nc', '-l', '127.0.0.1', String(port));
    closers.push(() => waiting.stop());
    let asking: Watched;
    do {
      await wait(50);
      asking = await open(client({ transport: 'tcp', host: '127.0.0.1', port }));
      await asking.until(({ status }) => status?.state !== 'opening');
    } while (asking.status?.state === 'closed');
    await asking.send('knock\\n');
    await waiting.untilPrinted('knock');
    asking.close();
  });
});

describe.skipIf(!has('curl', '--version'))('with curl', () => {
  it('answers it by hand', async () => {
    const console = await open(server({ transport: 'tcp' }));
    await console.untilState('open');
    const program = new Program('curl', '-s', '-i', `http://127.0.0.1:${console.port}/by-hand`);
    closers.push(() => program.stop());
    await console.untilReceived('GET /by-hand HTTP/1.1');
    await console.send('HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nConnection: close\\r\\n\\r\\nhello');
    await program.untilPrinted('hello');
    expect(program.output).toContain('200 OK');
    console.close();
  });
});
