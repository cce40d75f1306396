import { describe, expect, test } from 'vitest';
import { TcpFacts } from '../declare/dissection';
import { tcpFindings, tcpFlag } from '../declare/tcp-analysis';
import { PacketFindings } from './packet-findings';
import { TcpAnalysis } from './tcp-analysis';

interface Packet {
  readonly back?: boolean;
  readonly seq?: number;
  readonly ack?: number;
  readonly length?: number;
  readonly flags?: number;
  readonly window?: number;
  /** Milliseconds. */
  readonly at?: number;
}

/** Runs packets of one stream; the keys of what was found at each, and the details of the last. */
function analyse(packets: readonly Packet[]) {
  const details = new PacketFindings();
  const analysis = new TcpAnalysis(details);
  const facts = new TcpFacts();
  const found = packets.map((packet, index) => {
    const flags = packet.flags ?? tcpFlag.ack;
    Object.assign(facts, {
      hasLength: true,
      sequence: packet.seq ?? 1,
      acknowledgement: packet.ack ?? 1,
      length: packet.length ?? 0,
      window: packet.window ?? 1000,
      flags,
      time: (packet.at ?? index * 100) * 1_000_000,
    });
    details.clear();
    const forward = packet.back !== true;
    analysis.enter(0, forward, facts, index + 1, false);
    if ((flags & tcpFlag.syn) !== 0) analysis.offerWindowShift(0, forward, -1, (flags & tcpFlag.ack) !== 0, index + 1);
    return tcpFindings.filter(({ bit }) => (facts.analysis & bit) !== 0).map(({ key }) => key);
  });
  return { found, last: found.at(-1), details, facts };
}

const data = (seq: number, length: number, more: Packet = {}): Packet => ({ seq, length, ...more });
const answer = (ack: number, more: Packet = {}): Packet => ({ back: true, seq: 1, ack, ...more });
const opened: readonly Packet[] = [
  { seq: 0, ack: 0, flags: tcpFlag.syn, at: 0 },
  { back: true, seq: 0, ack: 1, flags: tcpFlag.syn | tcpFlag.ack, at: 10 },
  { seq: 1, ack: 1, at: 20 },
];

describe('segments that do not advance the sequence number', () => {
  test('are retransmissions when they come late', () => {
    expect(analyse([...opened, data(1, 100, { at: 30 }), data(1, 100, { at: 330 })]).last).toEqual(['retransmission']);
  });

  test('are out of order when they come within a round trip', () => {
    const packets = [...opened, data(1, 100, { at: 30 }), data(201, 100, { at: 31 }), data(101, 100, { at: 32 })];
    expect(analyse(packets).found.slice(3)).toEqual([[], ['lost_segment'], ['out_of_order']]);
  });

  test('are fast retransmissions behind two duplicate acknowledgements', () => {
    const packets = [
      ...opened,
      data(1, 100, { at: 30 }),
      answer(1, { at: 40 }),
      answer(1, { at: 41 }),
      answer(1, { at: 42 }),
      data(101, 100, { at: 43 }),
      data(1, 100, { at: 44 }),
    ];
    expect(analyse(packets).last).toEqual(['fast_retransmission']);
  });

  test('are spurious when they were acknowledged', () => {
    expect(analyse([...opened, data(1, 100), answer(101), data(1, 100)]).last).toEqual(['spurious_retransmission']);
  });

  test('are compared across the end of the sequence space', () => {
    const start = 0xffff_ffce;
    const packets = [data(start, 100), data((start + 100) >>> 0, 100), data(start, 100, { at: 5000 })];
    expect(analyse(packets).found).toEqual([[], [], ['retransmission']]);
  });
});

describe('acknowledgements', () => {
  test('that repeat are counted', () => {
    const { last, facts } = analyse([...opened, data(1, 100), answer(1), answer(1), answer(1)]);
    expect(last).toEqual(['duplicate_ack']);
    expect(facts.duplicateNumber).toBe(3);
    expect(facts.duplicateOf).toBe(2);
  });

  test('of what was not captured are told once a gap', () => {
    expect(analyse([...opened, data(1, 100), answer(501), answer(501)]).found.slice(4)).toEqual([
      ['ack_lost_segment'],
      ['duplicate_ack'],
    ]);
  });

  test('give round trips', () => {
    const { details } = analyse([...opened, data(1, 100, { at: 30 }), answer(101, { at: 75 })]);
    expect(details.acknowledgedFrame).toBe(4);
    expect([details.synFrame, details.firstAckFrame]).toEqual([1, 3]);
  });
});

describe('windows', () => {
  test('that change alone are updates', () => {
    expect(analyse([...opened, answer(1, { window: 500 }), answer(1, { window: 900 })]).last).toEqual([
      'window_update',
    ]);
  });

  test('of zero, the probe of one byte, and its answer', () => {
    const { found } = analyse([...opened, answer(1, { window: 0 }), data(1, 1), answer(1, { window: 0 })]);
    expect(found.slice(3)).toEqual([['zero_window'], ['zero_window_probe'], ['zero_window', 'zero_window_probe_ack']]);
  });

  test('that a segment fills to the last byte', () => {
    expect(analyse([...opened, data(1, 900), data(901, 100)]).last).toEqual(['window_full']);
  });
});

test('a keep-alive lies one byte back, and its answer repeats', () => {
  const { found } = analyse([...opened, data(1, 10), answer(11), data(10, 0), answer(11)]);
  expect(found.slice(5)).toEqual([['keep_alive'], ['keep_alive_ack']]);
});

test('bytes in flight count from the oldest segment that is not acknowledged', () => {
  const { details } = analyse([...opened, data(1, 100), data(101, 100), answer(101), data(201, 50)]);
  expect(details.bytesInFlight).toBe(150);
  expect(details.pushBytesSent).toBe(250);
});

test('a SYN with another number than the first reopens the stream', () => {
  const analysis = new TcpAnalysis();
  const facts = Object.assign(new TcpFacts(), { hasLength: true, sequence: 7, flags: tcpFlag.syn });
  analysis.enter(0, true, facts, 1, false);
  expect(analysis.streams.reopens(0, true, 7)).toBe(false);
  expect(analysis.streams.reopens(0, true, 8)).toBe(true);
  expect(analysis.streams.reopens(0, false, 8)).toBe(false);
});
