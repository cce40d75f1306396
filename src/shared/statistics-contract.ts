/** What the page may ask an engine about the displayed packets as a whole. */

import * as v from 'valibot';
import { call, reply } from './contract';

/** One protocol at its place in the stack: lines stand in display order, each behind the line it lies in. */
export interface HierarchyLine {
  /** How many protocols lie below it, 0 for the outermost. */
  readonly depth: number;
  /** Filter name, such as `tcp`. */
  readonly name: string;
  readonly title: string;
  readonly packets: number;
  /** Bytes on the wire of these packets, headers of every layer included. */
  readonly bytes: number;
  /** Packets and bytes of those in which no further protocol follows. */
  readonly endPackets: number;
  readonly endBytes: number;
}

export const statisticsCalls = {
  /** The protocol hierarchy of the displayed packets. */
  hierarchy: call(v.undefined(), reply<readonly HierarchyLine[]>()),
};
