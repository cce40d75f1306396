/** All views that can open as tabs, gathered from the features that declare one. */
import type { TabView } from '../controls/tab-view';
import type { TabContent, TabKind } from '../state/tabs';

const modules = import.meta.glob<{ readonly default: TabView }>(['../*/tab.tsx', '../*/*.tab.tsx'], { eager: true });
const byKind = new Map<TabKind, TabView>(Object.values(modules).map(({ default: view }) => [view.kind, view]));

/** The view of a content. Throws when no feature declares one. */
export function viewOf(content: TabContent): TabView {
  const view = byKind.get(content.kind);
  if (!view) throw new Error(`No view is declared for tabs of the kind ${content.kind}.`);
  return view;
}
