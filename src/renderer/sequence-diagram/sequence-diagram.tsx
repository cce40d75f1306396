/** Packets as arrows between the lanes of their hosts, over any number of rows. */
import './sequence-diagram.css';
import { useMemo, useState } from 'react';
import type { FlowRow } from '../../shared/view';
import { goToPacket } from '../actions/find';
import { DataTable, type TableColumn } from '../controls/data-table';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';
import { useApp } from '../state/app-state';
import type { ContentOf } from '../state/tabs';
import { type RowColour, rowColours } from '../theme/row-colours';
import { useTheme } from '../theme/theme';
import { useFlowRows } from './flow-rows';
import type { Lanes } from './lanes';
import { saying } from './saying';

const words = messages.sequenceDiagram;
/** Width of a lane in CSS pixels: an IPv4 address fits. */
const laneWidth = 136;

export function SequenceDiagram({
  content: { stream },
  visible,
}: {
  readonly content: ContentOf<'sequence-diagram'>;
  readonly visible: boolean;
}) {
  const rows = useFlowRows(stream, visible);
  const [selected, select] = useState(-1);
  const colours = useRowColours();
  const { lanes, count } = rows;
  const choose = (index: number): void => {
    select(index);
    const row = rows.rowAt(index);
    if (row) goToPacket(row.number);
  };
  return (
    <section className="sequence-diagram" aria-label={words.title(stream)}>
      {rows.failure !== undefined ? (
        <p className="pane-message">{words.failed(rows.failure)}</p>
      ) : (
        <DataTable
          label={words.title(stream)}
          columns={columnsOf(lanes, colours, stream === undefined)}
          count={count}
          rowAt={rows.rowAt}
          rowKey={({ number }) => number}
          selected={selected}
          select={choose}
          shown={rows.want}
          empty={rows.done ? words.empty : words.loading}
        />
      )}
      <p className="plot-note">{words.hint}</p>
    </section>
  );
}

function useRowColours() {
  const rules = useApp((state) => state.settings.rules);
  const theme = useTheme(useApp((state) => state.settings.theme));
  return useMemo(() => rowColours(rules, theme), [rules, theme]);
}

type Colours = ReturnType<typeof useRowColours>;

function columnsOf(lanes: Lanes, colours: Colours, ports: boolean): readonly TableColumn<FlowRow>[] {
  return [
    { key: 'number', title: words.number, width: '64px', align: 'right', cell: ({ number }) => exact(number) },
    { key: 'time', title: words.time, width: '120px', cell: ({ time }) => time },
    {
      key: 'arrow',
      title: '',
      heading: <LaneHeads lanes={lanes} />,
      width: `${Math.max(2, lanes.count) * laneWidth}px`,
      cell: (row) => <Arrow row={row} lanes={lanes} colours={colours[row.colour]} ports={ports} />,
      hint: ({ source, destination, info }) => `${source} → ${destination}\n${info}`,
    },
    { key: 'protocol', title: words.protocol, width: '84px', cell: ({ protocol }) => protocol },
    { key: 'info', title: words.info, width: 'minmax(180px, 1fr)', cell: ({ info }) => info },
  ];
}

function LaneHeads({ lanes }: { readonly lanes: Lanes }) {
  const heads = lanes.crowded ? [...lanes.hosts, words.others] : lanes.hosts;
  return (
    <span className="lane-heads mono">
      {heads.map((host) => (
        <span key={host} style={{ width: laneWidth }} title={host}>
          {host}
        </span>
      ))}
    </span>
  );
}

/** An arrow from the sender's lane to the receiver's, with what is said over it; a ring where both share a lane. */
function Arrow({
  row,
  lanes,
  colours,
  ports,
}: {
  readonly row: FlowRow;
  readonly lanes: Lanes;
  readonly colours: RowColour | undefined;
  /** Whether ports stand over it; in one stream they are all the same. */
  readonly ports: boolean;
}) {
  const from = (lanes.of(row.source) + 0.5) * laneWidth;
  const to = (lanes.of(row.destination) + 0.5) * laneWidth;
  const toRight = to > from;
  const label = !ports
    ? saying(row)
    : row.sourcePort > 0
      ? words.ports(row.sourcePort, row.destinationPort)
      : row.protocol;
  return (
    <span className="arrow-cell">
      {Array.from({ length: lanes.count }, (_, lane) => (
        <span key={lane} className="lane" style={{ left: (lane + 0.5) * laneWidth }} />
      ))}
      {from === to ? (
        <span className="arrow-ring" style={{ left: from - 5 }} />
      ) : (
        <span
          className={toRight ? 'arrow right' : 'arrow left'}
          style={{ left: Math.min(from, to), width: Math.abs(to - from) }}
        >
          <span className="arrow-label" style={{ background: colours?.background, color: colours?.text }}>
            {label}
          </span>
        </span>
      )}
    </span>
  );
}
