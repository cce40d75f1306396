/** What the window knows of sockets: the table, the consoles that are open, and the programs that were started. */
import type { ConsoleEvent, ConsoleStatus, LaunchEvent, LaunchStatus, SocketRow } from '../../shared/sockets';
import type { ConsoleRequest } from '../../shared/sockets-contract';
import { createStore, useStore } from './store';

/** What a console or a started program shows of itself. */
export type ShownEvent = ConsoleEvent | LaunchEvent;

/** A console, or a program that was started to be watched. */
export interface OpenSession {
  /** Names it in the window. */
  readonly key: number;
  /** By which the sockets process knows it; undefined while it is being opened, and when that process is gone. */
  readonly number: number | undefined;
  /** What happened so far; the oldest are dropped. */
  readonly events: readonly ShownEvent[];
  /** Events that were dropped from the front. */
  readonly dropped: number;
}

export interface OpenConsole extends OpenSession {
  readonly request: ConsoleRequest;
  readonly events: readonly ConsoleEvent[];
  readonly status: ConsoleStatus | undefined;
  /** Why it could not be opened. */
  readonly failure: string | undefined;
}

export interface OpenLaunch extends OpenSession {
  readonly title: string;
  /** Path of the capture that was started for it. */
  readonly capture: string | undefined;
  readonly status: LaunchStatus | undefined;
  /** The display filter that was applied for it last. */
  readonly followed: string;
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
