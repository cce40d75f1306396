/** One line of the detail tree. */
import type { DetailNode } from '../../shared/view';
import { run } from '../actions/notices';
import { selectFrame, selectNode } from '../actions/selection';
import { carryTerm } from '../actions/term-drag';
import { lineTerm } from '../actions/terms';
import { app } from '../state/app-state';

/** Indentation of a level, in pixels. */
const indent = 18;

export function DetailLine(properties: {
  readonly index: number;
  readonly node: DetailNode;
  readonly depth: number;
  /** Undefined for a line with nothing inside. */
  readonly open: boolean | undefined;
  readonly selected: boolean;
  readonly lit: boolean;
  /** Place among the lines of the same branch, from 1, and their number. */
  readonly position: number;
  readonly siblings: number;
  readonly top: number;
  readonly toggle: () => void;
}) {
  const { index, node, depth, open, selected, lit, position, siblings, top, toggle } = properties;
  const layer = depth === 0 && node.kind === 'layer';
  const names = ['detail-line', layer ? 'layer' : '', node.generated ? 'generated' : '', lit ? 'lit' : ''];
  return (
    <div
      role="treeitem"
      id={`detail-line-${index}`}
      className={names.join(' ')}
      style={{ top, paddingLeft: 10 + depth * indent }}
      data-node={index}
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={open}
      aria-selected={selected}
      draggable={node.field !== ''}
      onDragStart={(event) => carryTerm(event, lineTerm(node))}
      onMouseDown={() => selectNode(index)}
      onDoubleClick={() => (node.link === undefined ? open !== undefined && toggle() : run(selectFrame(node.link)))}
      onPointerEnter={layer ? () => app.set({ litLayer: node.layerClass }) : undefined}
      onPointerLeave={layer ? () => app.set({ litLayer: undefined }) : undefined}
    >
      <span
        className="detail-twist"
        aria-hidden="true"
        onMouseDown={(event) => {
          event.stopPropagation();
          toggle();
        }}
      >
        {open === undefined ? '' : open ? '▾' : '▸'}
      </span>
      {layer && node.layerClass && <span className="detail-bar" style={{ background: `var(--${node.layerClass})` }} />}
      {node.kind === 'issue' && <span className={`severity ${node.severity ?? 'note'}`} />}
      <LineText node={node} />
    </div>
  );
}

/** The text; what points at a packet is drawn as a link, which a double click or Enter follows. */
function LineText({ node }: { readonly node: DetailNode }) {
  const text = node.generated && !node.text.startsWith('[') ? `[${node.text}]` : node.text;
  return <span className={node.link === undefined ? undefined : 'detail-link'}>{text}</span>;
}
