/** What is measured: each row is one question put to several programs about one capture. */
import type { CaptureOptions } from '../captures/make-capture';

export interface Program {
  readonly name: string;
  /** The program and its arguments. */
  command(capture: string): readonly string[];
  /** What it reads from standard input. */
  input?(capture: string): string;
}

export interface Row {
  readonly title: string;
  readonly capture: CaptureOptions;
  /** The first one is the one the others are compared with. */
  readonly programs: readonly Program[];
}

const sockeye = (...args: string[]): Program => ({
  name: 'sockeye',
  command: (capture) => ['node', 'out/cli/index.js', '-r', capture, ...args],
});

const tshark = (...args: string[]): Program => ({
  name: 'tshark',
  command: (capture) => ['tshark', '-n', '-r', capture, ...args],
});

/** sharkd answers a JSON object per line; it ends when its input does. */
const sharkd = (...requests: { method: string; params?: Record<string, unknown> }[]): Program => ({
  name: 'sharkd',
  command: () => ['sharkd', '-'],
  input: (capture) =>
    [{ method: 'load', params: { file: capture } }, ...requests, { method: 'bye' }]
      .map((request, index) => `${JSON.stringify({ jsonrpc: '2.0', id: index + 1, ...request })}\n`)
      .join(''),
});

const capinfos: Program = { name: 'capinfos', command: (capture) => ['capinfos', '-c', capture] };

export const ROWS: readonly Row[] = [
  {
    title: 'protocol hierarchy of a million packets, whole process',
    capture: { packets: 1_000_000, seed: 1 },
    programs: [sockeye('-q', '-z', 'io,phs'), tshark('-q', '-z', 'io,phs'), sharkd(), capinfos],
  },
];
