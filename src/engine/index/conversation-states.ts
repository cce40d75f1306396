/** What protocols keep of a conversation during the first pass, bounded: the conversations not used for longest are forgotten. */

const generationSize = 32_768;

export class ConversationStates {
  private young = new Map<number, Map<string, object>>();
  private old = new Map<number, Map<string, object>>();

  get<T extends object>(conversation: number, key: string, create: () => T): T {
    let states = this.young.get(conversation);
    if (states === undefined) {
      states = this.old.get(conversation) ?? new Map();
      if (this.young.size >= generationSize) {
        this.old = this.young;
        this.young = new Map();
      }
      this.young.set(conversation, states);
    }
    let state = states.get(key) as T | undefined;
    if (state === undefined) {
      state = create();
      states.set(key, state);
    }
    return state;
  }
}
