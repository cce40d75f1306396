/** The columns of how much was sent and received, which conversations and endpoints have in common. */
import { messages } from '../messages/messages';
import { exact, size } from '../messages/numbers';
import type { FiguresColumn } from './figures-table';

interface Flow {
  readonly packets: number;
  readonly bytes: number;
}

interface Traffic {
  readonly sent: Flow;
  readonly received: Flow;
}

const words = messages.figures.conversations;

/** Packets and bytes of both directions, then of each, which is called as `titles` say. */
export function trafficColumns<Row extends Traffic>(
  titles: Readonly<Record<keyof Traffic, string>>,
): readonly FiguresColumn<Row>[] {
  const sum = (row: Row, what: keyof Flow): number => row.sent[what] + row.received[what];
  const direction = (key: keyof Traffic): FiguresColumn<Row> => ({
    key,
    title: titles[key],
    width: '140px',
    align: 'right',
    cell: (row) => words.traffic(row[key].packets, size(row[key].bytes)),
    by: (row) => row[key].bytes,
  });
  return [
    {
      key: 'packets',
      title: words.packets,
      width: '74px',
      align: 'right',
      cell: (row) => exact(sum(row, 'packets')),
      by: (row) => sum(row, 'packets'),
    },
    {
      key: 'bytes',
      title: words.bytes,
      width: '82px',
      align: 'right',
      cell: (row) => size(sum(row, 'bytes')),
      by: (row) => sum(row, 'bytes'),
    },
    direction('sent'),
    direction('received'),
  ];
}
