/** Asks `sockeye rpc` as a client of sharkd does. */
import { expect } from 'vitest';
import { SAMPLE, type Sockeye } from './sockeye';

export interface Reply {
  readonly jsonrpc: '2.0';
  readonly id: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are what is tested
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

export type Request = readonly [method: string, params?: object];

const line = (id: number, method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

/** Loads a capture, sends the requests, says goodbye; gives the answers to the requests. */
export function askAbout(sockeye: Sockeye, file: string, ...requests: readonly Request[]): readonly Reply[] {
  const lines = [
    line(1, 'load', { file }),
    ...requests.map(([method, params], index) => line(index + 2, method, params)),
    line(requests.length + 2, 'bye'),
  ];
  const { status, output } = sockeye.run(['rpc'], `${lines.join('\n')}\n`);
  expect(status).toBe(0);
  const replies = output
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));
  expect(replies[0]).toEqual({ jsonrpc: '2.0', id: 1, result: { status: 'OK' } });
  expect(replies.at(-1).result).toEqual({ status: 'OK' });
  return replies.slice(1, -1);
}

/** The same about the sample capture. */
export const askAboutSample = (sockeye: Sockeye, ...requests: readonly Request[]): readonly Reply[] =>
  askAbout(sockeye, SAMPLE, ...requests);
