/** The field for a capture filter: its syntax is checked while it is typed, and filters used before are offered. */
import './capture-filter-field.css';
import { useEffect, useId, useRef, useState } from 'react';
import type { CaptureFilterProblem } from '../../shared/live-capture';
import { askMain } from '../bridge/main-client';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';
import { Icon } from './icon';
import { ContextMenu, type MenuPlace } from './menu';
import type { MenuItem } from './menu-item';

const words = messages.capturing;
/** Time without a key press after which a filter is checked, in milliseconds. */
const patience = 150;

export function CaptureFilterField({
  value,
  change,
  device,
  submit,
  label = words.filter,
  placeholder = words.filterPlaceholder,
}: {
  readonly value: string;
  readonly change: (filter: string) => void;
  /** The interface it is for: what a filter may ask depends on its link type. */
  readonly device: string | undefined;
  readonly submit?: () => void;
  readonly label?: string;
  readonly placeholder?: string;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<MenuPlace>();
  const { state, problem } = useCheckedFilter(value, device);
  const problemId = useId();
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box) setPlace({ left: box.left, top: box.bottom + 2 });
  };
  return (
    <div className="capture-filter-field">
      <div className={`capture-filter ${state}`}>
        <input
          type="text"
          className="mono"
          aria-label={label}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? problemId : undefined}
          placeholder={placeholder}
          title={words.filterHint}
          spellCheck={false}
          value={value}
          onChange={(event) => change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && submit) {
              event.preventDefault();
              submit();
            }
          }}
        />
        <button
          ref={button}
          type="button"
          className="button"
          aria-label={words.filterHistory}
          title={words.filterHistory}
          onClick={open}
        >
          <Icon name="history" />
        </button>
      </div>
      {problem && (
        <p id={problemId} className="capture-filter-problem" role="alert">
          {problem.message}
        </p>
      )}
      {place && (
        <FilterChoice label={words.filterHistory} place={place} choose={change} close={() => setPlace(undefined)} />
      )}
    </div>
  );
}

function FilterChoice({
  label,
  place,
  choose,
  close,
}: {
  readonly label: string;
  readonly place: MenuPlace;
  readonly choose: (filter: string) => void;
  readonly close: () => void;
}) {
  const history = useApp((state) => state.settings.capture.filterHistory);
  const saved = useApp((state) => state.settings.capture.savedFilters);
  const recent = history.map((filter): MenuItem => entry(filter, () => choose(filter)));
  const named = saved.map(({ name, filter }): MenuItem => entry(`${name}: ${filter}`, () => choose(filter)));
  const none: MenuItem = { kind: 'command', title: words.noHistory, enabled: false, run: () => undefined };
  const line: readonly MenuItem[] = recent.length > 0 && named.length > 0 ? [{ kind: 'separator' }] : [];
  const items = [...recent, ...line, ...named];
  return <ContextMenu label={label} items={items.length > 0 ? items : [none]} place={place} close={close} />;
}

function entry(title: string, run: () => void): MenuItem {
  return { kind: 'command', title, enabled: true, run };
}

/** What the check says of the filter as it stands; `unknown` while it is being checked. */
export function useCheckedFilter(
  filter: string,
  device: string | undefined,
): { readonly state: 'empty' | 'unknown' | 'valid' | 'invalid'; readonly problem: CaptureFilterProblem | undefined } {
  const [checked, setChecked] = useState<{ readonly filter: string; readonly problem?: CaptureFilterProblem }>();
  const text = filter.trim();
  useEffect(() => {
    if (text === '') return;
    let current = true;
    const timer = setTimeout(() => {
      askMain('checkCaptureFilter', { filter: text, interface: device }).then(
        (problem) => current && setChecked({ filter: text, problem }),
        // That it could not be checked here says nothing about the filter: starting tells.
        () => undefined,
      );
    }, patience);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, device]);
  if (text === '') return { state: 'empty', problem: undefined };
  if (checked?.filter !== text) return { state: 'unknown', problem: undefined };
  return { state: checked.problem ? 'invalid' : 'valid', problem: checked.problem };
}
