/** The list of problem connections, and the verdict on the selected one below it: until one is chosen, the worst. */
import './problem-streams.css';
import { useMemo, useState } from 'react';
import { mostProblems, type ProblemStream } from '../../shared/exchanges-contract';
import { applyFilter } from '../actions/filter';
import { goToPacket } from '../actions/find';
import { run } from '../actions/notices';
import { openTab } from '../actions/tabs';
import { DataTable, type TableColumn, type TableOrder } from '../controls/data-table';
import type { MenuItem } from '../controls/menu-item';
import { VerdictReport } from '../controls/verdict/verdict-report';
import { messages } from '../messages/messages';
import { exact, seconds, size } from '../messages/numbers';
import { useProblems } from './use-problems';

const words = messages.problems;
const nanosecond = 1e-9;

const columns: readonly TableColumn<ProblemStream>[] = [
  { key: 'stream', title: words.columns.stream, width: '54px', align: 'right', cell: ({ stream }) => String(stream) },
  {
    key: 'worst',
    title: words.columns.worst,
    width: '112px',
    cell: ({ worst, severity }) => <span className={`problem ${severity}`}>{words.kinds[worst]}</span>,
    hint: ({ worst }) => words.kinds[worst],
  },
  {
    key: 'finding',
    title: words.columns.finding,
    width: 'minmax(220px, 600px)',
    cell: ({ finding }) => <span className="problem-finding">{words.finding(finding)}</span>,
    hint: ({ finding }) => words.finding(finding),
  },
  { key: 'server', title: words.columns.server, width: '154px', cell: ({ server }) => server },
  { key: 'client', title: words.columns.client, width: '154px', cell: ({ client }) => client },
  {
    key: 'packets',
    title: words.columns.packets,
    width: '64px',
    align: 'right',
    cell: ({ packets }) => exact(packets),
  },
  { key: 'bytes', title: words.columns.bytes, width: '78px', align: 'right', cell: ({ bytes }) => size(bytes) },
  {
    key: 'duration',
    title: words.columns.duration,
    width: '88px',
    align: 'right',
    cell: ({ duration }) => seconds(duration * nanosecond),
  },
];

export function ProblemStreams({ visible }: { readonly visible: boolean }) {
  const { value: found, failure } = useProblems(visible, mostProblems);
  const [chosen, choose] = useState<number>();
  const [order, setOrder] = useState<TableOrder>();
  const streams = useMemo(() => inOrder(found?.streams ?? [], order), [found, order]);
  if (failure !== undefined) return <p className="pane-message">{words.failed(failure)}</p>;
  const done = found?.done === true;
  const shown = chosen ?? (done ? found.streams[0]?.stream : undefined);
  const at = streams.findIndex(({ stream }) => stream === shown);
  return (
    <section className="problem-streams" aria-label={words.title}>
      <header className="view-header">
        <span role="note">
          {done
            ? words.counts(found.total) + (found.total > streams.length ? words.limited(streams.length) : '')
            : words.looking}
        </span>
        <span className="view-header-space" />
        {at >= 0 && (
          <>
            <button type="button" className="button framed" onClick={() => follow(streams[at])}>
              {words.follow}
            </button>
            <button type="button" className="button framed" onClick={() => filter(streams[at])}>
              {messages.verdict.filter}
            </button>
          </>
        )}
      </header>
      <DataTable
        label={words.list}
        columns={columns}
        count={streams.length}
        rowAt={(index) => streams[index]}
        rowKey={({ stream }) => stream}
        selected={at}
        select={(index) => choose(streams[index]?.stream)}
        activate={(index) => goToPacket(streams[index].frame)}
        order={order}
        sort={setOrder}
        menu={(index) => menuOf(streams[index])}
        empty={done ? words.none : words.looking}
      />
      {at >= 0 && (
        <div className="problem-verdict">
          <VerdictReport key={streams[at].stream} stream={streams[at].stream} visible={visible} />
        </div>
      )}
    </section>
  );
}

function inOrder(streams: readonly ProblemStream[], order: TableOrder | undefined): readonly ProblemStream[] {
  if (order === undefined) return streams;
  const key = order.key as keyof ProblemStream;
  const sign = order.descending ? -1 : 1;
  return streams
    .map((stream) => ({ stream, by: key === 'finding' ? words.finding(stream.finding) : stream[key] }))
    .sort((one, other) => (one.by < other.by ? -sign : one.by > other.by ? sign : 0))
    .map(({ stream }) => stream);
}

const follow = ({ stream }: ProblemStream): void => openTab({ kind: 'stream', followed: 'tcp', stream });
const filter = ({ stream }: ProblemStream): void => run(applyFilter(`tcp.stream == ${stream}`));

function menuOf(problem: ProblemStream): MenuItem[] {
  const { stream, frame } = problem;
  const item = (title: string, act: () => void): MenuItem => ({ kind: 'command', title, enabled: true, run: act });
  return [
    item(words.open, () => openTab({ kind: 'verdict', stream })),
    item(words.follow, () => follow(problem)),
    item(messages.verdict.goTo(frame), () => goToPacket(frame)),
    item(messages.verdict.filter, () => filter(problem)),
  ];
}
