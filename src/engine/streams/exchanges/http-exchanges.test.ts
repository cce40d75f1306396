/** Every way in which an HTTP message can end, be missing or be late, from bytes to rows. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TcpConversation } from '../../../../test/captures/conversation';
import type { CapturedPacket } from '../../../../test/captures/write';
import { recorded, sessionOf } from '../../../../test/streams/recorded-session';
import type { ExchangeRow } from './exchange-view';
import type { HttpExchanges } from './http-exchanges';

const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: shop.example\r\n${more}\r\n`;
const ok = (body: string, more = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;

async function exchangesOf(packets: CapturedPacket[]): Promise<HttpExchanges> {
  const { exchanges } = await sessionOf(packets);
  while (exchanges.advance(1000));
  exchanges.settle();
  return exchanges;
}

const played = (play: (conversation: TcpConversation) => void): Promise<HttpExchanges> => exchangesOf(recorded(play));

const rowsOf = (exchanges: HttpExchanges): ExchangeRow[] =>
  Array.from({ length: exchanges.count }, (_, index) => exchanges.row(index));

const text = (exchanges: HttpExchanges, index: number): string =>
  new TextDecoder().decode(exchanges.decoded(index, 'response')!.bytes);

/** Bytes of a text, one a character, and of byte arrays. */
const bytes = (...parts: (string | Uint8Array)[]): Uint8Array => Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('a single exchange', () => {
  it('has method, URL, status, type, sizes, times and packets', async () => {
    const exchanges = await played((c) =>
      c.open().send('client', get('/a?b=1')).wait(0.3).send('server', ok('hello')).close('client'),
    );
    const [row] = rowsOf(exchanges);
    expect(row).toMatchObject({
      method: 'GET',
      url: 'http://shop.example/a?b=1',
      status: 200,
      statusClass: '2xx success',
      mediaType: 'text/plain',
      requestBytes: get('/a?b=1').length,
      responseBytes: ok('hello').length,
      bodyBytes: 5,
      stream: 0,
      request: { first: 4, last: 4 },
      response: { first: 6, last: 6 },
      notes: [],
    });
    expect(row.timeToFirstByte! / 1e6).toBeCloseTo(320.1, 0);
    expect(text(exchanges, 0)).toBe('hello');
  });

  it('spans segments, which count from the first to the last', async () => {
    const body = 'x'.repeat(5000);
    const exchanges = await played((c) => c.open().send('client', get('/')).send('server', ok(body)));
    const [row] = rowsOf(exchanges);
    expect(row.response!.last - row.response!.first).toBeGreaterThan(2);
    expect(text(exchanges, 0)).toBe(body);
    expect(row.total).toBeGreaterThan(row.timeToFirstByte!);
  });

  it('takes the address where there is no Host, and the whole of an absolute target', async () => {
    const exchanges = await played((c) =>
      c
        .open()
        .send('client', 'GET /a HTTP/1.0\r\n\r\n')
        .send('server', ok(''))
        .send('client', 'GET http://other.example/b HTTP/1.1\r\nHost: proxy\r\n\r\n')
        .send('server', ok('')),
    );
    expect(rowsOf(exchanges).map(({ url }) => url)).toEqual(['http://10.0.0.2:80/a', 'http://other.example/b']);
  });
});

describe('how bodies end', () => {
  const one = async (request: string, response: string | Uint8Array, after = ok('next')): Promise<HttpExchanges> =>
    played((c) =>
      c
        .open()
        .send('client', request)
        .send('server', response)
        .send('client', get('/next'))
        .send('server', after)
        .close('server'),
    );

  it('by the last chunk, with a trailer', async () => {
    const exchanges = await one(
      get('/'),
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nSum: 1\r\n\r\n',
    );
    const [first, second] = rowsOf(exchanges);
    expect(first).toMatchObject({ bodyBytes: 11, notes: ['chunked'] });
    expect(text(exchanges, 0)).toBe('hello world');
    expect(second).toMatchObject({ url: 'http://shop.example/next', status: 200 });
  });

  it('in chunks that are cut anywhere', async () => {
    const response = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n';
    for (let cut = 40; cut < response.length; cut += 3) {
      const exchanges = await played((c) =>
        c
          .open()
          .send('client', get('/'))
          .send('server', response.slice(0, cut))
          .send('server', response.slice(cut))
          .send('client', get('/next'))
          .send('server', ok('next')),
      );
      expect(text(exchanges, 0), `cut at ${cut}`).toBe('hello world');
      expect(text(exchanges, 1), `cut at ${cut}`).toBe('next');
    }
  });

  it('with the connection', async () => {
    const exchanges = await played((c) =>
      c.open().send('client', get('/')).send('server', 'HTTP/1.1 200 OK\r\n\r\nall that comes').close('server'),
    );
    expect(rowsOf(exchanges)[0]).toMatchObject({ bodyBytes: 14, notes: ['untilClose'] });
    expect(text(exchanges, 0)).toBe('all that comes');
  });

  it.each([
    ['HEAD', 'HEAD / HTTP/1.1\r\nHost: shop.example\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n'],
    ['204', get('/'), 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['304', get('/'), 'HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\n\r\n'],
  ])('at once: %s', async (_, request, response) => {
    const exchanges = await one(request, response);
    expect(rowsOf(exchanges).map(({ bodyBytes, notes }) => [bodyBytes, notes])).toEqual([
      [0, []],
      [4, []],
    ]);
  });

  it('after a range', async () => {
    const exchanges = await one(
      get('/', 'Range: bytes=2-4\r\n'),
      'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-4/10\r\nContent-Length: 3\r\n\r\ncde',
    );
    expect(rowsOf(exchanges)[0]).toMatchObject({ status: 206, bodyBytes: 3, notes: ['range'] });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('and are unpacked: %s', async (coding, pack) => {
    const packed = pack('the same again '.repeat(100));
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${packed.length}\r\n\r\n`;
    const exchanges = await one(get('/'), bytes(head, packed));
    expect(rowsOf(exchanges)[0]).toMatchObject({ bodyBytes: 1500, responseBytes: head.length + packed.length });
    expect(text(exchanges, 0)).toBe('the same again '.repeat(100));
  });
});

describe('several exchanges of a connection', () => {
  it('are paired in order when they are pipelined', async () => {
    const exchanges = await played((c) =>
      c
        .open()
        .send('client', get('/1') + get('/2') + get('/3'))
        .send('server', ok('one') + ok('two'))
        .send('server', ok('three')),
    );
    expect(rowsOf(exchanges).map(({ url }, index) => [url.slice(-1), text(exchanges, index)])).toEqual([
      ['1', 'one'],
      ['2', 'two'],
      ['3', 'three'],
    ]);
    expect(rowsOf(exchanges).map(({ notes }) => notes)).toEqual([[], ['pipelined'], ['pipelined']]);
  });

  it('take 100 Continue and Early Hints for what they are', async () => {
    const exchanges = await played((c) =>
      c
        .open()
        .send('client', 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n')
        .send('server', 'HTTP/1.1 100 Continue\r\n\r\n')
        .send('client', 'body')
        .send('server', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok('done')}`),
    );
    const [row] = rowsOf(exchanges);
    expect(exchanges.count).toBe(1);
    expect(row).toMatchObject({ status: 200, notes: ['informational'] });
    expect(exchanges.detail(0)).toMatchObject({
      informationalCount: 2,
      informational: { startLine: 'HTTP/1.1 100 Continue' },
      request: { bodyBytes: 4, framing: 'length' },
    });
  });

  it('end where another protocol takes over', async () => {
    const exchanges = await played((c) =>
      c
        .open()
        .send('client', get('/ws', 'Upgrade: websocket\r\nConnection: Upgrade\r\n'))
        .send('server', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n')
        .send('client', get('/not-a-request')),
    );
    expect(rowsOf(exchanges)).toMatchObject([{ status: 101, notes: ['tunnel'] }]);
  });
});

describe('what is missing', () => {
  /** The connection without the packets that `drop` names, counted from 1. */
  const without = (drop: readonly number[], play: (conversation: TcpConversation) => void): Promise<HttpExchanges> =>
    exchangesOf(recorded(play).filter((_, index) => !drop.includes(index + 1)));

  it('is a response', async () => {
    const exchanges = await played((c) => c.open().send('client', get('/')).close('client'));
    expect(rowsOf(exchanges)).toMatchObject([{ status: 0, response: undefined, notes: ['noResponse'] }]);
  });

  it('is a request', async () => {
    const exchanges = await without([4], (c) => c.open().send('client', get('/')).send('server', ok('hello')));
    expect(rowsOf(exchanges)).toMatchObject([
      { method: '', url: '', status: 200, request: undefined, notes: ['noRequest'] },
    ]);
  });

  it('is a piece of a body, which is counted', async () => {
    const exchanges = await without([7], (c) =>
      c
        .open()
        .send('client', get('/'))
        .send('server', ok('y'.repeat(10_000)))
        .wait(1)
        .send('client', get('/next'))
        .send('server', ok('next')),
    );
    const [first, second] = rowsOf(exchanges);
    expect(first).toMatchObject({ bodyBytes: 10_000, notes: ['missingBytes'] });
    expect(exchanges.detail(0).response).toMatchObject({ missingBytes: 1448, complete: true });
    expect(exchanges.decoded(0, 'response')).toMatchObject({ state: 'missing' });
    expect(second).toMatchObject({ url: 'http://shop.example/next', status: 200, notes: [] });
  });

  it('is the head of a response: the next one does not answer its request', async () => {
    const exchanges = await without([6], (c) =>
      c
        .open()
        .send('client', get('/lost'))
        .send('server', ok('lost'))
        .wait(1)
        .send('client', get('/next'))
        .send('server', ok('next')),
    );
    expect(rowsOf(exchanges).map(({ url, status }) => [url, status])).toEqual([
      ['http://shop.example/lost', 0],
      ['http://shop.example/next', 200],
    ]);
  });

  it('is nothing when it comes late or twice', async () => {
    const exchanges = await played((c) =>
      c
        .open()
        .send('client', get('/'))
        .send('server', ok('z'.repeat(20_000)), { lost: [2, 5] })
        .retransmit('server', 'z'.repeat(100)),
    );
    expect(rowsOf(exchanges)).toMatchObject([{ bodyBytes: 20_000, notes: [] }]);
    expect(text(exchanges, 0)).toBe('z'.repeat(20_000));
  });

  it('is the end of a response that a reset cut off', async () => {
    const exchanges = await played((c) =>
      c
        .open()
        .send('client', get('/'))
        .send('server', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')
        .reset('server'),
    );
    expect(rowsOf(exchanges)).toMatchObject([{ status: 200, notes: ['responseUnfinished', 'reset'] }]);
  });

  it('is what the snapshot length cut off', async () => {
    const packets = recorded((c) =>
      c
        .open()
        .send('client', get('/'))
        .send('server', ok('w'.repeat(1000))),
    );
    const cut = packets.map(({ bytes: whole, time }) => ({
      bytes: whole.subarray(0, 200),
      originalLength: whole.length,
      time,
    }));
    const exchanges = await exchangesOf(cut);
    expect(rowsOf(exchanges)).toMatchObject([{ status: 200, bodyBytes: 1000 }]);
    expect(exchanges.decoded(0, 'response')!.state).toBe('missing');
  });
});

describe('a growing capture', () => {
  it('gives the same rows in slices as at once', async () => {
    const packets = recorded((c) => {
      c.open();
      for (let i = 0; i < 50; i++) c.send('client', get(`/${i}`)).send('server', ok('r'.repeat(i * 100)));
    });
    const atOnce = rowsOf(await exchangesOf(packets));
    const session = await sessionOf(packets);
    let calls = 0;
    // The clock of this host stands still: one stride at a time.
    while (session.exchanges.advance(-1)) calls++;
    expect(calls).toBe(0);
    expect(rowsOf(session.exchanges)).toEqual(atOnce);
    expect(atOnce).toHaveLength(50);
  });
});
