/** What protocols keep of a conversation during the first pass, bounded: the conversations not used for longest are forgotten. */

const generationSize = 32_768;
const smallest = 256;

/** States by conversation, found by open addressing: a Map takes longer for each look, and is copied whenever it grows. */
class Generation {
  size = 0;
  /** Conversation + 2, since -1 stands for none; 0 where nothing is. At most half of the places are taken. */
  private keys = new Int32Array(smallest);
  private states = new Array<object | undefined>(smallest).fill(undefined);

  get(conversation: number): object | undefined {
    const place = this.placeOf(conversation);
    return this.keys[place] === 0 ? undefined : this.states[place];
  }

  /** Adds what is not there yet. */
  add(conversation: number, state: object): void {
    if (this.size * 2 >= this.keys.length) this.grow();
    this.put(conversation, state);
    this.size++;
  }

  private put(conversation: number, state: object): void {
    const place = this.placeOf(conversation);
    this.keys[place] = conversation + 2;
    this.states[place] = state;
  }

  /** Where a conversation stands, or would. */
  private placeOf(conversation: number): number {
    const mask = this.keys.length - 1;
    let place = Math.imul(conversation, 0x9e37_79b1) & mask;
    while (this.keys[place] !== 0 && this.keys[place] !== conversation + 2) place = (place + 1) & mask;
    return place;
  }

  private grow(): void {
    const { keys, states } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.states = new Array<object | undefined>(keys.length * 2).fill(undefined);
    for (let place = 0; place < keys.length; place++) if (keys[place] !== 0) this.put(keys[place] - 2, states[place]!);
  }
}

/** The states under one key. */
class Generations {
  private young = new Generation();
  private old = new Generation();

  get(conversation: number, create: () => object): object {
    let state = this.young.get(conversation);
    if (state !== undefined) return state;
    state = this.old.get(conversation) ?? create();
    if (this.young.size >= generationSize) {
      this.old = this.young;
      this.young = new Generation();
    }
    this.young.add(conversation, state);
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
