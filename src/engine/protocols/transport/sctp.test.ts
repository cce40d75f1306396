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
    packet('84', `${header} 0002 0013 00000001 0000 0000 00000000 616263 00`),
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
