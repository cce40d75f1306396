/** Chosen fields of the sample capture's packets, read with as few of the layers as they need, and with all of them. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromHex } from '../../../test/captures/build';
import { sessionOf } from '../../../test/streams/recorded-session';
import { createNodeHost } from '../../node-host/node-host';
import type { FieldReader, Session } from '../session';
import { openSession } from './open-session';

const sample = fileURLToPath(new URL('../../../resources/sample.pcapng', import.meta.url));
let session: Session;

beforeAll(async () => {
  session = await openSession(createNodeHost(), sample);
  while (session.advance(1000));
});
afterAll(() => session.close());

function readerOf(...names: string[]): FieldReader {
  const reader = session.fieldReader(names);
  if ('unknown' in reader) throw new Error(`There is no ${reader.unknown.join()}`);
  return reader;
}

const outer = ['frame.number', 'eth.src', 'ip.src', 'ip.dst', 'ip.ttl', 'tcp.port', 'udp.port', 'tcp.flags'];
const shown = ['_ws.col.protocol', '_ws.col.length', '_ws.col.time'];

test('fields of the outer layers and columns that are kept read the same when the inner layers are not walked', () => {
  const short = readerOf(...outer, ...shown);
  // Info is put together by all layers.
  const whole = readerOf(...outer, ...shown, '_ws.col.info');
  const protocols = new Set<string>();
  for (let number = 1; number <= session.packets; number++) {
    const values = short.read(number);
    expect(values).toEqual(whole.read(number).slice(0, -1));
    protocols.add(values[outer.length][0]);
  }
  expect([...protocols]).toEqual(expect.arrayContaining(['TCP', 'DNS', 'HTTP', 'TLSv1.3']));
});

test('a field of an inner layer is found, whatever stands beside it', () => {
  const alone = readerOf('http.host');
  const beside = readerOf('ip.src', 'http.host', '_ws.col.protocol');
  let found = 0;
  for (let number = 1; number <= session.packets; number++) {
    const [host] = alone.read(number);
    expect(beside.read(number)[1]).toEqual(host);
    found += host.length;
  }
  expect(found).toBeGreaterThan(5);
});

test('bytes of no length are said to be missing', async () => {
  // IPv6 with a hop-by-hop header of two PadN options: one of two bytes, and one of none. RFC 8200, section 4.2.
  const header = `60000000 0008 00 40 ${'00'.repeat(32)}`;
  const bytes = fromHex(`020000000001 020000000002 86dd ${header} 3b 00 01 02 0000 01 00`);
  const padded = await sessionOf([{ time: 0n, bytes }]);
  const reader = padded.fieldReader(['ipv6.opt.padn']);
  if ('unknown' in reader) throw new Error('There is no such field');
  expect(reader.read(1)).toEqual([['0000', '<MISSING>']]);
});
