import { describe, expect, test } from 'vitest';
import { tcpFrame } from '../../decode/tcp-testing';
import { hex, walkFrames } from '../../decode/testing';

const handshake = [
  tcpFrame({
    flags: 'syn',
    sequence: 1000,
    acknowledgement: 0,
    window: 64240,
    options: [2, 4, 5, 180, 4, 2, 3, 3, 7, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0],
  }),
  tcpFrame({
    fromServer: true,
    flags: 'syn ack',
    sequence: 5000,
    acknowledgement: 1001,
    window: 65535,
    options: [2, 4, 5, 180, 3, 3, 2],
    at: 20_000,
  }),
  tcpFrame({ sequence: 1001, acknowledgement: 5001, window: 502, at: 20_100 }),
];

describe('the header', () => {
  test('of a SYN shows its options, also in Info', () => {
    const [syn] = walkFrames(handshake);
    expect(syn.protocols).toBe('eth:ethertype:ip:tcp');
    expect(syn.column).toBe('TCP');
    expect(syn.info).toBe('40000 → 9999 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM WS=128 TSval=1 TSecr=0');
    expect(syn.values('tcp.options.mss_val')).toEqual([1460]);
    expect(syn.values('tcp.options.wscale.shift')).toEqual([7]);
    expect(syn.values('tcp.options.wscale.multiplier')).toEqual([128]);
    expect(syn.values('tcp.options.sack_perm')).toHaveLength(1);
    expect(syn.values('tcp.options.timestamp.tsval')).toEqual([1]);
    expect(syn.values('tcp.option_kind')).toEqual([2, 4, 3, 8, 1]);
    expect(syn.values('tcp.window_size_scalefactor')).toEqual([]);
    expect(syn.values('tcp.flags.str')).toEqual(['··········S·']);
  });

  test('counts sequence numbers from the SYN, and scales the window', () => {
    const [, synAck, ack] = walkFrames(handshake);
    expect(synAck.info).toBe('9999 → 40000 [SYN, ACK] Seq=0 Ack=1 Win=65535 Len=0 MSS=1460 WS=4');
    expect(synAck.values('tcp.nxtseq')).toEqual([1]);
    expect(ack.info).toBe('40000 → 9999 [ACK] Seq=1 Ack=1 Win=64256 Len=0');
    expect(ack.values('tcp.seq_raw')).toEqual([1001]);
    expect(ack.values('tcp.ack_raw')).toEqual([5001]);
    expect(ack.values('tcp.port')).toEqual([40_000, 9999]);
    expect(ack.values('tcp.stream')).toEqual([0]);
    expect(ack.values('tcp.window_size_scalefactor')).toEqual([128]);
    expect(ack.values('tcp.completeness')).toEqual([7]);
  });

  test('scales no window when one side does not offer it', () => {
    const [, , ack] = walkFrames([
      handshake[0],
      tcpFrame({ fromServer: true, flags: 'syn ack', sequence: 5000, acknowledgement: 1001 }),
      handshake[2],
    ]);
    expect(ack.values('tcp.window_size')).toEqual([502]);
    expect(ack.values('tcp.window_size_scalefactor')).toEqual([-2]);
  });

  test('begins with byte 1 where no SYN was captured', () => {
    const [segment] = walkFrames([tcpFrame({ sequence: 777, acknowledgement: 888, payload: 'abc' })]);
    expect(segment.info).toBe('40000 → 9999 [ACK] Seq=1 Ack=1 Win=1000 Len=3');
    expect(segment.protocols).toBe('eth:ethertype:ip:tcp:data');
    expect(segment.values('tcp.window_size_scalefactor')).toEqual([-1]);
    expect(segment.values('tcp.nxtseq')).toEqual([4]);
  });

  test('shorter than five words is given up', () => {
    const [segment] = walkFrames([tcpFrame({ words: 4 })]);
    expect(segment.values('tcp.hdr_len')).toEqual([16]);
    expect(segment.values('tcp.bogus_header_length')).toEqual([1]);
    expect(segment.values('tcp.flags')).toEqual([]);
    expect(segment.info).toContain('bogus TCP header length (16, must be at least 20)');
  });

  test('shows as much of its options as was captured', () => {
    const options = [2, 4, 5, 180, 4, 2, 3, 3, 7];
    const [segment] = walkFrames([tcpFrame({ flags: 'syn', options, captured: 60 })]);
    expect(segment.truncated).toBe(true);
    expect(segment.malformed).toBe(false);
    expect(segment.values('tcp.window_size_value')).toEqual([1000]);
    expect(segment.values('tcp.len')).toEqual([0]);
  });

  test('of a SYN that was cut offers what the capture has of it, and leaves the window to the other side', () => {
    const [syn, ...others] = handshake.map((frame) => frame as { bytes: Uint8Array; nanoseconds?: bigint });
    const cut = { ...syn, bytes: syn.bytes.subarray(0, 14 + 20 + 20 + 6), originalLength: syn.bytes.length };
    const answer = tcpFrame({ fromServer: true, sequence: 5001, acknowledgement: 1001, window: 100, at: 20_200 });
    const frames = walkFrames([cut, ...others, answer]);
    expect(frames[0].info).toContain('Len=0 MSS=1460 SACK_PERM');
    expect(frames[0].malformed).toBe(false);
    expect(frames[0].values('tcp.options.mss.absent')).toEqual([]);
    expect(frames[3].values('tcp.window_size')).toEqual([400]);
  });

  test('tells the length of a payload that was cut', () => {
    const [segment] = walkFrames([tcpFrame({ payload: 'x'.repeat(500), captured: 100 })]);
    expect(segment.values('tcp.len')).toEqual([500]);
    expect(segment.info).toContain('Len=500');
  });
});

describe('options', () => {
  const shown = (...options: number[]) => walkFrames([tcpFrame({ options })])[0];

  test('of selective acknowledgement show their edges relative to the other side', () => {
    const [, , , selective] = walkFrames([
      ...handshake,
      tcpFrame({ sequence: 1001, acknowledgement: 5001, options: [1, 1, 5, 10, 0, 0, 19, 236, 0, 0, 20, 80] }),
    ]);
    expect(selective.values('tcp.options.sack_le')).toEqual([100]);
    expect(selective.values('tcp.options.sack_re')).toEqual([200]);
    expect(selective.info).toContain('SLE=100 SRE=200');
  });

  test('that lie about their length are reported and end the list', () => {
    expect(shown(5, 40, 0, 0).values('tcp.option.len.invalid')).toEqual([1]);
    expect(shown(5, 0, 2, 4).values('tcp.option.len.invalid')).toEqual([1]);
    expect(shown(2, 3, 0, 1).values('tcp.option.len.invalid')).toEqual([1]);
  });

  test('of less common kinds have their fields', () => {
    expect(shown(34, 6, 1, 2, 3, 4).values('tcp.options.tfo.cookie')).toEqual([Uint8Array.of(1, 2, 3, 4)]);
    expect(shown(34, 2).values('tcp.options.tfo.request')).toHaveLength(1);
    expect(shown(28, 4, 128, 60).values('tcp.options.user_to_val')).toEqual([60]);
    expect(shown(29, 8, 1, 2, 9, 9, 9, 9).values('tcp.options.ao.rnextkeyid')).toEqual([2]);
    expect(shown(30, 12, 0, 1, 0, 0, 0, 0, 0, 0, 0, 5).values('tcp.options.mptcp.sendkey')).toEqual([5n]);
    expect(shown(253, 4, 0xf9, 0x89).values('tcp.options.experimental.exid')).toEqual([0xf989]);
    expect(shown(99, 4, 1, 2).values('tcp.options.unknown.payload')).toEqual([Uint8Array.of(1, 2)]);
  });

  test('of Multipath TCP never reach into the next one', () => {
    expect(shown(30, 4, 0x20, 0x05, 2, 4, 5, 180).values('tcp.options.mptcp.rawdataack')).toEqual([]);
  });
});

test('a reset tells its cause and hands nothing on', () => {
  const [reset] = walkFrames([tcpFrame({ flags: 'rst ack', payload: 'too busy' })]);
  expect(reset.values('tcp.reset_cause')).toEqual(['too busy']);
  expect(reset.protocols).toBe('eth:ethertype:ip:tcp');
});

test('the notes of the analysis stand in front of Info', () => {
  const again = { sequence: 1001, acknowledgement: 5001, payload: 'hello' };
  const frames = walkFrames([
    ...handshake,
    tcpFrame({ ...again, at: 30_000 }),
    tcpFrame({ ...again, at: 400_000 }),
    tcpFrame({ fromServer: true, sequence: 5001, acknowledgement: 1006, window: 10, at: 401_000 }),
    tcpFrame({ fromServer: true, sequence: 5001, acknowledgement: 1006, window: 10, at: 402_000 }),
  ]);
  expect(frames[4].info).toBe('[TCP Retransmission] 40000 → 9999 [ACK] Seq=1 Ack=1 Win=128000 Len=5');
  expect(frames[4].protocols).toBe('eth:ethertype:ip:tcp');
  expect(frames[4].values('tcp.analysis.retransmission')).toEqual([1]);
  expect(frames[6].info).toMatch(/^\[TCP Dup ACK 6#1\] /);
  expect(frames[6].values('tcp.analysis.duplicate_ack_num')).toEqual([1]);
  expect(frames[6].values('tcp.analysis.duplicate_ack_frame')).toEqual([6]);
});

test('the header that an ICMP error quotes finds its stream and changes nothing', () => {
  const segment = tcpFrame({ sequence: 1001, acknowledgement: 5001, payload: 'abc' });
  const quoted = (segment as { bytes: Uint8Array }).bytes.subarray(14);
  const outer = hex(
    '020000000001 020000000002 0800 4500 0047 0001 0000 40 01 0000 0a000009 0a000001 0b00 0000 00000000',
  );
  const error = new Uint8Array(outer.length + quoted.length);
  error.set(outer);
  error.set(quoted, outer.length);
  const [, , , , icmp, next] = walkFrames([...handshake, segment, error, segment]);
  expect(icmp.protocols).toBe('eth:ethertype:ip:icmp:ip:tcp:data');
  expect(icmp.column).toBe('ICMP');
  expect(icmp.values('tcp.stream')).toEqual([0]);
  expect(icmp.values('tcp.seq_raw')).toEqual([]);
  expect(icmp.values('tcp.len')).toEqual([]);
  expect(next.values('tcp.stream')).toEqual([0]);
});

describe('a header that was cut', () => {
  const cut = (captured: number) =>
    walkFrames([...handshake, tcpFrame({ sequence: 1001, acknowledgement: 5001, payload: 'abc', captured })])[3];

  test('behind the window still belongs to its stream', () => {
    const segment = cut(14 + 20 + 16);
    expect(segment.truncated).toBe(true);
    expect(segment.values('tcp.stream')).toEqual([0]);
    expect(segment.values('tcp.len')).toEqual([3]);
    expect(segment.values('tcp.seq')).toEqual([1]);
    expect(segment.values('tcp.checksum')).toEqual([]);
  });

  test('earlier shows what there is of it', () => {
    const segment = cut(14 + 20 + 8);
    expect(segment.truncated).toBe(true);
    expect(segment.values('tcp.port')).toEqual([40_000, 9999]);
    expect(segment.values('tcp.seq_raw')).toEqual([1001]);
    expect(segment.values('tcp.stream')).toEqual([]);
    expect(segment.values('tcp.len')).toEqual([]);
  });
});
