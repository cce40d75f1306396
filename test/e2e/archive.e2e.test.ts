/** An exported HTTP Archive in other programs: Playwright answers a page from it, and Chromium's own tools read it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pcapFile } from '../captures/write';
import { recorded } from '../streams/recorded-session';

const commandLine = resolve(import.meta.dirname, '../../out/cli/index.js');
const site = 'http://shop.example';
const image = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A program of one empty window, with nothing of Sockeye in it. */
const reader = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 400, height: 300 }).loadURL('about:blank'));`;

function answer(head: string, body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${head}\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes]);
}

const ask = (line: string, headers = '', body = ''): string =>
  `${line} HTTP/1.1\r\nHost: shop.example\r\n${headers}${body === '' ? '' : `Content-Length: ${body.length}\r\n`}\r\n${body}`;
const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
const html = 'Content-Type: text/html; charset=utf-8';

/** One connection with a response of every kind that an archive has to carry over. */
const packets = recorded((c) =>
  c
    .open()
    .send('client', ask('GET /'))
    .send(
      'server',
      answer(`200 OK\r\n${html}\r\nContent-Encoding: gzip`, gzipSync('<!doctype html><title>Shop</title><p>Grüße')),
    )
    .send('client', ask('GET /api?q=1&r=%C3%A4+b'))
    .send(
      'server',
      answer('200 OK\r\nContent-Type: application/json\r\nContent-Encoding: br', brotliCompressSync('{"a":"ä"}')),
    )
    .send('client', ask('GET /api?q=2'))
    .send(
      'server',
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"b"\r\n3\r\n:2}\r\n0\r\n\r\n',
    )
    .send('client', ask('GET /dot.png'))
    .send('server', answer('200 OK\r\nContent-Type: image/png', image))
    .send('client', ask('GET /latin'))
    .send(
      'server',
      answer('200 OK\r\nContent-Type: text/plain; charset=iso-8859-1', Buffer.from('Gr\u00fc\u00dfe', 'latin1')),
    )
    .send('client', ask('GET /mark'))
    .send('server', answer('200 OK\r\nContent-Type: text/plain; charset=utf-8', Buffer.from('\ufeffmarked')))
    .send('client', ask('GET /old'))
    .send('server', answer(`302 Found\r\nLocation: /new`))
    .send('client', ask('GET /new'))
    .send('server', answer(`200 OK\r\n${html}`, '<!doctype html><title>New</title>'))
    .send('client', ask('POST /form', form, 'a=1&b=2'))
    .send('server', answer('201 Created\r\nContent-Type: text/plain', 'first'))
    .send('client', ask('POST /form', form, 'a=2'))
    .send('server', answer('422 Unprocessable Content\r\nContent-Type: text/plain', 'second'))
    .send('client', ask('DELETE /item/7'))
    .send('server', 'HTTP/1.1 204 No Content\r\n\r\n')
    .close('client'),
);

let folder: string;
let archive: string;
let application: ElectronApplication;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockeye-archive-'));
  archive = join(folder, 'shop.har');
  await writeFile(join(folder, 'shop.pcap'), pcapFile(packets, { nanoseconds: true }));
  await promisify(execFile)(process.execPath, [commandLine, '-r', join(folder, 'shop.pcap'), '-q', '--har', archive]);
  await writeFile(join(folder, 'main.cjs'), reader);
  application = await _electron.launch({
    args: [`--user-data-dir=${join(folder, 'user')}`, join(folder, 'main.cjs')],
    chromiumSandbox: process.getuid?.() !== 0,
  });
  page = await application.firstWindow();
});

afterAll(async () => {
  await application?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('an exported archive', () => {
  it('answers a page in Playwright with what the server had answered', async () => {
    await page.routeFromHAR(archive, { url: `${site}/**`, notFound: 'abort' });
    await page.goto(`${site}/`);
    expect(await page.title()).toBe('Shop');
    expect(await page.locator('p').textContent()).toBe('Grüße');
    await page.goto(`${site}/old`);
    expect([page.url(), await page.title()]).toEqual([`${site}/new`, 'New']);

    const fetched = (path: string, method = 'GET', body?: string): Promise<[status: number, bytes: string]> =>
      page.evaluate(
        async ([path, method, body]) => {
          const response = await fetch(path!, {
            method,
            body,
            headers: body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' },
          });
          const bytes = new Uint8Array(await response.arrayBuffer());
          return [response.status, String.fromCharCode(...bytes)] as [number, string];
        },
        [path, method, body] as const,
      );
    const latin = (bytes: Buffer): string => bytes.toString('latin1');
    expect(await fetched('/api?q=1&r=%C3%A4+b')).toEqual([200, latin(Buffer.from('{"a":"ä"}'))]);
    expect(await fetched('/api?q=2')).toEqual([200, '{"b":2}']);
    expect(await fetched('/dot.png')).toEqual([200, latin(image)]);
    expect(await fetched('/latin')).toEqual([200, 'Gr\u00fc\u00dfe']);
    expect(await fetched('/mark')).toEqual([200, latin(Buffer.from('\ufeffmarked'))]);
    expect(await fetched('/form', 'POST', 'a=1&b=2')).toEqual([201, 'first']);
    expect(await fetched('/form', 'POST', 'a=2')).toEqual([422, 'second']);
    expect(await fetched('/item/7', 'DELETE')).toEqual([204, '']);
    await expect(fetched('/never-asked')).rejects.toThrow('Failed to fetch');
  });

  it('is read by the network panel of Chromium’s developer tools', async () => {
    const text = await readFile(archive, 'utf8');
    const read = await application.evaluate(async ({ BrowserWindow }, archive) => {
      const { webContents } = BrowserWindow.getAllWindows()[0];
      webContents.openDevTools({ mode: 'detach' });
      while (webContents.devToolsWebContents?.isLoading() !== false) await new Promise((next) => setTimeout(next, 50));
      return webContents.devToolsWebContents!.executeJavaScript(`(async () => {
        const HAR = await import('devtools://devtools/bundled/models/har/har.js');
        const root = new HAR.HARFormat.HARRoot(JSON.parse(${JSON.stringify(archive)}));
        const requests = HAR.Importer.Importer.requestsFromHARLog(root.log);
        return Promise.all(requests.map(async (request) => {
          const content = await request.requestContentData();
          const body = content.isTextContent ? content.text : content.base64;
          return [request.requestMethod, request.url(), request.statusCode, request.mimeType, body].join(' ');
        }));
      })()`) as Promise<string[]>;
    }, text);
    expect(read).toEqual([
      `GET ${site}/ 200 text/html; charset=utf-8 <!doctype html><title>Shop</title><p>Grüße`,
      `GET ${site}/api?q=1&r=%C3%A4+b 200 application/json {"a":"ä"}`,
      `GET ${site}/api?q=2 200 application/json {"b":2}`,
      `GET ${site}/dot.png 200 image/png ${image.toString('base64')}`,
      `GET ${site}/latin 200 text/plain; charset=iso-8859-1 Grüße`,
      `GET ${site}/mark 200 text/plain; charset=utf-8 \ufeffmarked`,
      `GET ${site}/old 302  `,
      `GET ${site}/new 200 text/html; charset=utf-8 <!doctype html><title>New</title>`,
      `POST ${site}/form 201 text/plain first`,
      `POST ${site}/form 422 text/plain second`,
      `DELETE ${site}/item/7 204  `,
    ]);
  });
});
