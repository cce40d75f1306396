import { expect, test, vi } from 'vitest';
import { hex, quotedByIcmp, tcpFrames, walkFrames } from '../../decode/testing';

const ethernet = '020000000001 020000000002 0800';
const tcp = (source: string, destination: string) => `${source} ${destination} 00000001 00000001 5018 ffff 0000 0000`;
const ip = (length: number) =>
  `4500 ${(40 + length).toString(16).padStart(4, '0')} 0001 4000 40 06 0000 0a000001 0a000002`;
const segment = (payload: string) => {
  const length = payload.replace(/\s+/g, '').length / 2;
  return hex(`${ethernet} ${ip(length)} ${tcp('c000', '0050')} ${payload}`);
};

test('the preface and the frames behind it are shown', () => {
  const preface = '505249202a20485454502f322e300d0a0d0a534d0d0a0d0a';
  const settings = '000006 04 00 00000000 0003 00000064';
  const windowUpdate = '000004 08 00 00000000 00ffffff';
  const [frame] = walkFrames([segment(`${preface} ${settings} ${windowUpdate}`)]);
  expect(frame.column).toBe('HTTP2');
  expect(frame.info).toBe('Magic, SETTINGS[0], WINDOW_UPDATE[0]');
  expect(frame.values('http2.settings.max_concurrent_streams')).toEqual([100]);
  expect(frame.values('http2.window_update.window_size_increment')).toEqual([0xffffff]);
});

test('a connection on HTTP’s port that began with the preface stays HTTP/2', () => {
  const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
  const settings = '\0\0\0\x04\0\0\0\0\0';
  const frames = walkFrames(
    tcpFrames(80, [
      ['client', preface + settings],
      ['server', settings],
      ['client', settings],
    ]),
  );
  expect(frames.slice(3).map(({ protocols }) => protocols.split(':').at(-1))).toEqual(Array(3).fill('http2'));
});

const frame = (type: number, flags: number, stream: number, payload: string): string => {
  const bytes = Buffer.from(payload.replaceAll(/\s/g, ''), 'hex');
  const head = Buffer.alloc(9);
  head.writeUIntBE(bytes.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, bytes]).toString('latin1');
};
const start = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

test('headers are unpacked with the table that earlier packets filled, in whatever order packets are looked at', () => {
  const [, , , first, answer, second] = walkFrames(
    tcpFrames(80, [
      ['client', start + frame(1, 0x05, 1, '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff')],
      ['server', frame(1, 0x04, 1, '8d 0f0d 03 3132 33')],
      ['client', frame(1, 0x25, 3, '80000001 0f 8286 84be 5886 a8eb 1064 9cbf')],
    ]),
  );
  expect(first.info).toBe('Magic, HEADERS[1]: GET /');
  expect(first.values('http2.headers.method')).toEqual(['GET']);
  expect(first.values('http2.headers.authority')).toEqual(['www.example.com']);
  expect(first.values('http2.request.full_uri')).toEqual(['http://www.example.com/']);
  expect(first.values('http2.header.repr').at(-1)).toBe(
    'Literal Header Field with Incremental Indexing - Indexed Name',
  );
  expect(answer.info).toBe('HEADERS[1]: 404 Not Found');
  expect(answer.values('http2.headers.status').map(Number)).toEqual([404]);
  expect(answer.values('http2.headers.content_length').map(Number)).toEqual([123]);
  expect(second.values('http2.header.name')).toEqual([':method', ':scheme', ':path', ':authority', 'cache-control']);
  expect(second.values('http2.headers.authority')).toEqual(['www.example.com']);
  expect(second.values('http2.stream_dependency')).toEqual([1]);
  expect(second.values('http2.headers.weight_real')).toEqual([16]);
  expect(second.text).toContain('Header: cache-control: no-cache');
});

test('a block that goes on in a continuation is shown where it ends; padding is none of it', () => {
  const [, , , begun, ended] = walkFrames(
    tcpFrames(80, [
      ['client', start + frame(1, 0x09, 1, '02 8286 0000')],
      ['client', frame(9, 0x04, 1, '84 410f 7777 772e 6578 616d 706c 652e 636f 6d')],
    ]),
  );
  expect(begun.values('http2.header.name')).toEqual([]);
  expect(begun.values('http2.pad_length')).toEqual([2]);
  expect(ended.info).toBe('CONTINUATION[1]: GET /');
  expect(ended.values('http2.headers.authority')).toEqual(['www.example.com']);
});

test('a connection whose beginning is not in the capture says what it cannot know', () => {
  const [, , , late] = walkFrames(tcpFrames(80, [['client', start + frame(1, 0x05, 9, '82 be 84')]]));
  expect(late.values('http2.header.name')).toEqual([':method']);
  expect(late.text).toContain('Headers are missing');
});

test('control characters of a header are shown and not obeyed', () => {
  const [, , , shown] = walkFrames(tcpFrames(80, [['client', start + frame(1, 0x05, 1, '82 04 03 2f1b07 86')]]));
  expect(shown.info).toBe('Magic, HEADERS[1]: GET /\\x1b\\x07');
});

test('what an ICMP error quotes fills no table', () => {
  const frames = tcpFrames(80, [
    ['client', start + frame(1, 0x05, 1, '82 4001 61 01 62')],
    ['client', frame(1, 0x05, 3, '82 4001 63 01 64')],
    ['client', frame(1, 0x05, 5, '82 be')],
  ]);
  const last = walkFrames([...frames.slice(0, 4), quotedByIcmp(frames[4]), frames[5]])[5];
  expect(last.values('http2.header.name')).toEqual([':method', 'a']);
});

test('a damaged header block is malformed in every pass, and what comes behind it is not known', () => {
  const [, , , damaged, later] = walkFrames(
    tcpFrames(80, [
      ['client', start + frame(1, 0x05, 1, '82 80 84')],
      ['client', frame(1, 0x05, 3, '82')],
    ]),
  );
  expect([damaged.learned.malformed, damaged.malformed]).toEqual([true, true]);
  expect(damaged.text).toContain('[The header block is damaged: the headers behind are not known]');
  expect(damaged.values('http2.header.name')).toEqual([':method']);
  expect(later.malformed).toBe(false);
  expect(later.text).toContain('Headers are missing');
});

test('a block beyond the bound says so, and a continuation of nothing is not taken for a block', () => {
  const [endless, orphan] = walkFrames(
    tcpFrames(80, [
      ['client', start + frame(1, 0x01, 1, '82')],
      ...Array.from({ length: 17 }, () => ['client', frame(9, 0, 1, '00'.repeat(16_384))] as const),
      ['client', frame(9, 0x04, 1, '84')],
      ['server', frame(9, 0x04, 1, '88')],
    ]),
  ).slice(-2);
  expect(endless.text).toContain('[The header block says more than is unpacked here]');
  expect(endless.malformed).toBe(false);
  expect(orphan.values('http2.header.name')).toEqual([]);
  expect(orphan.text).toContain('Headers are missing');
});

test('what a block says is read for who looks at it alone', () => {
  const read = vi.spyOn(JSON, 'parse');
  walkFrames(tcpFrames(80, [['client', start + frame(1, 0x05, 1, '8286') + frame(1, 0x05, 3, '82')]]));
  expect(read).toHaveBeenCalledTimes(2);
  read.mockRestore();
});

test('padding is a field of the frame that it pads', () => {
  const [, , , padded] = walkFrames(
    tcpFrames(80, [
      [
        'client',
        start + frame(0, 8, 1, '02 61 0000') + frame(1, 0x0c, 1, '01 82 00') + frame(5, 0x0c, 1, '01 00000002 82 00'),
      ],
    ]),
  );
  expect(padded.values('http2.data.padding')).toEqual([hex('0000')]);
  expect(padded.values('http2.headers.padding')).toEqual([hex('00')]);
  expect(padded.values('http2.push_promise.padding')).toEqual([hex('00')]);
});
