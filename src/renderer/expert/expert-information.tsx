/** Expert messages that say the same, with their number and the first packet that has them. */
import './expert.css';
import type { ExpertMessage } from '../../shared/conversation-contract';
import { useCounted } from '../actions/counted';
import { goToPacket } from '../actions/find';
import { askEngine } from '../bridge/engine-client';
import { termMenus } from '../commands/menus';
import { type FiguresColumn, FiguresTable } from '../controls/figures-table';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';

const words = messages.figures.expert;
const ranks = { comment: 0, chat: 1, note: 2, warning: 3, error: 4 } as const;

export function ExpertInformation({ visible }: { readonly visible: boolean }) {
  const figures = useCounted('expert', visible, async () => {
    const counted = await askEngine('expertMessages', undefined);
    return counted.kind === 'counted' ? counted.value : undefined;
  });
  return (
    <FiguresTable
      label={words.title}
      figures={figures}
      columns={columns}
      initial={{ key: 'severity', descending: true }}
      activate={({ frame }) => goToPacket(frame)}
      menu={(message) => [
        {
          kind: 'command',
          title: messages.commands.goToLinked,
          enabled: true,
          run: () => goToPacket(message.frame),
        },
        { kind: 'separator' },
        ...termMenus(termOf(message)),
      ]}
    />
  );
}

/** All packets with this message. */
const termOf = ({ summary }: ExpertMessage): string =>
  `_ws.expert.message == "${summary.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;

const columns: readonly FiguresColumn<ExpertMessage>[] = [
  {
    key: 'severity',
    title: words.severity,
    width: '110px',
    cell: ({ severity }) => (
      <span className="expert-severity">
        <span className={`expert-dot ${severity}`} />
        {words.severities[severity]}
      </span>
    ),
    by: ({ severity, count }) => ranks[severity] * 1e12 + count,
  },
  {
    key: 'summary',
    title: words.summary,
    width: 'minmax(240px, 800px)',
    cell: ({ summary }) => summary,
    by: ({ summary }) => summary,
  },
  { key: 'group', title: words.group, width: '130px', cell: ({ group }) => group, by: ({ group }) => group },
  {
    key: 'protocol',
    title: words.protocol,
    width: '100px',
    cell: ({ protocol }) => protocol,
    by: ({ protocol }) => protocol,
  },
  {
    key: 'count',
    title: words.count,
    width: '100px',
    align: 'right',
    cell: ({ count }) => exact(count),
    by: ({ count }) => count,
  },
  {
    key: 'first',
    title: words.first,
    width: '110px',
    align: 'right',
    cell: ({ frame }) => exact(frame),
    by: ({ frame }) => frame,
  },
];
