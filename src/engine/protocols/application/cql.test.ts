import { expect, test } from 'vitest';
import { hex, type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(9042, sent)).slice(3);

const int = (width: number, value: number): readonly number[] => [
  ...hex(
    BigInt.asUintN(width * 8, BigInt(value))
      .toString(16)
      .padStart(width * 2, '0'),
  ),
];
const text = (value: string): readonly number[] => [...int(2, value.length), ...Buffer.from(value)];
const longText = (value: string): readonly number[] => [...int(4, value.length), ...Buffer.from(value)];
const bytes = (...value: readonly number[]): readonly number[] => [...int(4, value.length), ...value];
const message = (version: number, stream: number, code: number, ...parts: readonly (readonly number[])[]) => {
  const body = parts.flat();
  return Uint8Array.from([version, 0, ...int(2, stream), code, ...int(4, body.length), ...body]);
};

test('a query, cut into segments, and the rows that answer it', () => {
  const query = message(
    4,
    9,
    7,
    longText('select * from t where a=?'),
    int(2, 1),
    [5],
    int(2, 1),
    bytes(1),
    int(4, 100),
  );
  const columns = [...text('id'), ...int(2, 9), ...text('tags'), ...int(2, 0x20), ...int(2, 13)];
  const list = [...int(4, 2), ...bytes(0x61), ...bytes(0x62)];
  const rows = [...bytes(0, 0, 0, 7), ...bytes(...list), ...bytes(0, 0, 0, 8), ...int(4, -1)];
  const metadata = [...int(4, 2), ...int(4, 1), ...int(4, 2), ...text('shop'), ...text('t'), ...columns];
  const frames = walk(
    ['client', query.subarray(0, 5)],
    ['client', query.subarray(5)],
    ['server', message(0x84, 9, 8, metadata, int(4, 2), rows)],
  );
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].column).toBe('CQL');
  expect(frames[1].info).toBe('v4 C->S Type QUERY');
  expect(frames[1].values('cql.string')).toEqual(['select * from t where a=?']);
  expect(frames[1].values('cql.page_size')).toEqual([100]);
  expect(frames[1].values('cql.response_in')).toEqual([6]);
  expect(frames[2].info).toBe('v4 S->C Type RESULT');
  expect(frames[2].values('cql.response_to')).toEqual([5]);
  expect(frames[2].values('cql.response_time')).toEqual([1_000_000n]);
  expect(frames[2].values('cql.result.rows.column_name')).toEqual(['id', 'tags']);
  expect(frames[2].values('cql.int')).toEqual([7, 8]);
  expect(frames[2].values('cql.varchar')).toEqual(['a', 'b']);
});

test('preparing, executing, batches and errors', () => {
  const prepared = [...int(4, 4), ...int(2, 2), 0xab, 0xcd, ...int(4, 0), ...int(4, 0), ...int(4, 0)];
  const frames = walk(
    ['client', message(4, 1, 9, longText('insert'))],
    ['server', message(0x84, 1, 8, prepared, int(4, 4), int(4, 0))],
    ['client', message(4, 1, 10, int(2, 2), [0xab, 0xcd], int(2, 4), [0])],
    ['client', message(4, 2, 13, [0], int(2, 1), [1], int(2, 1), [9], int(2, 0), int(2, 1), [0])],
    ['server', message(0x84, 2, 0, int(4, 0x2200), text('no such table'))],
  );
  expect(frames.map(({ malformed }) => malformed)).toEqual([false, false, false, false, false]);
  expect(frames[1].values('cql.query_id')).toEqual([Uint8Array.from([0xab, 0xcd])]);
  expect(frames[2].values('cql.consistency')).toEqual([4]);
  expect(frames[3].values('cql.batch_query_type')).toEqual([1]);
  expect(frames[4].values('cql.error_code')).toEqual([0x2200]);
  expect(frames[4].values('cql.string')).toEqual(['no such table']);
});

test('events answer nobody, and other versions are left alone', () => {
  const [event, fifth] = walk(
    ['server', message(0x84, -1, 12, text('STATUS_CHANGE'))],
    ['client', message(0x42, 0, 1, int(2, 0))],
  );
  expect(event.values('cql.string')).toEqual(['STATUS_CHANGE']);
  expect(event.values('cql.response_to')).toEqual([]);
  expect(fifth.column).toBe('TCP');
});

test('types that nest without end, and counts without bytes', () => {
  const nested = new Array<number>(200).fill(0x20).flatMap((type) => [0, type]);
  const [deep, many] = walk(
    ['server', message(0x84, 1, 8, int(4, 2), int(4, 1), int(4, 1), text('k'), text('t'), text('c'), nested)],
    ['server', message(0x84, 1, 8, int(4, 2), int(4, 4), int(4, 0x7fff_ffff), int(4, 0x7fff_ffff))],
  );
  expect(deep.malformed).toBe(true);
  expect(deep.values('cql.data_type')).toHaveLength(17);
  expect(many.malformed).toBe(true);
});
