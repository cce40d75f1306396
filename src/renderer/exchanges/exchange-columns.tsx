/** The columns of the exchange list. */
import type { ExchangeRow } from '../../shared/exchanges-contract';
import type { TableColumn } from '../controls/data-table';
import { messages } from '../messages/messages';
import { seconds, size } from '../messages/numbers';
import { noteTexts } from './exchange-notes';

const words = messages.exchanges;
const nanosecond = 1e-9;

const duration = (nanoseconds: number | undefined): string =>
  nanoseconds === undefined ? '' : seconds(nanoseconds * nanosecond);

export const exchangeColumns: readonly TableColumn<ExchangeRow>[] = [
  {
    key: 'start',
    title: words.columns.start,
    width: '84px',
    align: 'right',
    cell: ({ start }) => (start * nanosecond).toFixed(6),
  },
  { key: 'method', title: words.columns.method, width: '64px', cell: ({ method }) => method },
  {
    key: 'url',
    title: words.columns.url,
    width: 'minmax(146px, 1fr)',
    cell: ({ url, method }) => (method === '' ? <i className="dim">{words.noRequest}</i> : <Url url={url} />),
    hint: ({ url }) => url,
  },
  {
    key: 'status',
    title: words.columns.status,
    width: '138px',
    cell: (row) => <Status row={row} />,
    hint: (row) => noteTexts(row.notes).join('\n'),
  },
  {
    key: 'mediaType',
    title: words.columns.mediaType,
    width: 'minmax(100px, 0.3fr)',
    cell: ({ mediaType }) => <Giving first={mediaType.replace(/\/.*/su, '')} rest={mediaType.replace(/^[^/]*/u, '')} />,
    hint: ({ mediaType }) => mediaType,
  },
  {
    key: 'responseBytes',
    title: words.columns.responseBytes,
    width: '76px',
    align: 'right',
    cell: ({ response, responseBytes }) => (response ? size(responseBytes) : ''),
    hint: () => words.columnHints.responseBytes,
  },
  {
    key: 'bodyBytes',
    title: words.columns.bodyBytes,
    width: '76px',
    align: 'right',
    cell: ({ bodyBytes }) => (bodyBytes === undefined ? '' : size(bodyBytes)),
    hint: () => words.columnHints.bodyBytes,
  },
  {
    key: 'timeToFirstByte',
    title: words.columns.timeToFirstByte,
    width: '80px',
    align: 'right',
    cell: ({ timeToFirstByte }) => duration(timeToFirstByte),
    hint: () => words.columnHints.timeToFirstByte,
  },
  {
    key: 'total',
    title: words.columns.total,
    width: '72px',
    align: 'right',
    cell: ({ total }) => duration(total),
    hint: () => words.columnHints.total,
  },
  { key: 'stream', title: words.columns.stream, width: '56px', align: 'right', cell: ({ stream }) => String(stream) },
  {
    key: 'packets',
    title: words.columns.packets,
    width: '96px',
    align: 'right',
    sortable: false,
    cell: ({ request, response }) =>
      [request?.first, response?.last].filter((frame) => frame !== undefined).join(' → '),
  },
];

/** Where it is narrow, the server's name gives way: the path tells the exchanges apart. */
function Url({ url }: { readonly url: string }) {
  const [, server = '', path = ''] = /^([a-z]+:\/\/[^/]*)?(.*)$/su.exec(url) ?? [];
  return <Giving first={server} rest={path} />;
}

/** Text in two parts of which the first gives way. */
function Giving({ first, rest }: { readonly first: string; readonly rest: string }) {
  return (
    <span className="exchange-giving">
      <span>{first}</span>
      <span>{rest}</span>
    </span>
  );
}

/** The status with its class in words, and a mark where something is wrong. */
function Status({ row }: { readonly row: ExchangeRow }) {
  const { status, statusClass, notes } = row;
  if (status === 0) return <span className="status-bad">{words.noAnswer}</span>;
  const kind =
    status >= 500 ? 'status-bad' : status >= 400 ? 'status-warn' : status >= 300 ? 'status-note' : 'status-good';
  const wrong = noteTexts(notes, true).length > 0;
  return (
    <span className={kind}>
      {status} {statusClass.replace(/^\dxx /, '')}
      {wrong && <span className="status-mark"> !</span>}
    </span>
  );
}
