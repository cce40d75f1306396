/** What the rest of the program needs of HTTP exchanges, beside the session's own sub-objects. */
export type { ExchangeOrder } from '../streams/exchanges/exchange-order';
