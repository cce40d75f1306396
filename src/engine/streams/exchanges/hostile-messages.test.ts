/** HTTP that wants to cost more than it may: giant heads, endless pipelines, lengths that lie. */
import { describe, expect, it } from 'vitest';
import { recorded, sessionOf } from '../../../../test/streams/recorded-session';
import type { HttpExchanges } from './http-exchanges';

async function exchangesOf(play: Parameters<typeof recorded>[0]): Promise<HttpExchanges> {
  const { exchanges } = await sessionOf(recorded(play, { maximumSegmentSize: 30_000 }));
  while (exchanges.advance(1000));
  exchanges.settle();
  return exchanges;
}

describe('hostile HTTP', () => {
  it('with a head of megabytes is given up and marked', async () => {
    const exchanges = await exchangesOf((c) =>
      c.open().send('client', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(3_000_000)}\r\n\r\n`),
    );
    expect(exchanges.count).toBe(1);
    expect(exchanges.row(0).notes).toContain('requestUnfinished');
    expect(exchanges.detail(0).request!.headBytes).toBeLessThan(400_000);
  });

  it('with a hundred thousand pipelined requests keeps them in order', async () => {
    const requests = Array.from({ length: 100_000 }, (_, index) => `GET /${index} HTTP/1.1\r\nHost: a\r\n\r\n`).join(
      '',
    );
    const exchanges = await exchangesOf((c) =>
      c.open().send('client', requests).send('server', 'HTTP/1.1 204 No Content\r\n\r\n'.repeat(50_000)),
    );
    expect(exchanges.count).toBe(100_000);
    expect(exchanges.row(49_999)).toMatchObject({ url: 'http://a/49999', status: 204 });
    expect(exchanges.row(50_000)).toMatchObject({ url: 'http://a/50000', status: 0 });
    const byUrl = exchanges.ordered({ key: 'url', descending: true, text: '9999', displayed: undefined });
    expect(exchanges.row(byUrl[0]).url).toBe('http://a/99999');
  }, 300_000);

  it.each([
    ['a length beyond all bounds', 'Content-Length: 99999999999999999999\r\n\r\nfew'],
    ['a negative length', 'Content-Length: -5\r\n\r\nfew'],
    ['two lengths', 'Content-Length: 3\r\nContent-Length: 5000\r\n\r\nfew'],
    ['a giant chunk', 'Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nfew'],
    ['no chunk at all', 'Transfer-Encoding: chunked\r\n\r\nnonsense\r\nfew'],
    ['an endless chunk size', `Transfer-Encoding: chunked\r\n\r\n${'0'.repeat(60_000)}`],
  ])('with %s', async (_, rest) => {
    const exchanges = await exchangesOf((c) =>
      c
        .open()
        .send('client', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
        .send('server', `HTTP/1.1 200 OK\r\n${rest}`)
        .close('server'),
    );
    expect(exchanges.count).toBe(1);
    const { bytes } = exchanges.decoded(0, 'response')!;
    expect(bytes.length).toBeLessThan(100_000);
    expect(exchanges.row(0).status).toBe(200);
  });

  it('of any bytes throws nothing and ends', async () => {
    let seed = 7;
    const random = (): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed >>> 16;
    };
    const words = [
      'HTTP/1.1 200 OK\r\n',
      'GET / HTTP/1.1\r\n',
      '\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Content-Length: 7\r\n',
      '5\r\n',
      '0\r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
      '\u0000\u00ff',
      'CONNECT a:1 HTTP/1.1\r\n',
    ];
    for (let round = 0; round < 60; round++) {
      const exchanges = await exchangesOf((c) => {
        c.open().send('client', 'GET / HTTP/1.1\r\n\r\n');
        for (let i = 0; i < 12; i++)
          c.send(
            random() % 2 === 0 ? 'client' : 'server',
            Array.from({ length: 1 + (random() % 6) }, () => words[random() % words.length]).join(''),
          );
      });
      for (let index = 0; index < exchanges.count; index++) {
        exchanges.detail(index);
        exchanges.decoded(index, 'request');
        exchanges.decoded(index, 'response');
      }
      expect(exchanges.count).toBeGreaterThan(0);
    }
  });
});
