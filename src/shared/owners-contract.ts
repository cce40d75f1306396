/** What the page may ask an engine about the processes that packets belong to. */
import * as v from 'valibot';
import type { PacketEnds, ProcessTraffic } from '../engine/session/owner-view';
import { call, reply } from './contract';

export type { OwnedTraffic, PacketEnds, ProcessTraffic, SocketOwner } from '../engine/session/owner-view';

export const ownersCalls = {
  /** Whether owners can be told of this capture at all: columns, filters and grouping have something to show. */
  hasOwners: call(v.undefined(), reply<boolean>()),
  ownersOfPacket: call(
    v.object({ number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff)) }),
    reply<PacketEnds>(),
  ),
  /** Conversations by process, the one with most bytes first; at most 1,000 processes, and 100 conversations of each. */
  conversationsByProcess: call(v.undefined(), reply<readonly ProcessTraffic[]>()),
  /** Bytes that sockets of this machine sent and received in this capture, in the order of the sockets that are asked for. */
  socketTraffic: call(
    v.object({
      sockets: v.pipe(
        v.array(
          v.object({
            protocol: v.picklist(['tcp', 'udp']),
            local: v.object({ address: v.string(), port: v.number() }),
            remote: v.nullable(v.object({ address: v.string(), port: v.number() })),
          }),
        ),
        v.maxLength(10_000),
      ),
    }),
    reply<readonly { readonly sent: number; readonly received: number }[]>(),
  ),
};
