/** Endpoints that packets of one connection announce for others: an FTP server's data port, a call's media. */
import type { ConversationKind } from '../declare/memory';
import type { Protocol } from '../declare/protocol';
import type { Conversations } from './conversations';

/** Announced endpoints beyond which the oldest are forgotten. */
const maximumAnnounced = 4096;

export class Announcements {
  private readonly announced = new Map<string, Protocol>();

  add(kind: ConversationKind, address: Uint8Array, port: number, protocol: Protocol): void {
    const name = nameOf(kind, address, port);
    this.announced.delete(name);
    if (this.announced.size >= maximumAnnounced) this.announced.delete(this.announced.keys().next().value!);
    this.announced.set(name, protocol);
  }

  /** The protocol announced for an endpoint of a conversation. */
  protocolOf(conversations: Conversations, row: number): Protocol | undefined {
    if (this.announced.size === 0) return undefined;
    const kind = conversations.kindOf(row);
    for (const second of [true, false]) {
      const name = nameOf(kind, conversations.addressOf(row, second), conversations.portOf(row, second));
      const protocol = this.announced.get(name);
      if (protocol !== undefined) return protocol;
    }
    return undefined;
  }
}

const nameOf = (kind: ConversationKind, address: Uint8Array, port: number): string =>
  `${kind}/${address.join('.')}/${port}`;
