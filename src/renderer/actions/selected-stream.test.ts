/** Which TCP stream the commands about one are meant for. */
import { expect, test } from 'vitest';
import type { TabContent } from '../state/tabs';
import { type StreamState, streamInFront } from './selected-stream';

const state = (front: TabContent | undefined, beside = false, stream = '5'): StreamState => ({
  selection: { index: 0, number: 1 } as StreamState['selection'],
  detail: { number: 1, nodes: [{ field: stream === '' ? 'udp.stream' : 'tcp.stream', value: stream }] },
  settings: { layout: { tabsBeside: beside } },
  tabs: {
    main: { tabs: front === undefined ? [] : [{ id: 'it', content: front }], front: front && 'it' },
    panel: { tabs: [], front: undefined },
  },
});

test('the view in front, where it is about one', () => {
  expect(streamInFront(state({ kind: 'verdict', stream: 3 }))).toBe(3);
  expect(streamInFront(state({ kind: 'stream', followed: 'tls', stream: 4 }))).toBe(4);
  expect(streamInFront(state({ kind: 'sequence-diagram', stream: 2 }))).toBe(2);
});

test('the selected packet, where the view is about none, or the packets are seen', () => {
  expect(streamInFront(state(undefined))).toBe(5);
  expect(streamInFront(state({ kind: 'endpoints' }))).toBe(5);
  expect(streamInFront(state({ kind: 'stream', followed: 'udp', stream: 4 }))).toBe(5);
  expect(streamInFront(state({ kind: 'verdict', stream: 3 }, true))).toBe(5);
  expect(streamInFront(state({ kind: 'verdict', stream: 3 }, true, ''))).toBe(3);
  expect(streamInFront(state(undefined, false, ''))).toBeUndefined();
});
