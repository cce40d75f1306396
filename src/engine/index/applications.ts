/** Which protocol a conversation carries, and from which packet on. Most never change: one row of numbers each. */
import { U16Vector, U32Vector } from '../bytes/vector';
import type { Catalogue } from '../declare/catalogue';
import type { Protocol } from '../declare/protocol';

/** Changes of protocol that one conversation can make before we stop recording them. */
const maximumChanges = 16;

interface Change {
  readonly from: number;
  readonly protocol: Protocol;
}

export class Applications {
  /** Index + 1 of each conversation's first protocol, 0 while none is known, and the packet from which it holds. */
  private readonly first = new U16Vector();
  private readonly since = new U32Vector();
  private readonly changes = new Map<number, Change[]>();

  constructor(private readonly catalogue: Catalogue) {}

  /** The protocol that held at a packet. */
  at(conversation: number, frame: number): Protocol | undefined {
    if (conversation < 0 || conversation >= this.first.length) return undefined;
    const index = this.first.get(conversation);
    if (index === 0 || this.since.get(conversation) > frame) return undefined;
    const changes = this.changes.size === 0 ? undefined : this.changes.get(conversation);
    if (changes !== undefined)
      for (let i = changes.length - 1; i >= 0; i--) if (changes[i].from <= frame) return changes[i].protocol;
    return this.catalogue.protocols[index - 1];
  }

  /** The conversation carries the protocol from packet `from` on. */
  set(conversation: number, protocol: Protocol, from: number): void {
    while (this.first.length <= conversation) {
      this.first.push(0);
      this.since.push(0);
    }
    const index = this.first.get(conversation);
    if (index === 0) {
      this.first.set(conversation, protocol.index + 1);
      this.since.set(conversation, from);
      return;
    }
    const changes = this.changes.get(conversation);
    if ((changes?.at(-1)?.protocol ?? this.catalogue.protocols[index - 1]) === protocol) return;
    if (changes === undefined) this.changes.set(conversation, [{ from, protocol }]);
    else if (changes.length < maximumChanges) changes.push({ from, protocol });
  }
}
