/** The programs that can capture for us, and how each is called: a table, best first. */
import type { DeviceOrder } from '../shared/capture-orders';
import type { CaptureProgram } from '../shared/live-capture';

/** A program other than our own helper. */
export interface OtherProgram {
  readonly id: Exclude<CaptureProgram, 'cap'>;
  /** Arguments that only ask for an interface's link types: they need the same rights as capturing. */
  test(name: string): string[];
  /** Milliseconds after which it hands on what the kernel has: its read timeout, and a little. */
  readonly holdsBack: number;
  /** Whether one process takes several interfaces. */
  readonly takesSeveral: boolean;
  /** Arguments for capturing to standard output. */
  capture(devices: readonly DeviceOrder[]): string[];
}

const mebibyte = 1024 * 1024;

const dumpcap: OtherProgram = {
  id: 'dumpcap',
  holdsBack: 300,
  test: (name) => ['-i', name, '-L'],
  takesSeveral: true,
  capture: (devices) => [
    ...devices.flatMap(({ name, filter, snapshotLength, promiscuous, monitorMode, bufferBytes }) => [
      ...['-i', name],
      ...(filter === '' ? [] : ['-f', filter]),
      ...['-s', String(snapshotLength)],
      ...(promiscuous ? [] : ['-p']),
      ...(monitorMode ? ['-I'] : []),
      ...['-B', String(Math.max(1, Math.round(bufferBytes / mebibyte)))],
    ]),
    '-q',
    '-w',
    '-',
  ],
};

const tcpdump: OtherProgram = {
  id: 'tcpdump',
  holdsBack: 1100,
  test: (name) => ['-i', name, '-L'],
  takesSeveral: false,
  capture: ([{ name, filter, snapshotLength, promiscuous, monitorMode, bufferBytes }]) => [
    '-U',
    ...['-w', '-'],
    ...['-i', name],
    ...['-s', String(snapshotLength)],
    ...['-B', String(Math.max(64, Math.round(bufferBytes / 1024)))],
    ...(promiscuous ? [] : ['-p']),
    ...(monitorMode ? ['-I'] : []),
    '--',
    ...(filter === '' ? [] : [filter]),
  ],
};

export const otherPrograms: readonly OtherProgram[] = [dumpcap, tcpdump];
