/** A session over the sample capture: rows, details, changes, saving. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeHost } from '../../node-host/node-host';
import type { PacketView, Session, Task } from '../session';
import { openSession } from './open-session';

const sample = fileURLToPath(new URL('../../../resources/sample.pcapng', import.meta.url));
const host = createNodeHost();
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sockeye-session-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function open(path = sample): Promise<Session> {
  const session = await openSession(host, path);
  while (session.advance(1000));
  return session;
}

function viewOf(session: Session, filter = ''): PacketView {
  const view = session.view(filter);
  if ('message' in view) throw new Error(view.message);
  while (view.advance(1000));
  return view;
}

async function finish(task: Task): Promise<void> {
  for (;;) {
    const step = task.advance(100);
    if (step.state === 'failed') throw new Error(step.message);
    if (step.state === 'done') return;
    await host.yield();
  }
}

describe('a session', () => {
  test('gives rows with the standard columns', async () => {
    const session = await open();
    const view = viewOf(session);
    expect(view.count).toBe(session.status().packets);
    const [row] = session.rows(view, 0, 1);
    expect(row.number).toBe(1);
    expect(row.cells).toHaveLength(7);
    expect(row.cells.slice(0, 2)).toEqual(['1', '0.000000']);
  });

  test('gives the detail of a packet with the bytes of each line', async () => {
    const session = await open();
    const detail = session.detail(1);
    expect(detail.buffers[0].bytes).toEqual(session.bytes(1));
    const source = detail.nodes.find((node) => node.field === 'eth.src');
    expect(source).toMatchObject({ at: 6, length: 6, buffer: 0 });
    for (const [index, node] of detail.nodes.entries()) expect(node.parent).toBeLessThan(index);
    expect(detail.strip.reduce((sum, block) => sum + block.bytes, 0)).toBe(detail.buffers[0].bytes.length);
  });

  test('walks any packet to the same result, whatever was looked at before', async () => {
    const session = await open();
    const count = session.status().packets;
    const forwards = Array.from({ length: count }, (_, i) => JSON.stringify(session.detail(i + 1).nodes));
    for (let number = count; number >= 1; number -= 7)
      expect(JSON.stringify(session.detail(number).nodes)).toBe(forwards[number - 1]);
  });

  test('marks, ignores and references packets', async () => {
    const session = await open();
    session.toggleMark([2, 3], true);
    expect(viewOf(session, 'frame.marked == True').count).toBe(2);
    session.setTimeReference(5, true);
    expect(session.rows(viewOf(session), 4, 1)[0].cells[1]).toBe('*REF*');
    session.toggleIgnore([1], true);
    expect(session.rows(viewOf(session), 0, 1)[0].cells[6]).toBe('<Ignored>');
    expect(session.counts()).toMatchObject({ marked: 2, ignored: 1, timeReferences: 1 });
    expect(viewOf(session, 'frame.marked == True').count).toBe(2);
  });

  test('reads the packets anew in steps when some are left out, and keeps what the user said of them', async () => {
    const session = await open();
    const { packets } = session;
    session.setColumns([{ title: 'Stream', field: 'tcp.stream' }]);
    session.toggleMark([2], true);
    session.setTimeReference(5, true);
    session.setComments(6, ['looked at']);
    const before = viewOf(session, 'tcp.stream == 0');
    session.toggleIgnore([before.frameAt(0)], true);
    expect(session.readsAnew).toBe(true);
    expect(session.advance(1000, 3)).toBe(true);
    expect(session.status()).toMatchObject({ state: 'reading', packets });
    expect(session.readings).toBe(1);
    while (session.advance(1000));
    expect(session).toMatchObject({ readings: 2, readsAnew: false, packets });
    const after = viewOf(session, 'tcp.stream == 0');
    expect(after.count).toBe(before.count - 1);
    expect(session.rows(after, 0, 1)[0].cells).toEqual(['0']);
    expect(viewOf(session, 'frame.marked == True').frameAt(0)).toBe(2);
    expect(viewOf(session, 'frame.comment').count).toBeGreaterThan(0);
    expect(session.comments(6)).toEqual(['looked at']);
    expect(session.counts()).toMatchObject({ marked: 1, ignored: 1, timeReferences: 1 });
    session.toggleIgnore([before.frameAt(0)], false);
    while (session.advance(1000));
    expect(viewOf(session, 'tcp.stream == 0').count).toBe(before.count);
  });

  test('saves what a filter shows, with changed comments, and reads it back', async () => {
    const session = await open();
    session.setComments(1, ['first of all']);
    const view = viewOf(session, 'udp');
    const path = join(folder, 'udp.pcapng');
    await finish(session.save({ path, format: 'pcapng', packets: 'displayed', withoutIgnored: false }, view));
    const again = await open(path);
    expect(again.status().packets).toBe(view.count);
    expect(again.comments(1)).toEqual(['first of all']);
    expect(again.status().problem).toBeUndefined();
  });

  test('exports the packet list as CSV', async () => {
    const session = await open();
    const path = join(folder, 'list.csv');
    await finish(session.exportPackets({ path, format: 'csv', packets: { range: '1-3' } }, viewOf(session)));
    const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('"Protocol"');
  });

  test('exports packets as JSON that parses', async () => {
    const session = await open();
    const path = join(folder, 'packets.json');
    await finish(session.exportPackets({ path, format: 'json', packets: { range: '1,2' } }, viewOf(session)));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(2);
  });

  test('steps through a conversation', async () => {
    const session = await open();
    const view = viewOf(session);
    const start = viewOf(session, 'tcp.stream == 0').frameAt(0);
    const next = session.conversationStep(view, start, 'next');
    expect(next).toBe(viewOf(session, 'tcp.stream == 0').frameAt(1));
    expect(session.conversationStep(view, next!, 'previous')).toBe(start);
    expect(session.conversationFilter(start, 'tcp')).toBe('tcp.stream == 0');
  });

  test('finds text, bytes and filters, forwards and backwards', async () => {
    const session = await open();
    const view = viewOf(session);
    const run = (query: Parameters<Session['find']>[1], from: number, backwards = false) => {
      const finder = session.find(view, query, from, backwards);
      if ('message' in finder) throw new Error(finder.message);
      for (;;) {
        const found = finder.advance(1000);
        if (found !== undefined) return found;
      }
    };
    const dns = run({ kind: 'filter', text: 'dns' }, 1);
    expect(dns).toBe(viewOf(session, 'dns').frameAt(0));
    expect(run({ kind: 'bytes', bytes: new TextEncoder().encode('HTTP/1.1') }, 1)).toBe(
      viewOf(session, 'frame contains "HTTP/1.1"').frameAt(0),
    );
    expect(run({ kind: 'filter', text: 'dns' }, Number(dns) + 1, true)).toBe(dns);
    expect(run({ kind: 'bytes', bytes: new TextEncoder().encode('nowhere to be found') }, 1)).toBe('none');
  });
});

test('a cut file gives its whole packets and says where it was cut', async () => {
  const path = join(folder, 'cut.pcapng');
  writeFileSync(path, readFileSync(sample));
  truncateSync(path, readFileSync(sample).length - 500);
  const session = await open(path);
  expect(session.status().packets).toBeGreaterThan(300);
  expect(session.status().problem).toMatchObject({ kind: 'truncated' });
});

test('a file that grows is read on', async () => {
  const path = join(folder, 'growing.pcapng');
  const bytes = readFileSync(sample);
  const half = Math.floor(bytes.length / 2);
  writeFileSync(path, bytes.subarray(0, half));
  const session = await open(path);
  const before = session.status().packets;
  appendFileSync(path, bytes.subarray(half));
  while (session.advance(1000));
  expect(session.status().packets).toBeGreaterThan(before);
  expect(session.status().problem).toBeUndefined();
  const whole = await open();
  expect(session.status().packets).toBe(whole.status().packets);
});
