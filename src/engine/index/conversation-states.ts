/** What protocols keep of a conversation during the first pass, bounded: the conversations not used for longest are forgotten. */

const generationSize = 32_768;

/** The states under one key. */
class Generations {
  private young = new Map<number, object>();
  private old = new Map<number, object>();

  get(conversation: number, create: () => object): object {
    let state = this.young.get(conversation);
    if (state !== undefined) return state;
    state = this.old.get(conversation) ?? create();
    if (this.young.size >= generationSize) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(conversation, state);
    return state;
  }
}

export class ConversationStates {
  private readonly byKey = new Map<string, Generations>();
  /** What was asked for last: a protocol asks several times a packet. */
  private lastConversation = -1;
  private lastKey = '';
  private last: object = this;

  get<T extends object>(conversation: number, key: string, create: () => T): T {
    if (conversation === this.lastConversation && key === this.lastKey) return this.last as T;
    let states = this.byKey.get(key);
    if (states === undefined) {
      states = new Generations();
      this.byKey.set(key, states);
    }
    const state = states.get(conversation, create);
    this.lastConversation = conversation;
    this.lastKey = key;
    this.last = state;
    return state as T;
  }
}
