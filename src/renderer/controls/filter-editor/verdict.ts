/** What the engine says of a filter while it is edited. */
import { useEffect, useMemo, useState } from 'react';
import type { FilterVerdict } from '../../../shared/view';
import { askEngine } from '../../bridge/engine-client';
import { hasCapture, noRemarks, useApp } from '../../state/app-state';
import type { Remark } from './decorations';

/** The parts to underline. */
export function remarksOf({ problem, warnings }: FilterVerdict): readonly Remark[] {
  const remarks: Remark[] = warnings.map(({ start, end }) => ({ start, end, kind: 'warning' }));
  return problem ? [...remarks, { start: problem.start, end: problem.end, kind: 'problem' }] : remarks;
}

/** What a text is read as: a filter, or what a column shows. */
export type CheckedAs = 'filter' | 'column';

/** Has a text checked whenever it changes, where an engine is there to say. */
export function useVerdict(
  filter: string,
  as: CheckedAs = 'filter',
): { readonly verdict: FilterVerdict; readonly remarks: readonly Remark[] } {
  const [verdict, setVerdict] = useState<FilterVerdict>(noRemarks);
  const open = useApp(hasCapture);
  useEffect(() => {
    let current = true;
    const told = (found: FilterVerdict): void => {
      if (current) setVerdict(found);
    };
    if (filter.trim() === '' || !open) told(noRemarks);
    else askEngine(as === 'column' ? 'checkColumn' : 'checkFilter', { text: filter }).then(told, () => told(noRemarks));
    return () => {
      current = false;
    };
  }, [filter, as, open]);
  return { verdict, remarks: useMemo(() => remarksOf(verdict), [verdict]) };
}
