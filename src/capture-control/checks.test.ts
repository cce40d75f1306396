/** “Why do I see nothing?”: each cause is found when it is there, and not when it is not. */
import { describe, expect, test } from 'vitest';
import type { CaptureInterface, LiveCaptureStatus } from '../shared/live-capture';
import { type Circumstances, explainNothing } from './checks';

const eth0: CaptureInterface = {
  number: 1,
  name: 'eth0',
  kind: 'wired',
  addresses: ['192.0.2.2'],
  linkTypes: [],
  up: true,
  running: true,
  loopback: false,
  capturability: { possible: true, by: 'cap' },
};
const lo: CaptureInterface = { ...eth0, number: 2, name: 'lo', kind: 'loopback', loopback: true };
const status: LiveCaptureStatus = {
  state: 'running',
  packets: 10,
  bytes: 1000,
  fileBytes: 1200,
  interfaces: [{ name: 'eth0', packets: 10, received: 12, droppedByKernel: 0 }],
  droppedByKernel: 0,
  droppedByInterface: 0,
  droppedByUs: 0,
  seconds: 3,
  timestamps: 'kernel',
  program: 'cap',
  warnings: [],
};
const rate = (name: string, packetsPerSecond: number) => ({ name, packetsPerSecond, bytesPerSecond: 0, drops: 0 });
const well: Circumstances = {
  chosen: [eth0],
  all: [eth0, lo],
  rates: [rate('eth0', 5), rate('lo', 0)],
  filter: '',
  status: undefined,
  processesElsewhere: 0,
};

function stateOf(id: string, change: Partial<Circumstances>): string | undefined {
  return explainNothing({ ...well, ...change }).find((finding) => finding.id === id)?.state;
}

test('nothing is a problem where nothing is wrong', () => {
  const states = explainNothing(well).map(({ state }) => state);
  expect(states).not.toContain('problem');
  expect(states).toContain('fine');
});

describe('each cause', () => {
  const refused: CaptureInterface = { ...eth0, capturability: { possible: false, reason: 'no', remedies: [] } };
  test.each<[string, Partial<Circumstances>, string | undefined]>([
    ['permission', { chosen: [refused] }, 'problem'],
    ['up', { chosen: [{ ...eth0, up: false }] }, 'problem'],
    ['permission', { chosen: [{ ...refused, up: false }] }, undefined],
    ['carrier', { chosen: [{ ...eth0, running: false }] }, 'problem'],
    ['traffic', { rates: [rate('eth0', 0), rate('lo', 9)] }, 'problem'],
    ['filter', { filter: 'port 9', status: { ...status, packets: 0 } }, 'problem'],
    ['filter', { filter: 'port 9', status }, 'hint'],
    ['drops', { status: { ...status, droppedByKernel: 4 } }, 'problem'],
    ['drops', { status }, 'fine'],
    ['drops', { status: { ...status, interfaces: [{ name: 'eth0', packets: 10 }] } }, 'hint'],
    ['loopback', {}, 'hint'],
    ['loopback', { chosen: [lo] }, 'fine'],
    ['others', {}, 'hint'],
    ['offload', {}, 'hint'],
    ['namespaces', { processesElsewhere: 7 }, 'hint'],
  ])('%s with %o is a %s', (id, change, state) => {
    expect(stateOf(id, change)).toBe(state);
  });

  test('what does not apply is not told', () => {
    expect(stateOf('carrier', { chosen: [lo] })).toBeUndefined();
    expect(stateOf('offload', { chosen: [lo] })).toBeUndefined();
    expect(stateOf('namespaces', { processesElsewhere: undefined })).toBeUndefined();
  });

  test('the interface that carries something is named', () => {
    const found = explainNothing({ ...well, rates: [rate('eth0', 0), rate('lo', 9)] });
    expect(found.find(({ id }) => id === 'traffic')?.detail).toContain('lo carries 9 packets a second');
  });
});
