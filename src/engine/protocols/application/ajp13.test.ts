import { expect, test } from 'vitest';
import { type Sent, tcpFrames, walkFrames } from '../../decode/testing';

const walk = (...sent: Sent[]) => walkFrames(tcpFrames(8009, sent)).slice(3);

const short = (value: number): readonly number[] => [value >> 8, value & 0xff];
const text = (value: string): readonly number[] => [...short(value.length), ...Buffer.from(value), 0];
const framed = (magic: readonly number[], ...parts: readonly (readonly number[])[]): Uint8Array => {
  const body = parts.flat();
  return Uint8Array.from([...magic, ...short(body.length), ...body]);
};
const asks = (...parts: readonly (readonly number[])[]) => framed([0x12, 0x34], ...parts);
const answers = (...parts: readonly (readonly number[])[]) => framed([0x41, 0x42], ...parts);
const forward = (
  method: number,
  uri: string,
  headers: readonly (readonly number[])[],
  rest: readonly number[] = [0xff],
) =>
  asks(
    [2, method],
    text('HTTP/1.1'),
    text(uri),
    text('10.0.0.9'),
    [0xff, 0xff],
    text('shop'),
    short(80),
    [0],
    short(headers.length),
    headers.flat(),
    rest,
  );

test('a request, cut into segments, with headers and attributes, and its answer', () => {
  const attributes = [5, ...text('a=1'), 10, ...text('KEY'), ...text('value'), 11, 1, 0, 0xff];
  const asked = forward(
    2,
    '/cart',
    [
      [0xa0, 11, ...text('shop')],
      [...text('X-Id'), ...text('7')],
    ],
    attributes,
  );
  const frames = walk(
    ['client', asked.subarray(0, 3)],
    ['client', asked.subarray(3)],
    ['server', answers([4], short(404), text('Not Found'), short(1), [0xa0, 1], text('text/html'))],
    ['server', answers([5, 1])],
  );
  expect(frames[0].column).toBe('TCP');
  expect(frames[1].column).toBe('AJP13');
  expect(frames[1].info).toBe('0:REQ:GET /cart HTTP/1.1');
  expect(frames[1].values('ajp13.host')).toEqual(['shop']);
  expect(frames[1].values('ajp13.unknown_header')).toEqual(['X-Id: 7']);
  expect(frames[1].values('ajp13.query_string')).toEqual(['a=1']);
  expect(frames[1].values('ajp13.req_attribute')).toEqual(['KEY: value']);
  expect(frames[1].values('ajp13.ssl_key_size')).toEqual([256]);
  expect(frames[2].info).toBe('0:RSP:SEND HEADERS:404 Not Found');
  expect(frames[2].values('ajp13.content_type')).toEqual(['text/html']);
  expect(frames[3].info).toBe('0:RSP:END RESPONSE');
  expect(frames[3].values('ajp13.reusep')).toEqual([1]);
});

test('bodies: those whose length was said, and those that the container asks for', () => {
  const body = (value: string) => asks(short(value.length), [...Buffer.from(value)]);
  const frames = walk(
    ['client', forward(4, '/a', [[0xa0, 8, ...text('5')]])],
    ['client', body('hello')],
    ['client', forward(4, '/b', [])],
    ['server', answers([6], short(100))],
    ['client', body('piece')],
    ['client', forward(2, '/c', [])],
  );
  expect(frames.map(({ info }) => info)).toEqual([
    '0:REQ:POST /a HTTP/1.1',
    '0:REQ:Body',
    '0:REQ:POST /b HTTP/1.1',
    '0:RSP:GET BODY CHUNK',
    '0:REQ:Body',
    '0:REQ:GET /c HTTP/1.1',
  ]);
  expect(frames[4].values('ajp13.data')).toEqual(['piece']);
});

test('asking whether it is there, and what is none of both', () => {
  const [ping, pong, wrong, length] = walk(
    ['client', asks([10])],
    ['server', answers([9])],
    ['client', framed([1, 2], [3])],
    ['client', forward(4, '/x', [[0xa0, 8, ...text('many')]])],
  );
  expect(ping.info).toBe('0:REQ:CPING');
  expect(pong.info).toBe('0:RSP:CPONG');
  expect(wrong.info).toBe('AJP13 Error?');
  expect(length.values('ajp13.content_length.invalid')).toEqual([1]);
});
