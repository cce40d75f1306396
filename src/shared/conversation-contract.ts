/** What the page may ask of conversations, endpoints and expert messages among the displayed packets. */
import * as v from 'valibot';
import type { Conversation, Endpoint } from '../engine/statistics/conversation-pairs';
import type { ExpertMessage } from '../engine/statistics/expert-messages';
import { call, reply } from './contract';

export type { Conversation, ConversationLayer, Endpoint } from '../engine/statistics/conversation-pairs';
export type { ExpertMessage } from '../engine/statistics/expert-messages';

const layer = v.object({ layer: v.picklist(['eth', 'wlan', 'ip', 'ipv6', 'tcp', 'udp', 'sctp']) });

/** What was counted, or that a later question of the same kind ended the counting. */
export type Counted<Value> = { readonly kind: 'counted'; readonly value: Value } | { readonly kind: 'cancelled' };

export const conversationContract = {
  conversations: call(layer, reply<Counted<readonly Conversation[]>>()),
  endpoints: call(layer, reply<Counted<readonly Endpoint[]>>()),
  expertMessages: call(v.undefined(), reply<Counted<readonly ExpertMessage[]>>()),
  cancelCounting: call(v.undefined(), reply<void>()),
};
