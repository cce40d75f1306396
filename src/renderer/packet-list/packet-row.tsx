/** One row of the packet list. */
import { type CSSProperties, memo } from 'react';
import type { ColumnSetting } from '../../shared/settings';
import { type PacketRow, rowFlag } from '../../shared/view';
import { messages } from '../messages/messages';
import type { RowColour } from '../theme/row-colours';

export type Relation = keyof typeof messages.list.related;

const gutterSigns: Readonly<Record<Relation, string>> = {
  request: '→',
  response: '←',
  acknowledges: '✓',
  segment: '·',
  retransmission: '↻',
};

export interface PacketRowProperties {
  /** Place in the view, from 0. */
  readonly index: number;
  readonly row: PacketRow | undefined;
  /** The shown ones. */
  readonly columns: readonly ColumnSetting[];
  /** Widths for CSS `grid-template-columns`. */
  readonly template: string;
  readonly colour: RowColour | undefined;
  readonly selected: boolean;
  readonly relation: Relation | undefined;
}

export const PacketRowView = memo(function PacketRowView(properties: PacketRowProperties) {
  const { index, row, columns, template, colour, selected, relation } = properties;
  return (
    <div
      role="row"
      id={`packet-row-${index}`}
      className={rowClass(row)}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-index={index}
      style={rowStyle(template, colour)}
    >
      <span className="packet-gutter" aria-hidden="true" title={relation && messages.list.related[relation]}>
        {relation ? gutterSigns[relation] : row && row.flags & rowFlag.commented ? '✎' : ''}
      </span>
      {columns.map((column, place) => (
        <span key={place} role="gridcell" draggable data-column={place} className={column.align}>
          {row?.cells[place] ?? ''}
        </span>
      ))}
    </div>
  );
});

function rowStyle(template: string, colour: RowColour | undefined): CSSProperties {
  const variables = colour ? { '--row': colour.background, '--row-text': colour.text } : {};
  return { gridTemplateColumns: template, ...variables };
}

function rowClass(row: PacketRow | undefined): string {
  const flags = row?.flags ?? 0;
  const names = ['packet-row'];
  if (flags & rowFlag.marked) names.push('marked');
  if (flags & rowFlag.ignored) names.push('ignored');
  if (flags & rowFlag.timeReference) names.push('time-reference');
  return names.join(' ');
}
