/** The statistics behind `-z`: each is checked before the capture is read, and printed when all of it was. */
import type { PacketView, Session } from '../engine/session';
import type { ConversationLayer } from '../engine/statistics/conversation-pairs';
import type { TimeFormat } from '../engine/view';
import type { Options } from './arguments';
import { isCalculable } from './calculated-field';
import { printFollow } from './follow/print-follow';
import { followRequestOf } from './follow/request';
import { type IoStatisticsRequest, ioStatisticsRequestOf } from './io-statistics-columns';
import { printConversations, printEndpoints } from './print-conversations';
import { isExpertSeverity, printExpert } from './print-expert';
import { printHierarchy } from './print-hierarchy';
import { printIoStatistics } from './print-io-statistics';
import { printVerdict } from './print-verdict';
import { printStatisticsTree } from './statistics-trees/print-statistics-tree';
import { countTree, treeFilter } from './statistics-trees/tree-definition';
import { statisticsTrees } from './statistics-trees/trees';
import { UsageError } from './usage-error';

/** What a statistic is made of. `filter` is empty where all packets count. */
interface Parts {
  readonly session: Session;
  readonly view: PacketView;
  readonly filter: string;
  readonly timeFormat: TimeFormat;
}

interface Statistic {
  readonly filter: string;
  print(parts: Parts): void;
}

/** Milliseconds of work between two looks at the rest of the world. */
const slice = 200;

const treeNames = Object.keys(statisticsTrees)
  .map((name) => `${name},tree`)
  .join(', ');
const layers: readonly ConversationLayer[] = ['eth', 'wlan', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'];

/** Prints a statistic once the capture is read. @throws UsageError */
export function statisticOf(
  session: Session,
  request: string,
  { timeFormat, readFilter }: Pick<Options, 'timeFormat' | 'readFilter'>,
): () => void {
  const follow = followRequestOf(request);
  if (follow !== undefined) return () => printFollow(session, follow);
  const verdict = /^verdict,tcp,(\d{1,9})$/.exec(request);
  if (verdict !== null) return () => printVerdict(session, Number(verdict[1]));
  const table = ioStatisticsRequestOf(request);
  if (table !== undefined) return ioStatistics(session, table, readFilter);
  const statistic = hierarchy(request) ?? pairs(request) ?? expert(request) ?? tree(request);
  if (statistic === undefined)
    throw new UsageError(
      `There is no statistic “${request}”: io,phs, io,stat,INTERVAL, conv,TYPE, endpoints,TYPE, expert, ${treeNames}, verdict,tcp,N or follow.`,
    );
  const { filter } = statistic;
  const view = viewOf(session, bothFilters(readFilter, filter), request);
  return () => {
    while (view.advance(slice));
    statistic.print({ session, view, filter, timeFormat });
  };
}

function viewOf(session: Session, filter: string, request: string): PacketView {
  const view = session.view(filter);
  if ('message' in view) throw new UsageError(`The filter of ${request} cannot be used: ${view.message}`);
  return view;
}

function ioStatistics(session: Session, request: IoStatisticsRequest, readFilter: string | undefined): () => void {
  const columns = request.columns.map((column) => {
    const reader = column.field === '' ? undefined : session.fieldReader([column.field]);
    if (reader !== undefined && 'unknown' in reader) throw new UsageError(`There is no field “${column.field}”.`);
    if (reader !== undefined && column.calculation !== 'COUNT' && !isCalculable(column.field))
      throw new UsageError(`${column.calculation} wants numbers, and “${column.field}” has none.`);
    return { ...column, reader, view: viewOf(session, bothFilters(readFilter, column.filter), column.text) };
  });
  return () => {
    for (const { view } of columns) while (view.advance(slice));
    printIoStatistics(session, request, columns);
  };
}

/** What two filters let through; either may be empty or missing. */
export function bothFilters(one = '', other = ''): string {
  if (one === '' || other === '') return one + other;
  return `(${one}) && (${other})`;
}

function hierarchy(request: string): Statistic | undefined {
  const match = /^io,phs(?:,(.*))?$/s.exec(request);
  if (match === null) return undefined;
  return {
    filter: match[1] ?? '',
    print: ({ session, view, filter }) => printHierarchy(session.hierarchy(view), filter),
  };
}

function tree(request: string): Statistic | undefined {
  const match = /^(\w+),tree(?:,(.*))?$/s.exec(request);
  const definition = match !== null && Object.hasOwn(statisticsTrees, match[1]) ? statisticsTrees[match[1]] : undefined;
  if (definition === undefined) return undefined;
  return {
    filter: treeFilter(definition, match?.[2] ?? ''),
    print: ({ session, view }) => printStatisticsTree(countTree(session, view, definition)),
  };
}

function pairs(request: string): Statistic | undefined {
  const match = /^(conv|endpoints),([^,]*)(?:,(.*))?$/s.exec(request);
  if (match === null) return undefined;
  const [, kind, name, filter = ''] = match;
  const layer = layers.find((each) => each === name);
  if (layer === undefined) throw new UsageError(`-z ${kind} knows ${layers.join(', ')}, not “${name}”.`);
  if (kind === 'endpoints')
    return {
      filter,
      print({ session, view }) {
        const counting = session.statistics.endpoints(layer, view);
        while (counting.advance(slice));
        printEndpoints(layer, counting.value(), filter);
      },
    };
  return {
    filter,
    print({ session, view, timeFormat }) {
      const counting = session.statistics.conversations(layer, view);
      while (counting.advance(slice));
      printConversations(layer, counting.value(), filter, timeFormat, session.time(1) ?? 0n);
    },
  };
}

function expert(request: string): Statistic | undefined {
  const match = /^expert(?:,(\w+)(?=,|$))?(?:,(.*))?$/s.exec(request);
  if (match === null) return undefined;
  const [, word, rest] = match;
  const isSeverity = word !== undefined && isExpertSeverity(word);
  const filter =
    isSeverity || word === undefined ? (rest ?? '') : [word, ...(rest === undefined ? [] : [rest])].join(',');
  const least = isSeverity ? word : 'comment';
  return {
    filter,
    print({ session, view }) {
      const counting = session.statistics.expertMessages(view);
      while (counting.advance(slice));
      printExpert(counting.value(), least);
    },
  };
}
