/** The table of protocols, each under the one that carries it, with its share of the packets and bytes. */
import './protocol-hierarchy.css';
import { useState } from 'react';
import type { HierarchyLine } from '../../shared/statistics-contract';
import { useCounted } from '../actions/counted';
import { takeTerm } from '../actions/filter';
import { askEngine } from '../bridge/engine-client';
import { termMenus } from '../commands/menus';
import { DataTable, type TableColumn } from '../controls/data-table';
import { messages } from '../messages/messages';
import { exact, percent } from '../messages/numbers';
import { useApp } from '../state/app-state';

const words = messages.protocolHierarchy;

interface Counted {
  readonly lines: readonly HierarchyLine[];
  readonly packets: number;
  readonly bytes: number;
}

export function ProtocolHierarchy({ visible }: { readonly visible: boolean }) {
  const filter = useApp((state) => state.capture?.view.filter ?? '');
  const { value: counted, failure } = useCounted('hierarchy', visible, countHierarchy);
  const [selected, select] = useState(-1);
  const { figures } = messages;
  return (
    <section className="figures" aria-label={words.title}>
      <header className="view-header">{figures.of(filter)}</header>
      {(failure !== undefined || !counted) && (
        <p className="pane-message">{failure === undefined ? figures.counting : figures.failed(failure)}</p>
      )}
      {counted && failure === undefined && (
        <DataTable
          label={words.title}
          columns={columnsOf(counted)}
          count={counted.lines.length}
          rowAt={(index) => counted.lines[index]}
          selected={selected}
          select={select}
          activate={(index) => takeTerm(counted.lines[index]?.name ?? '', 'selected', false)}
          menu={(index) => termMenus(counted.lines[index]?.name ?? '')}
          empty={figures.empty}
        />
      )}
    </section>
  );
}

async function countHierarchy(): Promise<Counted> {
  const lines = await askEngine('hierarchy', undefined);
  const outermost = lines.filter(({ depth }) => depth === 0);
  return {
    lines,
    packets: outermost.reduce((sum, line) => sum + line.packets, 0),
    bytes: outermost.reduce((sum, line) => sum + line.bytes, 0),
  };
}

function columnsOf({ packets, bytes }: Counted): readonly TableColumn<HierarchyLine>[] {
  const number = (key: 'packets' | 'bytes' | 'endPackets' | 'endBytes'): TableColumn<HierarchyLine> => ({
    key,
    title: words[key],
    width: '110px',
    align: 'right',
    cell: (line) => exact(line[key]),
  });
  const share = (key: 'packetShare' | 'byteShare', of: (line: HierarchyLine) => number, whole: number) => ({
    key,
    title: words[key],
    width: '130px',
    cell: (line: HierarchyLine) => <Share part={of(line)} whole={whole} />,
  });
  return [
    {
      key: 'protocol',
      title: words.protocol,
      width: 'minmax(260px, 520px)',
      cell: ({ depth, title }) => <span style={{ paddingLeft: depth * 14 }}>{title}</span>,
      hint: ({ title, name }) => `${title} (${name})`,
    },
    number('packets'),
    share('packetShare', (line) => line.packets, packets),
    number('bytes'),
    share('byteShare', (line) => line.bytes, bytes),
    number('endPackets'),
    number('endBytes'),
  ];
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  return (
    <span className="share">
      <span className="share-bar" style={{ width: `${whole === 0 ? 0 : (part / whole) * 100}%` }} />
      <span className="share-text">{percent(part, whole)}</span>
    </span>
  );
}
