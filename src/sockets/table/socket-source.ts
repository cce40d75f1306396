/** Where the rows of the socket table come from: one source for each kind of system. */
import type { SocketTableChange } from '../../shared/sockets';

export interface RefreshOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Unix sockets too. */
  readonly unix: boolean;
  /**
   * Only what can have an owner, and as quickly as can be: no raw sockets, no connections that are over (TIME_WAIT), and no list that
   * cannot have changed.
   */
  readonly ownersOnly?: boolean;
  /** All rows, not only those that changed. */
  readonly whole: boolean;
}

export type SourceChange = Pick<SocketTableChange, 'rows' | 'removed' | 'namespaces' | 'problem'>;

export interface SocketSource {
  refresh(options: RefreshOptions): Promise<SourceChange>;
  /** The owner of some sockets may be found by a second refresh. */
  readonly mayFindMore: boolean;
  /** Costs next to nothing: whether a refresh for owners could find a new socket. A source that works elsewhere cannot tell. */
  readonly mayHaveNews?: boolean;
  /** Programs that a refresh starts do its work: what it costs this machine is the time that it takes, at most. */
  readonly worksElsewhere?: boolean;
  /** Nobody asks any longer. */
  close?(): void;
}
