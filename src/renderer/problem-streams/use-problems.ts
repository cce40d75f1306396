/** Asks the engine which connections have problems, while somebody wants to know. */

import type { ProblemList } from '../../shared/exchanges-contract';
import { type Renewed, usePacketsVersion, useRenewed } from '../actions/renewed';
import { askEngine } from '../bridge/engine-client';

/** Asks until all packets were looked at, and again when there are more. `most` is how many are described, the worst first. */
export function useProblems(visible: boolean, most: number): Renewed<ProblemList> {
  return useRenewed({
    about: `problems ${most}`,
    visible,
    version: usePacketsVersion(),
    ask: () => askEngine('problems', { most }),
    finished: ({ done }) => done,
  });
}
