/**
 * Filters that are asked of the packets read last, before anybody has asked one. JavaScript runs slowly until it has run for a while:
 * the first filter of the user's then takes as long as the others, a third of what it would.
 */
import type { Catalogue } from '../declare/catalogue';
import { compileFilter } from '../filter/compile';
import type { FilterSource } from '../filter/compiled-filter';
import { FilteredView } from '../filter/filtered-view';
import { chunkLength } from '../index/packet-table';

/** One test for each way in which columns answer. */
const filters: readonly string[] = [
  'tcp.port == 80 && tcp.flags.syn == 1',
  'ip.addr == 10.0.0.0/8 && frame.len > 100 && !arp',
  'http.request.method == "GET" || tcp.analysis.flags || dns',
];

/** Milliseconds for one filter, at most. */
const patience = 5;

/**
 * Puts one of them, by its number, to the last whole chunk of packets; without such a chunk there are so few packets that nothing needs
 * to be quick.
 */
export function rehearse(number: number, source: FilterSource, catalogue: Catalogue, now: () => number): void {
  const { count } = source.index.table;
  const first = Math.floor(count / chunkLength - 1) * chunkLength;
  if (first < 0) return;
  const filter = compileFilter(filters[number % filters.length], catalogue);
  if ('message' in filter) throw new Error(filter.message);
  const view = new FilteredView(filter, source, now);
  view.examined = first;
  view.advance(patience);
}
