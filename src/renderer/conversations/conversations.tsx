/** The table of conversations at one layer. */
import { useMemo, useState } from 'react';
import type { Conversation, ConversationLayer } from '../../shared/conversation-contract';
import { conversationTerm } from '../actions/conversation-term';
import { useCounted } from '../actions/counted';
import { takeTerm } from '../actions/filter';
import { goToPacket } from '../actions/find';
import { askEngine } from '../bridge/engine-client';
import { termMenus } from '../commands/menus';
import { Choice } from '../controls/choice';
import { type FiguresColumn, FiguresTable } from '../controls/figures-table';
import type { MenuItem } from '../controls/menu-item';
import { trafficColumns } from '../controls/traffic-columns';
import { messages } from '../messages/messages';
import { rate, seconds } from '../messages/numbers';

const words = messages.figures;
const layers = ['eth', 'wlan', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'] as const satisfies readonly ConversationLayer[];

export function Conversations({ visible }: { readonly visible: boolean }) {
  const [layer, setLayer] = useState<ConversationLayer>('tcp');
  const figures = useCounted(layer, visible, async () => {
    const counted = await askEngine('conversations', { layer });
    return counted.kind === 'counted' ? counted.value : undefined;
  });
  const columns = useMemo(() => columnsOf(layer), [layer]);
  return (
    <FiguresTable
      label={words.conversations.title}
      figures={figures}
      columns={columns}
      initial={{ key: 'bytes', descending: true }}
      activate={(row) => takeTerm(conversationTerm(layer, row), 'selected', false)}
      menu={(row) => [...termMenus(conversationTerm(layer, row)), ...packetEntry(row)]}
      head={<Choice label={words.layer} value={layer} values={layers} titles={words.layers} choose={setLayer} />}
    />
  );
}

const packetEntry = ({ frame }: Conversation): MenuItem[] => [
  { kind: 'separator' },
  { kind: 'command', title: messages.commands.goToLinked, enabled: true, run: () => goToPacket(frame) },
];

function columnsOf(layer: ConversationLayer): readonly FiguresColumn<Conversation>[] {
  const ports = layer === 'tcp' || layer === 'udp' || layer === 'sctp';
  const { conversations: titles } = words;
  const speed = (key: 'sentRate' | 'receivedRate', of: 'sent' | 'received'): FiguresColumn<Conversation> => ({
    key,
    title: titles[key],
    width: '96px',
    align: 'right',
    cell: (row) => (row.duration > 0n ? rate(rateOf(row, of)) : ''),
    by: (row) => rateOf(row, of),
  });
  const end = (key: 'first' | 'second', portKey: 'firstPort' | 'secondPort'): FiguresColumn<Conversation>[] => [
    {
      key,
      title: titles[key],
      width: 'minmax(124px, 300px)',
      cell: (row) => row[key].address,
      by: (row) => row[key].address,
    },
    ...(ports
      ? [
          {
            key: portKey,
            title: titles[portKey],
            width: '64px',
            align: 'right' as const,
            cell: (row: Conversation) => String(row[key].port),
            by: (row: Conversation) => row[key].port,
          },
        ]
      : []),
  ];
  return [
    ...(layer === 'tcp' || layer === 'udp'
      ? [
          {
            key: 'stream',
            title: titles.stream,
            width: '60px',
            align: 'right' as const,
            cell: ({ stream }: Conversation) => String(stream),
            by: ({ stream }: Conversation) => stream,
          },
        ]
      : []),
    ...end('first', 'firstPort'),
    ...end('second', 'secondPort'),
    ...trafficColumns<Conversation>(titles),
    {
      key: 'start',
      title: titles.start,
      width: '82px',
      align: 'right',
      cell: ({ start }) => seconds(Number(start) / 1e9),
      by: ({ start }) => start,
    },
    {
      key: 'duration',
      title: titles.duration,
      width: '82px',
      align: 'right',
      cell: ({ duration }) => seconds(Number(duration) / 1e9),
      by: ({ duration }) => duration,
    },
    speed('sentRate', 'sent'),
    speed('receivedRate', 'received'),
  ];
}

/** Bits a second over the conversation's whole duration. */
function rateOf(row: Conversation, key: 'sent' | 'received'): number {
  return row.duration > 0n ? (row[key].bytes * 8e9) / Number(row.duration) : 0;
}
