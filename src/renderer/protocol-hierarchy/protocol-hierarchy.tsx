/** The table of protocols, each under the one that carries it, with its share of the packets and bytes. */
import './protocol-hierarchy.css';
import { useEffect, useState } from 'react';
import type { HierarchyLine } from '../../shared/statistics-contract';
import { takeTerm } from '../actions/filter';
import { run } from '../actions/notices';
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
  const { counted, failure } = useHierarchy(visible);
  const [selected, select] = useState(-1);
  const message = failure ?? (counted === undefined ? words.counting : undefined);
  return (
    <section className="hierarchy" aria-label={words.title}>
      <header className="view-header">{words.of(filter)}</header>
      {message !== undefined && <p className="pane-message">{message}</p>}
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
          empty={words.empty}
        />
      )}
    </section>
  );
}

/** Counts anew whenever the displayed packets changed, at most once a second, while the view can be seen. */
function useHierarchy(visible: boolean): { counted: Counted | undefined; failure: string | undefined } {
  const view = useApp((state) => state.capture?.view);
  const [counted, setCounted] = useState<Counted>();
  const [failure, setFailure] = useState<string>();
  const state = `${view?.number} ${view?.count}`;
  const [counting, setCounting] = useState('');
  useEffect(() => {
    if (!visible || state === counting) return;
    const timer = setTimeout(
      () => {
        setCounting(state);
        run(
          askEngine('hierarchy', undefined).then(
            (lines) => {
              const outermost = lines.filter(({ depth }) => depth === 0);
              setFailure(undefined);
              setCounted({
                lines,
                packets: outermost.reduce((sum, line) => sum + line.packets, 0),
                bytes: outermost.reduce((sum, line) => sum + line.bytes, 0),
              });
            },
            (error: Error) => setFailure(words.failed(error.message)),
          ),
        );
      },
      counting === '' ? 0 : 1000,
    );
    return () => clearTimeout(timer);
  }, [visible, state, counting]);
  return { counted, failure };
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
      width: 'minmax(260px, 1fr)',
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
