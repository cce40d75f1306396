/** The views that can be open beside the packets: what each is about. */

import type { StreamKind } from '../../shared/view';

/** The kinds of tabs, and what a tab of each kind is about. How it is shown, its feature declares in `tab.tsx`. */
export interface TabContents {
  readonly 'capture-check': object;
  readonly 'protocol-hierarchy': object;
  readonly conversations: object;
  readonly endpoints: object;
  readonly processes: object;
  readonly 'expert-information': object;
  readonly sockets: object;
  /** A socket console, by its key. */
  readonly 'socket-console': { readonly console: number };
  /** A program that was started, by its number. */
  readonly launch: { readonly launch: number };
  readonly 'http-exchanges': object;
  readonly 'problem-streams': object;
  /** A TCP stream in plain words. */
  readonly verdict: { readonly stream: number };
  /** The graphs of a TCP stream, by its number. */
  readonly 'tcp-graphs': { readonly stream: number };
  /** The packets of one TCP stream, or without it the displayed ones. */
  readonly 'sequence-diagram': { readonly stream?: number };
  readonly 'field-reference': object;
  /** The bytes of a stream. */
  readonly stream: { readonly followed: StreamKind; readonly stream: number };
}

export type TabKind = keyof TabContents;
export type ContentOf<Kind extends TabKind> = { readonly kind: Kind } & TabContents[Kind];
export type TabContent = { readonly [Kind in TabKind]: ContentOf<Kind> }[TabKind];

/** `main`: across the window, or beside the packets; `panel`: at the bottom, as an editor's terminal. */
export type TabPlace = 'main' | 'panel';

export interface Tab {
  /** Equal contents have equal ones, so that nothing is open twice. */
  readonly id: string;
  readonly content: TabContent;
}

export interface TabGroup {
  readonly tabs: readonly Tab[];
  /** Id of the tab in front; undefined for the packets in the main place, and for a hidden panel. */
  readonly front: string | undefined;
}

export type TabsState = Readonly<Record<TabPlace, TabGroup>>;

export const noTabs: TabsState = {
  main: { tabs: [], front: undefined },
  panel: { tabs: [], front: undefined },
};
