/** Filters from selected bytes. */
import { expect, test } from 'vitest';
import type { WindowDetail } from '../../shared/packed-detail';
import type { DetailNode } from '../../shared/view';
import { byteTerms, mostTermBytes } from './byte-terms';

function layer(field: string, at: number, length: number, buffer = 0): DetailNode {
  return {
    parent: -1,
    kind: 'layer',
    field,
    text: field,
    value: '',
    filterValue: '',
    generated: false,
    hidden: false,
    buffer,
    at,
    length,
  };
}

const detail: WindowDetail = {
  number: 1,
  nodes: [layer('frame', 0, 60), layer('eth', 0, 14), layer('ip', 14, 20), layer('udp', 34, 8), layer('http', 0, 9, 1)],
  buffers: [],
  strip: [],
  related: [],
};
const port = Uint8Array.of(0x00, 0x35);

test('in their protocol, and in the frame', () => {
  expect(byteTerms(detail, 0, 36, port)).toEqual(['udp[2:2] == 00:35', 'frame[36:2] == 00:35']);
});

test('across two protocols only in the frame', () => {
  expect(byteTerms(detail, 0, 33, port)).toEqual(['frame[33:2] == 00:35']);
});

test('in a reassembled buffer only in the protocol', () => {
  expect(byteTerms(detail, 1, 0, port)).toEqual(['http[0:2] == 00:35']);
});

test('not at all when there are too many', () => {
  expect(byteTerms(detail, 0, 0, new Uint8Array(mostTermBytes + 1))).toEqual([]);
});
