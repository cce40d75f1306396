/** Opening and closing branches of the detail tree. */
import { app } from '../state/app-state';
import { treeOf } from '../state/detail-tree';
import { setExpanded } from './selection';

/** View > Expand All and Collapse All. */
export function setAllExpanded(open: boolean): void {
  const { detail } = app.get();
  if (!detail) return;
  const { children, keys } = treeOf(detail);
  setExpanded(
    [...children.keys()].filter((index) => index >= 0).map((index) => keys[index]),
    open,
  );
}

/** View > Expand Subtrees and Collapse Subtrees: the selected line and everything inside it. */
export function setSubtreeExpanded(open: boolean): void {
  const { detail, node } = app.get();
  if (!detail || node < 0) return;
  const { children, keys } = treeOf(detail);
  const branches: string[] = [];
  const waiting = [node];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const inside = children.get(index);
    if (!inside) continue;
    branches.push(keys[index]);
    waiting.push(...inside);
  }
  setExpanded(branches, open);
}
