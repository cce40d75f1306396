import { expect, test } from 'vitest';
import { hex, walkFrames } from '../../decode/testing';

function packet(protocol: string, message: string): Uint8Array {
  const length = (20 + hex(message).length).toString(16).padStart(4, '0');
  return hex(
    `020000000001 020000000002 0800 4500 ${length} 0001 0000 40 ${protocol} 0000 0a000001 0a000002 ${message}`,
  );
}

const header = '0b59 0b59 00000001 00000000';

test('an association begins', () => {
  const [frame] = walkFrames([packet('84', `${header} 0100 0014 11111111 0000ffff 000a 0005 00000001`)]);
  expect(frame.protocols).toBe('eth:ethertype:ip:sctp');
  expect(frame.info.trim()).toBe('INIT');
  expect(frame.values('sctp.init_nr_in_streams')).toEqual([5]);
});

test('a whole message goes on, a piece of one does not', () => {
  const [whole, piece] = walkFrames([
    packet('84', `${header} 0003 0013 00000001 0000 0000 00000000 616263 00`),
    packet('84', `${header} 0002 0013 00000002 0000 0000 00000000 616263 00`),
  ]);
  expect(whole.protocols).toBe('eth:ethertype:ip:sctp:data');
  expect(piece.protocols).toBe('eth:ethertype:ip:sctp');
  expect(piece.info).toContain('(Message Fragment)');
});

test('an acknowledgement with gaps', () => {
  const [frame] = walkFrames([packet('84', `${header} 0300 0014 00000005 0000ffff 0001 0000 0002 0003`)]);
  expect(frame.values('sctp.sack_gap_block_start')).toEqual([2]);
});

test('a chunk without a length ends the walk', () => {
  const [frame] = walkFrames([packet('84', `${header} 0300 0000`)]);
  expect(frame.malformed).toBe(true);
});

test('numbers count from the first one of their direction', () => {
  const back = (message: string) => {
    const bytes = packet('84', `0b59 0b59 00000002 00000000 ${message}`);
    bytes.set(hex('0a0000020a000001'), 26);
    return bytes;
  };
  const data = (number: string) => `0003 0013 ${number} 0000 0000 00000000 616263 00`;
  const sack = (number: string, gaps = '0000 0000') =>
    `0300 00${gaps.length > 9 ? '14' : '10'} ${number} 0000ffff ${gaps}`;
  const frames = walkFrames([
    back(sack('00000063')),
    packet('84', `${header} 0100 0014 11111111 0000ffff 000a 0005 ffffffff`),
    packet('84', `${header} ${data('ffffffff')} ${data('00000000')}`),
    back(sack('ffffffff', '0001 0000 0002 0003')),
    packet('84', `${header} ${data('fffffffe')}`),
    back(data('00000007')),
    packet('84', `${header} ${sack('00000008')}`),
  ]);
  expect(frames[0].info).toBe('SACK (Ack=99, Arwnd=65535) ');
  expect(frames[0].values('sctp.sack_cumulative_tsn_ack')).toEqual([]);
  expect(frames[2].info).toBe('DATA (TSN=0) DATA (TSN=1) ');
  expect(frames[2].values('sctp.data_tsn')).toEqual([0, 1]);
  expect(frames[2].values('sctp.data_tsn_raw')).toEqual([0xffffffff, 0]);
  expect(frames[3].info).toBe('SACK (Ack=0+3, Arwnd=65535) ');
  expect(frames[3].values('sctp.sack_gap_block_start_tsn')).toEqual([2]);
  expect(frames[3].values('sctp.sack_gap_block_end_tsn')).toEqual([3]);
  expect(frames[4].values('sctp.data_tsn')).toEqual([0xffffffff]);
  expect(frames[6].values('sctp.sack_cumulative_tsn_ack')).toEqual([1]);
  const anew = packet('84', `${header} 0100 0014 11111111 0000ffff 000a 0005 00000050`);
  const again = walkFrames([
    packet('84', `${header} ${data('00000001')}`),
    anew,
    packet('84', `${header} ${data('00000051')}`),
  ]);
  expect(again[2].values('sctp.data_tsn')).toEqual([0]);
});

test('data that comes again is not handed on again', () => {
  const data = packet('84', `${header} 0003 0013 00000009 0000 0000 00000000 616263 00`);
  const other = packet('84', `${header} 0003 0013 0000000a 0000 0000 00000000 616263 00`);
  const [, , again] = walkFrames([data, other, data]);
  expect(again.info).toBe('DATA (TSN=0) (retransmission) ');
  expect(again.protocols).toBe('eth:ethertype:ip:sctp');
  expect(again.values('sctp.retransmission')).toEqual([1]);
});

test('as many numbers are remembered as can be under way, whatever their order', () => {
  const data = (number: number) =>
    packet('84', `${header} 0003 0013 ${number.toString(16).padStart(8, '0')} 0000 0000 00000000 616263 00`);
  const sent = [...Array(400).keys()].map((at) => data((at * 37) % 400));
  const frames = walkFrames([...sent, data(0), data(399), data(600), data(88)]);
  expect(frames.slice(400).map((frame) => frame.values('sctp.retransmission')[0])).toEqual([
    1,
    expect.any(Number),
    undefined,
    undefined,
  ]);
});
