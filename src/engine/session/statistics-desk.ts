/** Statistics over the packets of a view that are counted in slices: conversations, endpoints and expert messages. */
import type { FilterSource } from '../filter/compiled-filter';
import { ConversationCounter } from '../statistics/conversation-counter';
import type { Conversation, ConversationLayer, Endpoint } from '../statistics/conversation-pairs';
import { ExpertListing, type PlacedRemark } from '../statistics/expert-listing';
import { ExpertCounter, type ExpertMessage } from '../statistics/expert-messages';
import type { PacketView } from '../view';

/** Something that is counted in slices: `value` is what was counted so far. */
export interface Counting<Value> {
  /** Counts for about so many milliseconds. True while there is more; packets that come later count at the next call. */
  advance(milliseconds: number): boolean;
  value(): Value;
}

/** The part of a session that counts. */
export interface SessionStatistics {
  /** In order of the first packets. */
  conversations(layer: ConversationLayer, view: PacketView): Counting<readonly Conversation[]>;
  endpoints(layer: ConversationLayer, view: PacketView): Counting<readonly Endpoint[]>;
  /** In order of the first packets. */
  expertMessages(view: PacketView): Counting<readonly ExpertMessage[]>;
  /** One by one, in the order of the packets. */
  expertRemarks(view: PacketView): Counting<readonly PlacedRemark[]>;
}

export class StatisticsDesk implements SessionStatistics {
  constructor(
    private readonly sourceOf: () => FilterSource,
    private readonly now: () => number,
  ) {}

  conversations(layer: ConversationLayer, view: PacketView): Counting<readonly Conversation[]> {
    const counter = new ConversationCounter(layer, view, this.sourceOf(), this.now);
    return { advance: (milliseconds) => counter.advance(milliseconds), value: () => counter.pairs.conversations() };
  }

  endpoints(layer: ConversationLayer, view: PacketView): Counting<readonly Endpoint[]> {
    const counter = new ConversationCounter(layer, view, this.sourceOf(), this.now);
    return { advance: (milliseconds) => counter.advance(milliseconds), value: () => counter.pairs.endpoints() };
  }

  expertMessages(view: PacketView): Counting<readonly ExpertMessage[]> {
    const counter = new ExpertCounter(view, this.sourceOf(), this.now);
    return { advance: (milliseconds) => counter.advance(milliseconds), value: () => counter.messages() };
  }

  expertRemarks(view: PacketView): Counting<readonly PlacedRemark[]> {
    const listing = new ExpertListing(view, this.sourceOf(), this.now);
    return { advance: (milliseconds) => listing.advance(milliseconds), value: () => listing.remarks };
  }
}
