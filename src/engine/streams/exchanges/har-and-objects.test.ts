/** HAR, curl commands and exported objects, against their rules and against whoever wants to break out of them. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { recorded, StreamHost, sessionOf } from '../../../../test/streams/recorded-session';
import type { Task } from '../../view';
import { curlCommand, shellWord } from './curl-command';
import { readHead } from './message-head';
import { objectName } from './object-name';
import { safeFileName, UniqueNames } from './safe-file-name';

const bytes = (...parts: (string | Uint8Array)[]): Uint8Array => Buffer.concat(parts.map((part) => Buffer.from(part)));
const headOf = (text: string) => readHead(bytes(text), 0, text.length)!;

function finish(task: Task): void {
  for (;;) {
    const step = task.advance(1000);
    if (step.state === 'failed') throw new Error(step.message);
    if (step.state === 'done') return;
  }
}

/** What the specification of HAR 1.2 says of each object: required fields and their types, and which others there may be. */
type Shape = Readonly<Record<string, string>>;
const shapes: Readonly<Record<string, Shape>> = {
  log: { version: 'string', creator: 'creator', entries: 'entry[]', 'comment?': 'string' },
  creator: { name: 'string', version: 'string', 'comment?': 'string' },
  entry: {
    startedDateTime: 'date',
    time: 'count',
    request: 'request',
    response: 'response',
    cache: 'cache',
    timings: 'timings',
    'serverIPAddress?': 'string',
    'connection?': 'string',
    'comment?': 'string',
  },
  cache: {},
  request: {
    method: 'string',
    url: 'string',
    httpVersion: 'string',
    cookies: 'cookie[]',
    headers: 'pair[]',
    queryString: 'pair[]',
    'postData?': 'postData',
    headersSize: 'number',
    bodySize: 'number',
  },
  response: {
    status: 'number',
    statusText: 'string',
    httpVersion: 'string',
    cookies: 'cookie[]',
    headers: 'pair[]',
    content: 'content',
    redirectURL: 'string',
    headersSize: 'number',
    bodySize: 'number',
  },
  cookie: {
    name: 'string',
    value: 'string',
    'path?': 'string',
    'domain?': 'string',
    'expires?': 'date',
    'httpOnly?': 'boolean',
    'secure?': 'boolean',
    'sameSite?': 'string',
  },
  pair: { name: 'string', value: 'string' },
  postData: { mimeType: 'string', params: 'param[]', text: 'string', 'comment?': 'string' },
  param: { name: 'string', 'value?': 'string' },
  content: {
    size: 'count',
    'compression?': 'number',
    mimeType: 'string',
    'text?': 'string',
    'encoding?': 'string',
    'comment?': 'string',
  },
  timings: {
    'blocked?': 'number',
    'dns?': 'number',
    'connect?': 'number',
    'ssl?': 'number',
    send: 'count',
    wait: 'count',
    receive: 'count',
  },
};

/** Everything in which a value is not of its shape. */
function faults(value: unknown, shape: string, at: string): string[] {
  if (shape.endsWith('[]'))
    return Array.isArray(value)
      ? value.flatMap((item, index) => faults(item, shape.slice(0, -2), `${at}[${index}]`))
      : [`${at} is no list`];
  if (shape === 'date')
    return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/.test(value) ? [] : [`${at}: ${value}`];
  if (shape === 'count') return typeof value === 'number' && value >= 0 ? [] : [`${at}: ${value}`];
  if (!(shape in shapes)) return typeof value === shape ? [] : [`${at} is no ${shape}`];
  if (typeof value !== 'object' || value === null) return [`${at} is no ${shape}`];
  const fields = shapes[shape];
  const found = value as Record<string, unknown>;
  const unknown = Object.keys(found).filter(
    (key) => !key.startsWith('_') && !(key in fields) && !(`${key}?` in fields),
  );
  return [
    ...unknown.map((key) => `${at} has ${key}`),
    ...Object.entries(fields).flatMap(([key, inner]) => {
      const name = key.replace('?', '');
      if (found[name] === undefined) return key.endsWith('?') ? [] : [`${at} lacks ${name}`];
      return faults(found[name], inner, `${at}.${name}`);
    }),
  ];
}

describe('an HTTP archive', () => {
  it('is what the specification says, whatever the exchanges are', async () => {
    const host = new StreamHost();
    const packed = gzipSync('{"a":1}'.repeat(50));
    const image = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 255);
    const { exchanges } = await sessionOf(
      recorded((c) =>
        c
          .open()
          .send('client', 'GET /a?q=1&r=%C3%A4+b HTTP/1.1\r\nHost: shop.example\r\nCookie: id=7; theme=dark\r\n\r\n')
          .send(
            'server',
            bytes(
              `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nSet-Cookie: s=1; Path=/; Secure; HttpOnly; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\nContent-Length: ${packed.length}\r\n\r\n`,
              packed,
            ),
          )
          .send(
            'client',
            'POST /form HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=1&b=2',
          )
          .send(
            'server',
            bytes(`HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Type: image/png\r\nContent-Length: 7\r\n\r\n`, image),
          )
          .send(
            'client',
            bytes('PUT /c HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 3\r\n\r\n', Uint8Array.of(0, 255, 1)),
          )
          .close('client'),
      ),
      host,
    );
    while (exchanges.advance(1000));
    finish(exchanges.har([0, 1, 2], 'out.har', { name: 'Sockeye', version: '1' }));
    const { log } = JSON.parse(new TextDecoder().decode(host.files.get('out.har')));
    expect(faults(log, 'log', 'log')).toEqual([]);
    const [first, second, third] = log.entries;
    expect(first.request.queryString).toEqual([
      { name: 'q', value: '1' },
      { name: 'r', value: 'ä b' },
    ]);
    expect(first.request.cookies).toEqual([
      { name: 'id', value: '7' },
      { name: 'theme', value: 'dark' },
    ]);
    expect(first.response.cookies).toMatchObject([{ name: 's', value: '1', path: '/', secure: true, httpOnly: true }]);
    expect(first.response.content).toMatchObject({ size: 350, text: '{"a":1}'.repeat(50) });
    expect(first.timings.wait).toBeGreaterThan(19);
    expect(first.time).toBeCloseTo(first.timings.send + first.timings.wait + first.timings.receive, 6);
    expect(second.request.postData.params).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ]);
    expect(second.response).toMatchObject({ redirectURL: '/b', content: { encoding: 'base64', text: 'iVBORwAA/w==' } });
    expect(third.response).toMatchObject({ status: 0, headersSize: -1 });
    expect(third.comment).toBe('The response is not in the capture.');
  });
});

describe('a curl command', () => {
  it('asks for the same again', () => {
    const head = headOf(
      'POST /x HTTP/1.1\r\nHost: shop.example\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n',
    );
    expect(curlCommand(head, 'http://shop.example/x', bytes('hi'))).toBe(
      "curl \\\n  --path-as-is \\\n  --header 'Content-Type: text/plain' \\\n  --data-raw hi \\\n  -- http://shop.example/x",
    );
  });

  it('gives the shell nothing to do', () => {
    expect(shellWord("$(rm -rf ~) `x` 'y'")).toBe("'$(rm -rf ~) `x` '\\''y'\\'''");
    expect(shellWord('a\n; reboot')).toBe("$'a\\x0a; reboot'");
    expect(shellWord('\u202egnp')).toBe("$'\\u202egnp'");
    expect(shellWord('')).toBe("''");
    const head = headOf("GET /';touch$IFSx;' HTTP/1.1\r\nX-A: \u001b[31m'\r\n\r\n");
    const command = curlCommand(head, "http://a/';touch$IFSx;'", new Uint8Array(0));
    expect(command).toContain("'http://a/'\\'';touch$IFSx;'\\'''");
    expect(command).not.toContain('\u001b');
  });

  it('says when the body cannot be part of it', () => {
    const head = headOf('POST / HTTP/1.1\r\n\r\n');
    expect(curlCommand(head, 'http://a/', Uint8Array.of(0, 1))).toMatch(/^# The body \(2 bytes\)/);
  });
});

describe('file names of objects', () => {
  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\boot.ini', '_.._boot.ini'],
    ['C:\\x', 'C__x'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['a\u0000b\u202e.exe', 'a_b_.exe'],
    ['.bashrc', 'bashrc'],
    ['trailing. ', 'trailing'],
    ['..', ''],
    ['???', ''],
  ])('make %j harmless', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it('are short, and keep their endings', () => {
    expect(safeFileName(`${'x'.repeat(5000)}.html`)).toMatch(/^x{115}\.html$/);
    expect(safeFileName(`${'漢'.repeat(200)}.txt`)).toBe(`${'漢'.repeat(38)}.txt`);
    expect(safeFileName(`a${'😀'.repeat(200)}`)).toBe(`a${'😀'.repeat(29)}`);
    const [ending, none] = [`.${'y'.repeat(15)}`, `.${'y'.repeat(16)}`];
    expect(safeFileName('x'.repeat(200) + ending)).toBe('x'.repeat(104) + ending);
    expect(safeFileName('x'.repeat(200) + none)).toBe('x'.repeat(120));
  });

  it('are unique whatever their case, and leave alone what is there', () => {
    const names = new UniqueNames((name) => name === 'c.txt');
    expect(['a.txt', 'A.txt', 'a.txt', 'c.txt'].map((name) => names.take(name))).toEqual([
      'a.txt',
      'A(1).txt',
      'a(2).txt',
      'c(1).txt',
    ]);
  });

  it('come from the disposition or the path', () => {
    const plain = headOf('HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n');
    expect(objectName(plain, 'http://a/')).toBe('index.html');
    expect(objectName(plain, 'http://a/b/page?x=/y')).toBe('page.html');
    expect(objectName(plain, 'http://a/%2e%2e%2f%2e%2e%2fx.png')).toBe('_.._x.png');
    const given = headOf('HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename="../../evil.sh"\r\n\r\n');
    expect(objectName(given, 'http://a/b')).toBe('evil.sh');
    const extended = headOf(
      "HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename*=UTF-8''%e2%82%ac.txt\r\n\r\n",
    );
    expect(objectName(extended, 'http://a/b')).toBe('€.txt');
  });
});

describe('exported objects', () => {
  it('are the unpacked bodies, each under a name of its own', async () => {
    const host = new StreamHost();
    const packed = gzipSync('hello');
    const { exchanges } = await sessionOf(
      recorded((c) =>
        c
          .open()
          .send('client', 'GET /x.txt HTTP/1.1\r\nHost: a\r\n\r\n')
          .send(
            'server',
            bytes(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`, packed),
          )
          .send('client', 'PUT /x.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nsent')
          .send('server', 'HTTP/1.1 204 No Content\r\n\r\n'),
      ),
      host,
    );
    while (exchanges.advance(1000));
    expect(exchanges.countObjects([0, 1])).toBe(2);
    finish(exchanges.exportObjects([0, 1], 'out'));
    const text = (name: string): string => new TextDecoder().decode(host.files.get(name));
    expect(text('out/x.txt')).toBe('hello');
    expect(text('out/x(1).txt')).toBe('sent');
  });
});
