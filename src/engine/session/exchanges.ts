/** What the rest of the program needs of HTTP exchanges and verdicts, beside the session's own sub-objects. */
export type { ExchangeOrder } from '../streams/exchanges/exchange-order';
export { plainText, time as phaseLength } from '../streams/verdict/words';
