/** The table of endpoints at one layer. */
import { useMemo, useState } from 'react';
import type { ConversationLayer, Endpoint } from '../../shared/conversation-contract';
import { endTerm } from '../actions/conversation-term';
import { useCounted } from '../actions/counted';
import { takeTerm } from '../actions/filter';
import { askEngine } from '../bridge/engine-client';
import { termMenus } from '../commands/menus';
import { Choice } from '../controls/choice';
import { type FiguresColumn, FiguresTable } from '../controls/figures-table';
import { trafficColumns } from '../controls/traffic-columns';
import { messages } from '../messages/messages';

const words = messages.figures;
const layers = ['eth', 'wlan', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'] as const satisfies readonly ConversationLayer[];

export function Endpoints({ visible }: { readonly visible: boolean }) {
  const [layer, setLayer] = useState<ConversationLayer>('ip');
  const figures = useCounted(layer, visible, async () => {
    const counted = await askEngine('endpoints', { layer });
    return counted.kind === 'counted' ? counted.value : undefined;
  });
  const columns = useMemo(() => columnsOf(layer), [layer]);
  const termOf = ({ address, port }: Endpoint): string => endTerm(layer, address, port);
  return (
    <FiguresTable
      label={words.endpoints.title}
      figures={figures}
      columns={columns}
      initial={{ key: 'bytes', descending: true }}
      activate={(row) => takeTerm(termOf(row), 'selected', false)}
      menu={(row) => termMenus(termOf(row))}
      head={<Choice label={words.layer} value={layer} values={layers} titles={words.layers} choose={setLayer} />}
    />
  );
}

function columnsOf(layer: ConversationLayer): readonly FiguresColumn<Endpoint>[] {
  const { endpoints: titles } = words;
  const port: FiguresColumn<Endpoint> = {
    key: 'port',
    title: titles.port,
    width: '80px',
    align: 'right',
    cell: (row) => String(row.port),
    by: (row) => row.port,
  };
  return [
    {
      key: 'address',
      title: titles.address,
      width: 'minmax(160px, 420px)',
      cell: ({ address }) => address,
      by: ({ address }) => address,
    },
    ...(layer === 'tcp' || layer === 'udp' || layer === 'sctp' ? [port] : []),
    ...trafficColumns<Endpoint>(titles),
  ];
}
