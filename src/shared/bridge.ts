/** What the preload gives the page. */
import type { Reply } from './contract';

export interface Bridge {
  readonly call: (name: string, argument: unknown) => Promise<Reply<unknown>>;
  readonly on: (name: string, handler: (payload: unknown) => void) => void;
  /** Opens a file that was dropped onto the page. */
  readonly openDropped: (file: File) => Promise<Reply<unknown>>;
}
