/** How a feature declares a view that opens as a tab: the default export of its `tab.tsx` or `NAME.tab.tsx`, found by the tab bars. */
import type { ComponentType } from 'react';
import type { ContentOf, TabKind, TabPlace } from '../state/tabs';

export interface TabView<Kind extends TabKind = TabKind> {
  readonly kind: Kind;
  readonly place: TabPlace;
  /** A tab that needs the capture is closed together with it. */
  readonly needsCapture: boolean;
  /** What stands on the tab. */
  readonly title: (content: ContentOf<Kind>) => string;
  /**
   * The view. It stays mounted while its tab is open and is hidden while another tab is in front, so its state is kept; `visible`
   * tells which. Of several tabs of one kind each has a view of its own.
   */
  readonly View: ComponentType<{ readonly content: ContentOf<Kind>; readonly visible: boolean }>;
}

/** Declares a view; the compiler then knows its content's type. */
export function tabView<Kind extends TabKind>(view: TabView<Kind>): TabView<Kind> {
  return view;
}
