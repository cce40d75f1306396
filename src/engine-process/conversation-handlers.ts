/** Counts conversations, endpoints and expert messages of the displayed packets, in slices, so that calls are answered in between. */
import type { PacketView, Session } from '../engine/session';
import type { Counting } from '../engine/session/statistics-desk';
import type { Handlers } from '../shared/contract';
import type { Counted, conversationContract } from '../shared/conversation-contract';

/** Length of one slice, in milliseconds. */
const slice = 8;

/** `shown` gives the view that is on show. */
export function conversationHandlers(session: Session, shown: () => PacketView): Handlers<typeof conversationContract> {
  const { statistics } = session;
  /** The latest question of each kind; the ones before are given up. */
  const latest = new Map<string, object>();
  const count = <Value>(kind: string, counting: Counting<Value>): Promise<Counted<Value>> => {
    latest.set(kind, counting);
    return new Promise((resolve, reject) => {
      const step = (): void => {
        try {
          if (latest.get(kind) !== counting) resolve({ kind: 'cancelled' });
          else if (counting.advance(slice)) setImmediate(step);
          else resolve({ kind: 'counted', value: counting.value() });
        } catch (error) {
          reject(error);
        }
      };
      step();
    });
  };
  return {
    conversations: ({ layer }) => count('conversations', statistics.conversations(layer, shown())),
    endpoints: ({ layer }) => count('endpoints', statistics.endpoints(layer, shown())),
    expertMessages: () => count('expertMessages', statistics.expertMessages(shown())),
    cancelCounting: () => latest.clear(),
  };
}
