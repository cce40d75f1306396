/** Which packets are related to the selected one, for the gutter. */
import { useMemo } from 'react';
import type { FrameNumber } from '../../shared/view';
import { useApp } from '../state/app-state';
import type { Relation } from './packet-row';

/** The relation of each related packet; the selected one has the sign of its own part in an exchange. */
export function useRelations(): ReadonlyMap<FrameNumber, Relation> {
  const detail = useApp((state) => state.detail);
  return useMemo(() => {
    const relations = new Map<FrameNumber, Relation>();
    for (const { number, how } of detail?.related ?? []) relations.set(number, how);
    if (!detail) return relations;
    const hows = new Set(detail.related.map(({ how }) => how));
    if (hows.has('response')) relations.set(detail.number, 'request');
    else if (hows.has('request')) relations.set(detail.number, 'response');
    return relations;
  }, [detail]);
}
