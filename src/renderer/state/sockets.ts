/** What the window knows of sockets: the table, and the consoles that are open. */
import type { ConsoleEvent, ConsoleStatus, LaunchStatus, SocketRow } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { createStore, useStore } from './store';

export interface OpenConsole {
  /** Names the console in the window: it is known before the process has given it a number. */
  readonly key: number;
  readonly request: ConsoleRequest;
  /** The number by which the process knows it; undefined while it is being opened. */
  readonly number: number | undefined;
  /** Steps so far; the oldest are dropped. */
  readonly events: readonly ConsoleEvent[];
  /** Events that were dropped from the front. */
  readonly dropped: number;
  readonly status: ConsoleStatus | undefined;
  /** Why it could not be opened. */
  readonly failure: string | undefined;
}

/** What a console or a started program shows of itself. */
export type ShownEvent =
  | ConsoleEvent
  /** What a program wrote. */
  | {
      readonly kind: 'output' | 'errors';
      readonly at: number;
      readonly bytes: Uint8Array;
      readonly text: string;
      readonly length: number;
    };

/** A program that was started to be watched. */
export interface OpenLaunch {
  readonly number: number;
  readonly title: string;
  /** Path of the capture that was started for it. */
  readonly capture: string | undefined;
  readonly status: LaunchStatus | undefined;
  readonly events: readonly ShownEvent[];
  /** Events that were dropped from the front. */
  readonly dropped: number;
}

export interface SocketsState {
  readonly rows: ReadonlyMap<number, SocketRow>;
  /** Milliseconds since 1970 of the newest refresh; 0 before the first. */
  readonly at: number;
  /** What could not be read, in a sentence. */
  readonly problem: string;
  /** Milliseconds of processor time of the newest refresh. */
  readonly cost: number;
  /** Why the sockets process is no longer there. */
  readonly gone: string | undefined;
  readonly consoles: readonly OpenConsole[];
  readonly launches: readonly OpenLaunch[];
  /** Words that the table's rows must have. */
  readonly search: string;
}

export const sockets = createStore<SocketsState>({
  rows: new Map(),
  at: 0,
  problem: '',
  cost: 0,
  gone: undefined,
  consoles: [],
  launches: [],
  search: '',
});

/** Follows one part of what is known of sockets. */
export function useSockets<Part>(select: (state: SocketsState) => Part): Part {
  return useStore(sockets, select);
}
