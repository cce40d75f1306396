/** The detail tree: every layer and field of the selected packet. */
import './packet-detail.css';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { WindowDetail } from '../../shared/packed-detail';
import { run } from '../actions/notices';
import { selectFrame, selectNode, setExpanded } from '../actions/selection';
import { detailMenu } from '../commands/menus';
import { ContextMenu, type MenuPlace } from '../controls/menu';
import { menuPlaceOfKey } from '../controls/menu-key';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { type DetailTree, treeOf, visibleLines } from '../state/detail-tree';
import { DetailLine } from './detail-line';

const lineHeight = 20;
/** Lines drawn beyond each edge. */
const margin = 10;

export function PacketDetailView() {
  const detail = useApp((state) => state.detail);
  if (!detail) return <div className="pane-message">{messages.detail.none}</div>;
  return <DetailTreeView detail={detail} />;
}

function DetailTreeView({ detail }: { readonly detail: WindowDetail }) {
  const box = useRef<HTMLDivElement>(null);
  const expanded = useApp((state) => state.expanded);
  const node = useApp((state) => state.node);
  const litLayer = useApp((state) => state.litLayer);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const [menu, setMenu] = useState<MenuPlace>();
  const tree = treeOf(detail);
  const lines = useMemo(() => visibleLines(tree, expanded), [tree, expanded]);
  const place = lines.indexOf(node);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!element || place < 0) return;
    const at = place * lineHeight;
    if (at < element.scrollTop) element.scrollTop = at;
    else if (at + lineHeight > element.scrollTop + element.clientHeight - 12) {
      element.scrollTop = at + lineHeight - element.clientHeight + 12;
    }
  }, [place]);

  const from = Math.max(0, Math.floor(top / lineHeight) - margin);
  const to = Math.min(lines.length, Math.ceil((top + height) / lineHeight) + margin);
  return (
    <>
      <div
        ref={box}
        role="tree"
        tabIndex={0}
        className="detail-tree"
        data-pane="detail"
        aria-label={messages.detail.name}
        aria-activedescendant={place >= 0 ? `detail-line-${node}` : undefined}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu({ left: event.clientX, top: event.clientY });
        }}
        onKeyDown={(event) => {
          const menuPlace = menuPlaceOfKey(event);
          if (menuPlace) setMenu(menuPlace);
          if (!moveByKey(event, tree, lines, place, Math.floor(height / lineHeight) - 1)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <div className="detail-lines" role="presentation" style={{ height: lines.length * lineHeight }}>
          {lines.slice(from, to).map((index, offset) => (
            <DetailLine
              key={tree.keys[index] + index}
              index={index}
              node={detail.nodes[index]}
              depth={tree.depths[index]}
              open={tree.children.has(index) ? expanded.has(tree.keys[index]) : undefined}
              selected={index === node}
              lit={litLayer !== undefined && detail.nodes[index].layerClass === litLayer}
              position={(tree.children.get(detail.nodes[index].parent)?.indexOf(index) ?? 0) + 1}
              siblings={tree.children.get(detail.nodes[index].parent)?.length ?? 1}
              top={(from + offset) * lineHeight}
              toggle={() => setExpanded([tree.keys[index]], !expanded.has(tree.keys[index]))}
            />
          ))}
        </div>
      </div>
      {menu && (
        <ContextMenu label={messages.detail.name} items={detailMenu()} place={menu} close={() => setMenu(undefined)} />
      )}
    </>
  );
}

/** The keys of a tree as ARIA's authoring practices give them. True when the key was one of them. */
function moveByKey(
  event: KeyboardEvent,
  tree: DetailTree,
  lines: readonly number[],
  place: number,
  page: number,
): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const node = lines[place];
  const { detail, expanded } = app.get();
  const open = node !== undefined && expanded.has(tree.keys[node]);
  const inside = node === undefined ? undefined : tree.children.get(node);
  const go = (to: number): void => selectNode(lines[Math.max(0, Math.min(lines.length - 1, to))]);
  switch (event.key) {
    case 'ArrowDown':
      go(place + 1);
      return true;
    case 'ArrowUp':
      go(place - 1);
      return true;
    case 'PageDown':
      go(place + page);
      return true;
    case 'PageUp':
      go(place - page);
      return true;
    case 'Home':
      go(0);
      return true;
    case 'End':
      go(lines.length - 1);
      return true;
    case 'ArrowRight':
      if (inside && !open) setExpanded([tree.keys[node]], true);
      else if (inside) selectNode(inside[0]);
      return true;
    case 'ArrowLeft':
      if (inside && open) setExpanded([tree.keys[node]], false);
      else if (node !== undefined && detail && detail.nodes[node].parent >= 0) selectNode(detail.nodes[node].parent);
      return true;
    case ' ':
      if (inside) setExpanded([tree.keys[node]], !open);
      return true;
    case 'Enter': {
      const link = detail?.nodes[node]?.link;
      if (link !== undefined) run(selectFrame(link));
      else if (inside) setExpanded([tree.keys[node]], !open);
      return true;
    }
    default:
      return false;
  }
}
