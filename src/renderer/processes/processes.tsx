/** Conversations gathered by the process that has one of their ends. */
import type { OwnedTraffic, ProcessTraffic, SocketOwner } from '../../shared/owners-contract';
import { useCounted } from '../actions/counted';
import { takeTerm } from '../actions/filter';
import { askEngine } from '../bridge/engine-client';
import { termMenus } from '../commands/menus';
import { type FiguresColumn, FiguresTable } from '../controls/figures-table';
import { messages } from '../messages/messages';
import { exact, size } from '../messages/numbers';

const words = messages.figures;

/** A process, or one of its conversations under it. */
type Line =
  | { readonly kind: 'process'; readonly traffic: ProcessTraffic }
  | { readonly kind: 'conversation'; readonly traffic: OwnedTraffic; readonly owner: SocketOwner };

export function Processes({ visible }: { readonly visible: boolean }) {
  const figures = useCounted('processes', visible, async () => {
    const processes = await askEngine('conversationsByProcess', undefined);
    return processes.flatMap((traffic): Line[] => [
      { kind: 'process', traffic },
      ...traffic.conversations.map((one): Line => ({ kind: 'conversation', traffic: one, owner: traffic.owner })),
    ]);
  });
  return (
    <FiguresTable
      label={words.processes.title}
      figures={figures}
      columns={columns}
      initial={{ key: '', descending: false }}
      activate={(line) => takeTerm(termOf(line), 'selected', false)}
      menu={(line) => termMenus(termOf(line))}
      empty={words.processes.none}
    />
  );
}

function termOf(line: Line): string {
  if (line.kind === 'conversation') return `${line.traffic.protocol}.stream == ${line.traffic.stream}`;
  const { pid } = line.traffic.owner;
  return pid === null ? '!frame.process.pid' : `frame.process.pid == ${pid}`;
}

const columns: readonly FiguresColumn<Line>[] = [
  {
    key: 'process',
    title: words.processes.process,
    width: 'minmax(260px, 1.4fr)',
    cell: (line) =>
      line.kind === 'process' ? (
        <b>{ownerText(line.traffic.owner)}</b>
      ) : (
        <span style={{ paddingLeft: 20 }}>{endsText(line.traffic)}</span>
      ),
    hint: (line) => (line.kind === 'process' ? (line.traffic.owner.command ?? '') : endsText(line.traffic)),
    sortable: false,
  },
  {
    key: 'known',
    title: words.processes.known,
    width: 'minmax(160px, 1fr)',
    cell: (line) => (line.kind === 'process' ? '' : knownText(line.owner)),
    sortable: false,
  },
  {
    key: 'packets',
    title: words.conversations.packets,
    width: '100px',
    align: 'right',
    cell: (line) =>
      exact(line.kind === 'process' ? line.traffic.packets : line.traffic.sentPackets + line.traffic.receivedPackets),
    sortable: false,
  },
  {
    key: 'bytes',
    title: words.conversations.bytes,
    width: '100px',
    align: 'right',
    cell: (line) =>
      size(line.kind === 'process' ? line.traffic.bytes : line.traffic.sentBytes + line.traffic.receivedBytes),
    sortable: false,
  },
  {
    key: 'sent',
    title: words.endpoints.sent,
    width: '100px',
    align: 'right',
    cell: (line) => (line.kind === 'conversation' ? size(line.traffic.sentBytes) : ''),
    sortable: false,
  },
  {
    key: 'received',
    title: words.endpoints.received,
    width: '100px',
    align: 'right',
    cell: (line) => (line.kind === 'conversation' ? size(line.traffic.receivedBytes) : ''),
    sortable: false,
  },
];

function ownerText({ pid, process, reason }: SocketOwner): string {
  return pid === null ? (reason ?? '') : `${process ?? ''} · ${pid}`;
}

function knownText({ known, exact: byBothEnds }: SocketOwner): string {
  if (known === null) return '';
  const way = words.processes.ways[known];
  return byBothEnds || known === 'file' ? way : `${way}, ${words.processes.byPort}`;
}

function endsText({ protocol, local, remote }: OwnedTraffic): string {
  const end = ({ address, port }: OwnedTraffic['local']): string =>
    `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return `${protocol.toUpperCase()} ${end(local)} → ${end(remote)}`;
}
