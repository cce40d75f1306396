/** Pairs queries with responses by their transaction ids, and tells those that were sent again. */
import type { Layer } from '../../../declare/layer';
import type { DnsFields } from './fields';

/** An unanswered query with the same id that comes sooner is the same one sent again. Seconds. */
const retransmissionTime = 5;
/** Ids that one conversation remembers. */
const maximumIds = 4096;

/** What the last query with an id was, and whether it was answered. */
interface Transaction {
  readonly query: number;
  readonly time: number;
  readonly key: number;
  response: number;
}

class Transactions {
  readonly byId = new Map<number, Transaction>();
  count = 0;

  begin(id: number, query: number, time: number): Transaction {
    if (this.byId.size >= maximumIds && !this.byId.has(id)) this.byId.delete(this.byId.keys().next().value!);
    const transaction = { query, time, key: this.count++, response: 0 };
    this.byId.set(id, transaction);
    return transaction;
  }
}

/** Notes a query or a response and shows what belongs to it. */
export function trackTransaction(layer: Layer, field: DnsFields, id: number, isResponse: boolean): void {
  if (layer.dissection.quoting > 0) return;
  if (isResponse) trackResponse(layer, field, id);
  else trackQuery(layer, field, id);
}

function trackQuery(layer: Layer, field: DnsFields, id: number): void {
  const { dissection, memory } = layer;
  let original = 0;
  let key = 0;
  if (layer.learning) {
    const transactions = memory.conversationState(dissection, 'dns', () => new Transactions());
    const now = seconds(layer);
    const known = transactions.byId.get(id);
    if (known !== undefined && known.response === 0 && now - known.time < retransmissionTime) original = known.query;
    else key = transactions.begin(id, dissection.frame, now).key;
  }
  original = memory.remember(dissection, original);
  if (original > 0) {
    layer.addComputed(field.retransmit_request, 1);
    layer.addComputed(field.retransmit_request_in, original);
    layer.addComputed(field.retransmission, 1);
    return;
  }
  const { response } = memory.request(dissection, 'dns', key);
  if (response > 0) layer.addComputed(field.response_in, response);
}

function trackResponse(layer: Layer, field: DnsFields, id: number): void {
  const { dissection, memory } = layer;
  let original = 0;
  let key = -1;
  if (layer.learning) {
    const known = memory.conversationState(dissection, 'dns', () => new Transactions()).byId.get(id);
    if (known !== undefined && known.response > 0) original = known.response;
    else if (known !== undefined) {
      known.response = dissection.frame;
      key = known.key;
    }
  }
  original = memory.remember(dissection, original);
  if (original > 0) {
    layer.addComputed(field.retransmit_response, 1);
    layer.addComputed(field.retransmit_response_in, original);
    layer.addComputed(field.retransmission, 1);
    return;
  }
  const exchange = memory.response(dissection, 'dns', key);
  if (exchange === undefined) {
    layer.addComputed(field.unsolicited, 1);
    return;
  }
  layer.addComputed(field.response_to, exchange.request);
  layer.addElapsed(field.time, exchange);
}

const seconds = ({ dissection }: Layer): number => dissection.seconds + dissection.nanoseconds / 1e9;
