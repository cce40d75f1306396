/** What is measured: each row is one question put to several programs about one capture. */
import type { CaptureOptions } from '../captures/make-capture';
import type { Question } from './conversation';

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
  /** Measured until so many lines came; to the program's end without it. */
  readonly lines?: number;
  /** The first one is the one the others are compared with. */
  readonly programs: readonly Program[];
}

/** Questions put one after the other to programs that answer JSON lines, each question a row of its own. */
export interface Conversation extends Row {
  /** No question is asked twice: such programs remember. */
  questions(capture: string): readonly Question[];
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

const million: CaptureOptions = { packets: 1_000_000, seed: 1 };

const chosenFields = ['frame.number', 'frame.time_epoch', 'ip.src', 'ip.dst', 'tcp.port', '_ws.col.Protocol'];
const asFields = ['-T', 'fields', ...chosenFields.flatMap((field) => ['-e', field])];

export const ROWS: readonly Row[] = [
  {
    title: 'protocol hierarchy of a million packets, whole process',
    capture: million,
    programs: [sockeye('-q', '-z', 'io,phs'), tshark('-q', '-z', 'io,phs'), sharkd(), capinfos],
  },
  {
    title: 'six fields of a million packets, whole process',
    capture: million,
    programs: [sockeye(...asFields), tshark(...asFields)],
  },
  {
    title: 'the first fifty rows of a million packets, while the others are being read',
    capture: million,
    lines: 50,
    programs: [sockeye('-l'), tshark('-l')],
  },
];

const filters = [
  'tcp.port == 443 && tcp.flags.syn == 1',
  'http.request.method == "GET"',
  'frame contains "page=3"',
  'http.user_agent contains "curl"',
  'ip.ttl < 10',
];

/** From the beginning, the middle and the end of the capture. */
const streams = [12, 9000, 19_000];

export const CONVERSATIONS: readonly Conversation[] = [
  {
    title: 'a million packets loaded, then filters that were never asked before',
    capture: million,
    programs: [
      { name: 'sockeye', command: () => ['node', 'out/cli/index.js', 'rpc'] },
      { name: 'sharkd', command: () => ['sharkd', '-'] },
    ],
    questions: (capture) => [
      { title: 'load', method: 'load', params: { file: capture } },
      ...filters.map((filter) => ({ title: filter, method: 'frames', params: { filter, limit: 20 } })),
    ],
  },
  {
    title: 'a million packets loaded, then streams that were never opened before',
    capture: million,
    programs: [
      { name: 'sockeye', command: () => ['node', 'out/cli/index.js', 'rpc'] },
      { name: 'sharkd', command: () => ['sharkd', '-'] },
    ],
    questions: (capture) => [
      { title: 'load', method: 'load', params: { file: capture } },
      ...streams.map((stream) => ({
        title: `follow TCP stream ${stream}`,
        method: 'follow',
        params: { follow: 'TCP', filter: `tcp.stream eq ${stream}` },
      })),
    ],
  },
];
