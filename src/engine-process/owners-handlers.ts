/** Answers what the page asks about the processes that packets belong to. */
import type { Session } from '../engine/session';
import type { OwnedTraffic } from '../engine/session/owner-view';
import type { Handlers, Request } from '../shared/contract';
import type { ownersCalls } from '../shared/owners-contract';

const mostProcesses = 1000;
const mostConversations = 100;

export function ownersHandlers(session: Session): Handlers<typeof ownersCalls> {
  const { owners } = session;
  return {
    hasOwners: () => owners.any,
    ownersOfPacket: ({ number }) => {
      if (number > session.packets) throw new Error(`There is no packet ${number}.`);
      return owners.ofPacket(number);
    },
    conversationsByProcess: () =>
      owners
        .byProcess()
        .slice(0, mostProcesses)
        .map((group) => ({
          ...group,
          conversations: [...group.conversations]
            .sort((a, b) => b.sentBytes + b.receivedBytes - a.sentBytes - a.receivedBytes)
            .slice(0, mostConversations),
        })),
    socketTraffic: ({ sockets }) => {
      const traffic = trafficByPlace(owners.traffic());
      return sockets.map((socket) => traffic.get(placeOf(socket)) ?? { sent: 0, received: 0 });
    },
  };
}

type Socket = Request<typeof ownersCalls, 'socketTraffic'>['sockets'][number];

/** By both ends, and by the local one alone for sockets that talk to anybody. */
function trafficByPlace(all: readonly OwnedTraffic[]): Map<string, { sent: number; received: number }> {
  const found = new Map<string, { sent: number; received: number }>();
  for (const { protocol, local, remote, sentBytes, receivedBytes } of all)
    for (const key of [placeOf({ protocol, local, remote }), placeOf({ protocol, local, remote: null })]) {
      const sum = found.get(key) ?? { sent: 0, received: 0 };
      found.set(key, { sent: sum.sent + sentBytes, received: sum.received + receivedBytes });
    }
  return found;
}

function placeOf({ protocol, local, remote }: Socket): string {
  // UDP sockets that are bound to every address are not told apart by it.
  const here = remote === null ? `${local.port}` : `${plain(local.address)} ${local.port}`;
  return `${protocol} ${here} ${remote === null ? '' : `${plain(remote.address)} ${remote.port}`}`;
}

const plain = (address: string): string => address.replace(/^::ffff:(?=[\d.]+$)/, '');
