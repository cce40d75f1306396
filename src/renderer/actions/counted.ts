/** Figures about the displayed packets, counted anew when these have changed, while somebody can see them. */
import { useApp } from '../state/app-state';
import { type Renewed, useRenewed } from './renewed';

/**
 * `count` asks the engine; its answer is undefined when a later question ended it. `about` names what is counted: when it
 * changes, the figures before no longer hold.
 */
export function useCounted<Value>(
  about: string,
  visible: boolean,
  count: () => Promise<Value | undefined>,
): Renewed<Value> {
  const view = useApp(({ capture }) => String(capture?.view.number));
  const version = useApp(({ capture }) => String(capture?.view.count));
  return useRenewed({ about, visible, of: view, version, ask: count });
}
