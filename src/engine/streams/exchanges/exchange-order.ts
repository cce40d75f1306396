/** Which exchanges a list shows, and in which order. */
import type { PacketView } from '../../view';
import type { ExchangeSortKey } from './exchange-view';
import type { HttpExchanges } from './http-exchanges';

export interface ExchangeOrder {
  readonly key: ExchangeSortKey;
  readonly descending: boolean;
  /** Only those whose method, URL, status or media type has this text, whatever its case; '' for all. */
  readonly text: string;
  /** Only those with a packet in this view. */
  readonly displayed?: PacketView;
}

/** Displayed packets looked at within one exchange to find one that belongs to it. */
const maximumLooks = 256;

type Comparable = number | string | undefined;

/** Indices of exchanges in order. Equal ones stand in the order of the capture; those without a value stand last. */
export function orderExchanges(
  exchanges: HttpExchanges,
  order: ExchangeOrder,
  conversationOf: (frame: number) => number,
): Uint32Array {
  const chosen = choose(exchanges, order, conversationOf);
  const values = new Map<number, Comparable>();
  for (const index of chosen) values.set(index, sortValue(exchanges, order.key, index));
  const sign = order.descending ? -1 : 1;
  return chosen.sort((one, other) => {
    const a = values.get(one);
    const b = values.get(other);
    if (a === b) return one - other;
    if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
    return a < b ? -sign : sign;
  });
}

function choose(
  exchanges: HttpExchanges,
  { text, displayed }: ExchangeOrder,
  conversationOf: (frame: number) => number,
): Uint32Array {
  const wanted = text.trim().toLowerCase();
  const chosen: number[] = [];
  for (let index = 0; index < exchanges.count; index++) {
    if (displayed !== undefined && !isDisplayed(exchanges, index, displayed, conversationOf)) continue;
    if (wanted === '' || searchable(exchanges, index).includes(wanted)) chosen.push(index);
  }
  return Uint32Array.from(chosen);
}

function searchable(exchanges: HttpExchanges, index: number): string {
  const { table } = exchanges;
  const { messages } = table;
  const request = exchanges.messageOf(index, 'request');
  const response = exchanges.messageOf(index, 'response');
  const method = request < 0 ? '' : table.methods.get(messages.methods.get(request));
  const answer =
    response < 0 ? '' : `${messages.statuses.get(response)} ${table.mediaTypes.get(messages.mediaTypes.get(response))}`;
  return `${method} ${table.url(index)} ${answer}`.toLowerCase();
}

/** Whether the view has a packet of the exchange's connection between its first and its last packet. */
function isDisplayed(
  exchanges: HttpExchanges,
  index: number,
  view: PacketView,
  conversationOf: (frame: number) => number,
): boolean {
  const { messages } = exchanges.table;
  for (const side of ['request', 'response'] as const) {
    const message = exchanges.messageOf(index, side);
    if (message < 0) continue;
    const conversation = messages.conversations.get(message);
    const last = messages.lastFrames.get(message);
    const from = view.indexOf(messages.firstFrames.get(message));
    for (let at = from; at < view.count && at < from + maximumLooks; at++) {
      const frame = view.frameAt(at);
      if (frame > last) break;
      if (conversationOf(frame) === conversation) return true;
    }
    const end = view.indexOf(last);
    if (end < view.count && view.frameAt(end) === last) return true;
  }
  return false;
}

function sortValue(exchanges: HttpExchanges, key: ExchangeSortKey, index: number): Comparable {
  const { table } = exchanges;
  const { messages } = table;
  const request = exchanges.messageOf(index, 'request');
  const response = exchanges.messageOf(index, 'response');
  switch (key) {
    case 'start':
      return exchanges.start(index);
    case 'method':
      return request < 0 ? undefined : table.methods.get(messages.methods.get(request));
    case 'url':
      return request < 0 ? undefined : table.url(index);
    case 'status':
      return response < 0 ? undefined : messages.statuses.get(response);
    case 'mediaType':
      return response < 0 ? undefined : table.mediaTypes.get(messages.mediaTypes.get(response));
    case 'responseBytes':
      return response < 0 ? undefined : messages.wireLengths.get(response);
    case 'bodyBytes':
      return response < 0 ? undefined : exchanges.knownBodyBytes(index);
    case 'timeToFirstByte':
      return exchanges.timeToFirstByte(index);
    case 'total':
      return exchanges.total(index);
    case 'stream':
      return exchanges.streamOf(index);
    default:
      return key satisfies never;
  }
}
