import { describe, expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

const ethernet = '020000000001 020000000002 0800';
const addresses = '0a000001 0a000002';
const payload = '3039 270f 000a 0000 6162';

/** An IPv4 datagram with options (a multiple of four bytes) and payload. */
function datagram(rest: string, { options = '', fragment = '0000', identification = '0001', proto = '11' } = {}) {
  const optionBytes = hex(options).length;
  const total = (20 + optionBytes + hex(rest).length).toString(16).padStart(4, '0');
  const first = (0x45 + optionBytes / 4).toString(16);
  return hex(
    `${ethernet} ${first}00 ${total} ${identification} ${fragment} 40 ${proto} 0000 ${addresses} ${options} ${rest}`,
  );
}

test('the header, field by field', () => {
  const [frame] = walkFrames([datagram(payload)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:udp:data');
  expect(frame.values('ip.hdr_len')).toEqual([20]);
  expect(frame.values('ip.len')).toEqual([30]);
  expect(frame.values('ip.addr')).toEqual([0x0a000001, 0x0a000002]);
  expect(frame.values('ip.ttl')).toEqual([64]);
});

describe('options', () => {
  test('a recorded route', () => {
    const [frame] = walkFrames([datagram(payload, { options: '070b08 0a000003 0a000004 00' })]);
    expect(frame.values('ip.rec_rt')).toEqual([0x0a000003]);
    expect(frame.values('ip.empty_rt')).toEqual([0x0a000004]);
    expect(frame.values('ip.opt.type')).toEqual([7, 0]);
  });

  test('with stops of a source route left, the destination is the last of them', () => {
    const [frame] = walkFrames([datagram(payload, { options: '830b04 0a000003 0a000004 00' })]);
    expect(frame.values('ip.dst')).toEqual([0x0a000004]);
    expect(frame.values('ip.cur_rt')).toEqual([0x0a000002]);
    expect(frame.values('ip.src_rt')).toEqual([0x0a000003]);
  });

  test('time stamps with addresses', () => {
    const [frame] = walkFrames([datagram(payload, { options: '440c0d11 0a000003 00000001' })]);
    expect(frame.values('ip.opt.overflow')).toEqual([1]);
    expect(frame.values('ip.opt.time_stamp_addr')).toEqual([0x0a000003]);
    expect(frame.values('ip.opt.time_stamp')).toEqual([1]);
  });

  test('a commercial security label', () => {
    const [frame] = walkFrames([datagram(payload, { options: '860c 00000001 0106 0003 8040' })]);
    expect(frame.values('ip.cipso.sensitivity_level')).toEqual([3]);
    expect(frame.values('ip.cipso.categories')).toEqual(['0,9']);
  });

  test('one that does not fit is reported, and the payload walked', () => {
    const [frame] = walkFrames([datagram(payload, { options: '07ff0400' })]);
    expect(frame.values('ip.opt.len.invalid')).toEqual([1]);
    expect(frame.column).toBe('UDP');
  });
});

test('another version ends the walk, however little of the header is there', () => {
  const [frame] = walkFrames([hex(`${ethernet} d500 0010 0001`)]);
  expect(frame.info).toBe('Bogus IPv4 version (13, must be 4)');
  expect(frame.values('ip.proto')).toEqual([]);
  expect(frame.malformed).toBe(false);
});

describe('lengths that lie', () => {
  const withLength = (length: string) => hex(`${ethernet} 4500 ${length} 0001 0000 40 11 0000 ${addresses} ${payload}`);

  test('zero stands for all there is', () => {
    const [frame] = walkFrames([withLength('0000')]);
    expect(frame.values('ip.len')).toEqual([30]);
    expect(frame.column).toBe('UDP');
  });

  test('one below the header ends the walk', () => {
    const [frame] = walkFrames([withLength('000a')]);
    expect(frame.info).toBe('Bogus IP length (10, less than header length 20)');
    expect(frame.protocols).toBe('eth:ethertype:ip');
  });

  test('one beyond the frame is reported', () => {
    const [frame] = walkFrames([withLength('0100')]);
    expect(frame.values('ip.bogus_ip_length')).toEqual([1]);
    expect(frame.column).toBe('UDP');
  });

  test('a header shorter than twenty bytes ends the walk', () => {
    const [frame] = walkFrames([hex(`${ethernet} 4400 001e 0001 0000 40 11 0000 ${addresses} ${payload}`)]);
    expect(frame.values('ip.bogus_header_length')).toEqual([1]);
  });
});

describe('fragments', () => {
  const whole = `3039 270f 0020 0000 ${'61'.repeat(24)}`.replaceAll(' ', '');
  const first = datagram(whole.slice(0, 32), { fragment: '2000' });
  const last = datagram(whole.slice(32), { fragment: '0002' });

  test('are put together in the packet that completes them', () => {
    const [before, after] = walkFrames([first, last]);
    expect(before.protocols).toBe('eth:ethertype:ip:data');
    expect(before.info).toBe('Fragmented IP protocol (proto=UDP 17, off=0, ID=0001)');
    expect(before.values('ip.reassembled_in')).toEqual([2]);
    expect(after.protocols).toBe('eth:ethertype:ip:udp:data');
    expect(after.values('ip.fragment')).toEqual([1, 2]);
    expect(after.values('ip.reassembled.length')).toEqual([32]);
  });

  test('in the other order as well', () => {
    const [, after] = walkFrames([last, first]);
    expect(after.values('udp.srcport')).toEqual([12345]);
  });

  test('what goes on behind the first one is no mistake', () => {
    const question = `0035 0035 0100 0000 0001 0100 0001 0000 0000 0000 0161 00 ff`;
    const frame = datagram(question, { fragment: '2000' });
    const cut = { bytes: frame.subarray(0, -1), originalLength: frame.length };
    const [part] = walkFrames([cut]);
    expect(part.info).toContain('[BoundErrorUnreassembled Packet]');
    expect([part.malformed, part.learned.malformed]).toEqual([false, false]);
    const alone = datagram(question);
    const [lies] = walkFrames([{ bytes: alone.subarray(0, -1), originalLength: alone.length }]);
    expect(lies.malformed).toBe(true);
  });

  test('the first one shows what it begins when the capture cut it', () => {
    const [frame] = walkFrames([{ bytes: first.subarray(0, 44), originalLength: first.length }]);
    expect(frame.protocols).toBe('eth:ethertype:ip:udp:data');
  });
});

test('a datagram in a datagram', () => {
  const inner = `4500 001e 0002 0000 40 11 0000 c0a80001 c0a80002 ${payload}`;
  const [frame] = walkFrames([datagram(inner, { proto: '04' })]);
  expect(frame.protocols).toBe('eth:ethertype:ip:ip:udp:data');
  expect(frame.values('ip.src')).toEqual([0x0a000001, 0xc0a80001]);
});

test('an unknown protocol is data', () => {
  const [frame] = walkFrames([datagram(payload, { proto: 'fd' })]);
  expect(frame.protocols).toBe('eth:ethertype:ip:data');
  expect(frame.info).toBe('Unknown (253)');
});
