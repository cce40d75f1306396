/** The text of the display filter, and what there is to say of it. */
import { useMemo, useRef, useState } from 'react';
import { displayFilterOfBpf } from '../../engine/filter/bpf/bpf';
import type { FilterVerdict } from '../../shared/view';
import { applyFilter, confirmTyped, restoreFilter, typeFilter } from '../actions/filter';
import { run } from '../actions/notices';
import { focusPane } from '../actions/panes';
import { FilterEditor } from '../controls/filter-editor/filter-editor';
import { remarksOf } from '../controls/filter-editor/verdict';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { FilterRemark } from './filter-remark';

export function FilterField() {
  const text = useApp((state) => state.filterText);
  const verdict = useApp((state) => state.filterVerdict);
  const [focused, setFocused] = useState(false);
  const [completing, setCompleting] = useState(false);
  const walk = useHistoryWalk();
  const remarks = useMemo(() => remarksOf(verdict), [verdict]);
  const offer = useMemo(() => offerFor(text, verdict), [text, verdict]);
  const useOffer = (): boolean => {
    if (offer !== undefined) typeFilter(offer);
    return offer !== undefined;
  };
  return (
    <>
      <FilterEditor
        label={messages.filter.name}
        placeholder={messages.filter.placeholder}
        pane="filter"
        problemId="filter-remark"
        text={text}
        remarks={remarks}
        invalid={verdict.problem !== undefined}
        change={(typed) => {
          walk.leave();
          typeFilter(typed);
        }}
        enter={() => {
          walk.leave();
          run(applyFilter(app.get().filterText));
        }}
        escape={() => {
          walk.leave();
          leaveField();
        }}
        up={() => walk.step(1)}
        down={() => {
          if (!walk.step(-1)) focusPane('list');
        }}
        tab={useOffer}
        focusChanged={(now) => {
          setFocused(now);
          if (!now) confirmTyped();
        }}
        completing={setCompleting}
      />
      <FilterRemark verdict={verdict} shown={focused && !completing} offer={offer} takeOffer={useOffer} />
    </>
  );
}

/** Escape takes back what was typed, then gives the focus to the list. */
function leaveField(): void {
  const { filterText, keptFilter } = app.get();
  if (filterText.trim() === keptFilter) focusPane('list');
  else run(restoreFilter());
}

/** The display filter for a capture filter that was typed here, when it is none itself. */
function offerFor(text: string, { problem }: FilterVerdict): string | undefined {
  return problem === undefined ? undefined : displayFilterOfBpf(text);
}

/** Up and Down go through the filters applied before, and back to what was typed. */
function useHistoryWalk() {
  const walk = useRef<{ readonly list: readonly string[]; place: number } | undefined>(undefined);
  return {
    leave(): void {
      walk.current = undefined;
    },
    /** One filter back with 1, one forward with -1; false when there is none there. */
    step(by: 1 | -1): boolean {
      const { filterText, settings } = app.get();
      const others = settings.filterHistory.filter((filter) => filter !== filterText.trim());
      walk.current ??= { list: [filterText, ...others], place: 0 };
      const { list, place } = walk.current;
      const next = list[place + by];
      if (next === undefined) return false;
      walk.current.place = place + by;
      typeFilter(next);
      return true;
    },
  };
}
