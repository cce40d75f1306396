/** Following streams of captures made for the purpose: every situation that a stream can be in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Session } from '../../src/engine/session';
import { type FollowedStream, readPage, type StreamKind } from '../../src/engine/session/streams';
import { ipv4, tcp, udp } from '../captures/build';
import { frameBetween } from '../captures/conversation';
import type { CapturedPacket } from '../captures/write';
import { recorded, sessionOf } from './recorded-session';

const one = { mac: '02:00:00:00:00:01', address: '10.0.0.1' };
const two = { mac: '02:00:00:00:00:02', address: '10.0.0.2' };

function followed(session: Session, kind: StreamKind = 'tcp', number = 0): FollowedStream {
  const stream = session.streams.open(kind, number);
  if (stream === undefined) throw new Error(`no ${kind} stream ${number}`);
  while (stream.advance(1000));
  return stream;
}

/** What a stream says: `>` before the first endpoint's bytes, `<` before the second's, gaps in brackets. */
function said(stream: FollowedStream): readonly string[] {
  return Array.from({ length: stream.records }, (_, index) => {
    const { kind, backward, length } = stream.record(index);
    const text = kind === 'data' ? Buffer.from(stream.bytesOf(index)).toString('latin1') : `[${length} ${kind}]`;
    return `${backward ? '<' : '>'}${text}`;
  });
}

interface Segment {
  readonly from?: 'one' | 'two';
  readonly sequence: number;
  readonly acknowledgement?: number;
  readonly flags?: string;
  readonly payload?: string;
  /** Bytes of the frame that were captured. */
  readonly captured?: number;
  readonly urgent?: number;
}

/** A capture of segments as they are given, a millisecond apart. */
function segments(list: readonly Segment[]): CapturedPacket[] {
  return list.map(
    ({ from = 'one', sequence, acknowledgement = 0, flags = 'A', payload = '', captured, urgent }, index) => {
      const [source, target] = from === 'one' ? [one, two] : [two, one];
      const [sourcePort, destinationPort] = from === 'one' ? [40_000, 80] : [80, 40_000];
      const segment = tcp(
        {
          sourcePort,
          destinationPort,
          sequence: sequence >>> 0,
          acknowledgement: acknowledgement >>> 0,
          flags,
          ...(urgent === undefined ? {} : { urgentPointer: urgent }),
        },
        payload,
      );
      const bytes = frameBetween(source, target, 6, segment);
      return {
        time: 1_770_000_000_000_000_000n + BigInt(index) * 1_000_000n,
        bytes: captured === undefined ? bytes : bytes.subarray(0, captured),
        ...(captured === undefined ? {} : { originalLength: bytes.length }),
      };
    },
  );
}

const saidIn = async (list: readonly Segment[]): Promise<readonly string[]> =>
  said(followed(await sessionOf(segments(list))));

test('a conversation with a loss says every byte once, in order', async () => {
  const text = 'x'.repeat(1448) + 'y'.repeat(1448) + 'z'.repeat(1448) + 'end';
  const session = await sessionOf(
    recorded((talk) =>
      talk
        .open()
        .sendOnly('client', 'GET')
        .send('server', text, { lost: [1] })
        .close('client'),
    ),
  );
  const stream = followed(session);
  expect(said(stream).join('').replaceAll('<', '')).toBe(`>GET${text}`);
  const { packets, bytes, missing, complete, filter } = stream.summary();
  expect(bytes).toEqual([3, text.length]);
  expect(missing).toEqual([0, 0]);
  expect(packets[0] + packets[1]).toBe(session.packets);
  expect(complete).toBe(true);
  expect(filter).toBe('tcp.stream eq 0');
});

test('missing bytes are told where the other side acknowledges them', async () => {
  expect(
    await saidIn([
      { sequence: 0, flags: 'S' },
      { sequence: 1, payload: 'ab' },
      { sequence: 11, payload: 'kl' },
      { from: 'two', sequence: 1, acknowledgement: 13 },
    ]),
  ).toEqual(['>ab', '>[8 missing]', '>kl']);
});

test('what waits for missing bytes is settled once the connection is over, and not before', async () => {
  const lacking = [
    { sequence: 99, flags: 'S' },
    { from: 'two', sequence: 499, acknowledgement: 100, flags: 'SA' },
    { sequence: 100, acknowledgement: 500, payload: 'abc' },
    { sequence: 108, acknowledgement: 500, payload: 'the end' },
  ] as const;
  const open = followed(await sessionOf(segments(lacking)));
  expect(open.settle()).toBe(false);
  expect([said(open), open.summary().waiting]).toEqual([['>abc'], 1]);
  const closed = followed(
    await sessionOf(segments([...lacking, { from: 'two', sequence: 500, acknowledgement: 103, flags: 'RA' }])),
  );
  expect(said(closed)).toEqual(['>abc']);
  expect(closed.settle()).toBe(true);
  expect(said(closed)).toEqual(['>abc', '>[5 missing]', '>the end']);
  expect(closed.summary()).toMatchObject({ waiting: 0, missing: [5, 0], bytes: [10, 0] });
});

test('a side that closed goes on listening', async () => {
  expect(
    await saidIn([
      { sequence: 0, flags: 'S' },
      { from: 'two', sequence: 100, acknowledgement: 1, flags: 'SA' },
      { sequence: 1, acknowledgement: 101, flags: 'FA', payload: 'bye' },
      { from: 'two', sequence: 101, acknowledgement: 5, payload: 'more' },
      { from: 'two', sequence: 105, acknowledgement: 5, flags: 'FA', payload: '!' },
    ]),
  ).toEqual(['>bye', '<more', '<!']);
});

test('a reset may say why', async () => {
  expect(
    await saidIn([
      { sequence: 1, payload: 'a' },
      { from: 'two', sequence: 50, acknowledgement: 2, flags: 'RA', payload: 'go away' },
    ]),
  ).toEqual(['>a', '<go away']);
});

test('urgent data stays where it is, and keep-alives bring nothing', async () => {
  expect(
    await saidIn([
      { sequence: 1, payload: 'ab' },
      { sequence: 3, flags: 'UA', payload: '!c', urgent: 1 },
      { sequence: 4, payload: 'c' },
      { sequence: 5, payload: 'd' },
    ]),
  ).toEqual(['>ab', '>!c', '>d']);
});

test('numbers wrap, and the bytes go on', async () => {
  expect(
    await saidIn([
      { sequence: 0xffff_fff0, payload: 'a'.repeat(32) },
      { sequence: 0x20, payload: 'c' },
      { sequence: 0x10, payload: 'b'.repeat(16) },
    ]),
  ).toEqual([`>${'a'.repeat(32)}`, `>${'b'.repeat(16)}`, '>c']);
});

test('bytes that the capture cut off are told', async () => {
  expect(
    await saidIn([
      { sequence: 1, payload: 'abcdefgh', captured: 14 + 20 + 20 + 5 },
      { sequence: 9, payload: 'i' },
    ]),
  ).toEqual(['>abcde', '>[3 cut]', '>i']);
});

test('padding behind a short packet is none of the stream', async () => {
  const [packet] = segments([{ sequence: 1, payload: 'ab' }]);
  const padded = new Uint8Array(60);
  padded.set(packet.bytes);
  expect(said(followed(await sessionOf([{ ...packet, bytes: padded }])))).toEqual(['>ab']);
});

test('of a header that promises more than the frame holds only what is there counts', async () => {
  const [packet] = segments([{ sequence: 1, payload: 'abcdefghij' }]);
  const cut = packet.bytes.subarray(0, packet.bytes.length - 4);
  expect(said(followed(await sessionOf([{ ...packet, bytes: cut }])))).toEqual(['>abcdef']);
});

test('a stream inside of another one is its own', async () => {
  const inner = ipv4(
    { source: '192.0.2.1', destination: '192.0.2.2', protocol: 6, timeToLive: 64 },
    tcp({ sourcePort: 5000, destinationPort: 6000, sequence: 1, acknowledgement: 1, flags: 'A' }, 'inside'),
  );
  const session = await sessionOf([{ time: 1_770_000_000_000_000_000n, bytes: frameBetween(one, two, 4, inner) }]);
  expect(said(followed(session))).toEqual(['>inside']);
});

test('datagrams are followed one by one; empty ones say nothing', async () => {
  const datagram = (backward: boolean, text: string, index: number): CapturedPacket => ({
    time: 1_770_000_000_000_000_000n + BigInt(index),
    bytes: frameBetween(
      backward ? two : one,
      backward ? one : two,
      17,
      udp({ sourcePort: backward ? 4001 : 4000, destinationPort: backward ? 4000 : 4001 }, text),
    ),
  });
  const session = await sessionOf([datagram(false, 'ping', 0), datagram(false, '', 1), datagram(true, 'pong', 2)]);
  const stream = followed(session, 'udp');
  expect(said(stream)).toEqual(['>ping', '<pong']);
  expect(stream.summary().packets).toEqual([2, 1]);
});

test('HTTP is followed by its messages, taken out of their codings', async () => {
  const answer =
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n';
  const session = await sessionOf(
    recorded((talk) =>
      talk.open().send('client', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n').send('server', answer).close('client'),
    ),
  );
  const messages = said(followed(session, 'http'));
  expect(messages[0]).toBe('>GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(messages.slice(1).join('')).toContain('<abcde');
  expect(messages.join('')).not.toContain('3\r\nabc');
  const plain = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nplain';
  const second = await sessionOf(
    recorded((talk) => talk.open().send('client', 'GET / HTTP/1.1\r\n\r\n').send('server', plain).close('client')),
  );
  expect(said(followed(second, 'http'))).toEqual(['>GET / HTTP/1.1\r\n\r\n', `<${plain.slice(0, -5)}`, '<plain']);
});

test('who sent the SYN is the client, also where the answer was captured first', async () => {
  const session = await sessionOf(
    segments([
      { from: 'two', sequence: 100, acknowledgement: 1, flags: 'A', payload: 'x' },
      { from: 'one', sequence: 1, flags: 'S' },
    ]),
  );
  const last = session.streams.count('tcp') - 1;
  const [client] = followed(session, 'tcp', last).summary().endpoints;
  expect(client.port).toBe(40_000);
});

test('the packets of a stream, and where its bytes are', async () => {
  const session = await sessionOf(
    recorded((talk) => talk.open().sendOnly('client', 'hello').sendOnly('server', 'world').sendOnly('client', '!')),
  );
  expect(session.streams.streamOf('tcp', 1)).toBe(0);
  expect(session.streams.streamOf('udp', 1)).toBe(-1);
  expect(session.streams.open('tcp', 1)).toBeUndefined();
  const stream = followed(session);
  const { records } = stream.source;
  expect([0, 4, 5, 9, 10].map((position) => records.at(position, 'both'))).toEqual([0, 0, 1, 1, 2]);
  expect([0, 4, 5].map((position) => records.at(position, 'forward'))).toEqual([0, 0, 2]);
  expect(stream.recordOf(stream.record(1).row + 1)).toBe(1);
  const page = readPage(stream, 'forward', 3, 3);
  expect(Buffer.from(page.bytes).toString()).toBe('lo!');
  expect(page.records.map(({ index, skip, length }) => [index, skip, length])).toEqual([
    [0, 3, 2],
    [2, 0, 1],
  ]);
});

test('bytes are found where packets divide them, in any case, on one side or both', async () => {
  const session = await sessionOf(
    recorded((talk) =>
      talk.open().sendOnly('client', 'abcNEE').sendOnly('server', 'needle').sendOnly('client', 'DLE needle'),
    ),
  );
  const stream = followed(session);
  const places = (text: string, ignoreCase: boolean, side: 'both' | 'forward' | 'backward') => {
    const search = session.streams.search(stream, Buffer.from(text), ignoreCase, side);
    while (search.advance(1000));
    return Array.from({ length: search.count }, (_, index) => search.match(index));
  };
  expect(places('needle', true, 'both')).toEqual([
    { from: 3, to: 15 },
    { from: 6, to: 12 },
    { from: 16, to: 22 },
  ]);
  expect(places('needle', false, 'both').map(({ from }) => from)).toEqual([6, 16]);
  expect(places('needle', true, 'forward').map(({ from }) => from)).toEqual([3, 10]);
  expect(places('absent', true, 'both')).toEqual([]);
});

test('nothing is found across missing bytes', async () => {
  const session = await sessionOf(
    segments([
      { sequence: 0, flags: 'S' },
      { sequence: 1, payload: 'nee' },
      { sequence: 12, payload: 'dle needle' },
      { from: 'two', sequence: 1, acknowledgement: 22 },
    ]),
  );
  const stream = followed(session);
  expect(said(stream)).toEqual(['>nee', '>[8 missing]', '>dle needle']);
  const search = session.streams.search(stream, Buffer.from('needle'), false, 'both');
  while (search.advance(1000));
  expect(Array.from({ length: search.count }, (_, index) => search.match(index))).toEqual([{ from: 7, to: 13 }]);
});

test('any segmentation of what two sides say is put together again', async () => {
  const speech = fc.array(
    fc.record({ backward: fc.boolean(), text: fc.stringMatching(/^[a-z]{1,40}$/), twice: fc.boolean() }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(speech, fc.nat(0xffff_ffff), async (list, first) => {
      const next = { one: first + 1, two: first + 1 };
      const sent: Segment[] = [
        { sequence: first, flags: 'S' },
        { from: 'two', sequence: first, acknowledgement: first + 1, flags: 'SA' },
      ];
      const expected = { one: '', two: '' };
      for (const { backward, text, twice } of list) {
        const from = backward ? 'two' : 'one';
        const other = backward ? 'one' : 'two';
        const segment: Segment = { from, sequence: next[from], acknowledgement: next[other], payload: text };
        sent.push(segment, ...(twice ? [segment] : []));
        next[from] += text.length;
        expected[from] += text;
      }
      const lines = await saidIn(sent);
      const of = (mark: string): string =>
        lines
          .filter((line) => line.startsWith(mark))
          .map((line) => line.slice(1))
          .join('');
      expect(of('>')).toBe(expected.one);
      expect(of('<')).toBe(expected.two);
    }),
    { numRuns: 30 },
  );
});
