/** What the page's filter bar is answered, over the sample that comes with the program. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session } from '../engine/session';
import { openSession } from '../engine/session/open-session';
import { createNodeHost } from '../node-host/node-host';
import { fieldHandlers } from './field-handlers';
import { filterHandlers } from './filter-handlers';

let session: Session;
const coloursChanged = vi.fn();
let ask: ReturnType<typeof filterHandlers>;

beforeAll(async () => {
  session = await openSession(createNodeHost(), new URL('../../resources/sample.pcapng', import.meta.url).pathname);
  while (session.advance(1000));
  ask = filterHandlers(session, coloursChanged);
});
afterAll(() => session.close());
beforeEach(() => coloursChanged.mockClear());

describe('filters', () => {
  test('are judged: right, deprecated, wrong', async () => {
    expect(await ask.checkFilter({ text: 'tcp.port == 80' })).toEqual({ warnings: [] });
    expect(await ask.checkFilter({ text: 'http.host ~= "a"' })).toMatchObject({ warnings: [{ start: 10 }] });
    expect(await ask.checkFilter({ text: 'tcp.prot == 80' })).toMatchObject({ problem: { start: 0, end: 8 } });
  });

  test('that are wrong are quoted no further than anybody reads', async () => {
    const { problem } = await ask.checkFilter({ text: `tcp && ${'long.name.'.repeat(200)}x` });
    expect(problem?.message.length).toBeLessThan(200);
    expect(problem).toMatchObject({ start: 7, end: 2008 });
  });

  test('name what is wrong with a pattern as it was written', async () => {
    const { problem } = await ask.checkFilter({ text: 'http.host matches "(ab"' });
    expect(problem?.message).toBe('This pattern cannot be used: a parenthesis is never closed.');
    expect((await ask.checkFilter({ text: 'http.host matches r"(a)\\1"' })).problem).toBeUndefined();
    expect((await ask.checkFilter({ text: 'http.host matches r"(a)\\2"' })).problem?.message).toContain('group 2');
  });

  test('are completed with values of the capture', async () => {
    // Each question looks for some milliseconds more.
    await vi.waitFor(async () => {
      const { items } = await ask.completeFilter({ text: 'http.host == ', caret: 13 });
      expect(items.some(({ kind, packets }) => kind === 'value' && (packets ?? 0) > 0)).toBe(true);
    });
  });

  test('know macros once they are set, and colours are then found anew', async () => {
    expect(await ask.setMacros({ macros: [{ name: 'web', text: 'tcp.port == 80' }] })).toEqual([undefined]);
    expect(coloursChanged).toHaveBeenCalledOnce();
    expect(await ask.checkFilter({ text: '$' + '{web}' })).toEqual({ warnings: [] });
    await ask.setMacros({ macros: [] });
  });
});

describe('columns', () => {
  test('show fields, not filters', async () => {
    for (const text of ['ip.ttl', '_ws.col.info', 'tcp.port || udp.port', 'tcp.port or udp.port'])
      expect(await ask.checkColumn({ text })).toEqual({ warnings: [] });
    expect(await ask.checkColumn({ text: 'ip.tll' })).toMatchObject({
      problem: { start: 0, end: 6, message: expect.stringContaining('ip.ttl') },
    });
    expect(await ask.checkColumn({ text: 'tcp.port || ' })).toMatchObject({ problem: { start: 11 } });
    for (const text of ['ip.ttl == 64', 'tcp and udp', ''])
      expect((await ask.checkColumn({ text })).problem).toBeDefined();
  });

  test('of several fields, or of a macro for them, show what a packet has of each', async () => {
    await ask.setMacros({ macros: [{ name: 'ports', text: 'tcp.dstport || udp.dstport' }] });
    expect(session.setColumns([{ title: 'Port', field: '$' + '{ports}' }])).toBeUndefined();
    const dns = session.view('udp.dstport == 53');
    if ('message' in dns) throw new Error(dns.message);
    while (dns.advance(1000));
    const [row] = session.rows(dns, 0, 1);
    expect(row.cells).toEqual(['53']);
    expect(await ask.cellTerm({ number: row.number, field: '$' + '{ports}' })).toBe('udp.dstport == 53');
    await ask.setMacros({ macros: [] });
  });

  test('give no term for a packet that is not there', async () => {
    expect(await ask.cellTerm({ number: session.packets, field: '_ws.col.number' })).not.toBe('');
    expect(await ask.cellTerm({ number: session.packets + 1, field: '_ws.col.number' })).toBe('');
  });
});

test('facts are counted on between two questions, until all are', async () => {
  await vi.waitFor(async () => expect((await ask.captureFacts({ count: 5 })).done).toBe(true), { timeout: 60_000 });
  const { groups, examined } = await ask.captureFacts({ count: 5 });
  expect(examined).toBe(session.packets);
  expect(groups.length).toBeGreaterThan(3);
});

test('the field reference needs no capture', async () => {
  const { total, entries } = await fieldHandlers.fieldReference({ search: 'tcp.port', from: 0, count: 5 });
  expect(total).toBeGreaterThan(0);
  expect(entries[0]).toMatchObject({ name: 'tcp.port' });
  expect(await fieldHandlers.valueNames({ field: 'ip.proto' })).toContainEqual({ value: 17, name: 'UDP' });
});
