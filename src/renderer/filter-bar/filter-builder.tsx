/** Builds a filter by clicks: what is in this capture, with counts; each adds its term to the filter. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Combination } from '../actions/combine';
import { takeTerm } from '../actions/filter';
import { openTab } from '../actions/tabs';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';
import { useApp } from '../state/app-state';
import { type BuilderGroup, type BuilderRow, builderGroups, hasTerm } from './builder-groups';
import { useCaptureFacts } from './capture-facts';

const words = messages.filterBuilder;
type Joint = Extract<Combination, keyof typeof words.joints>;

export function FilterBuilder({ close }: { readonly close: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [search, setSearch] = useState('');
  const [joint, setJoint] = useState<Joint>('and');
  const [wholeGroups, setWholeGroups] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const { facts, failure } = useCaptureFacts();
  const filter = useApp((state) => state.capture?.view.filter ?? '');
  const groups = useMemo(() => builderGroups(facts?.groups ?? [], search, wholeGroups), [facts, search, wholeGroups]);
  const rows = groups.flatMap((group) => group.rows);
  const chosen = Math.min(active, rows.length - 1);
  useClosedFromOutside(box, close);

  const take = (row: BuilderRow): void => {
    if (row.kind === 'more') setWholeGroups(new Set([...wholeGroups, row.group]));
    else takeTerm(row.term, filter === '' && joint === 'or' ? 'selected' : joint, false);
  };
  const press = (event: KeyboardEvent): void => {
    const page = 10;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      PageDown: chosen + page,
      PageUp: chosen - page,
    };
    const to = steps[event.key];
    if (to !== undefined) setActive(Math.max(0, Math.min(rows.length - 1, to)));
    else if (event.key === 'Enter' && rows[chosen]) take(rows[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      role="dialog"
      className="filter-builder"
      aria-label={words.name}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <div className="builder-head">
        <input
          ref={field}
          type="text"
          role="combobox"
          className="text-input"
          aria-label={words.search}
          aria-expanded={true}
          aria-controls="filter-builder-list"
          aria-activedescendant={chosen >= 0 ? `builder-row-${chosen}` : undefined}
          placeholder={words.search}
          spellCheck={false}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
        <JointChoice joint={joint} choose={setJoint} />
      </div>
      <div role="listbox" id="filter-builder-list" className="builder-list" aria-label={words.name}>
        <BuilderList groups={groups} chosen={chosen} filter={filter} take={take} point={setActive} />
        {rows.length === 0 && (
          <p className="builder-message">{failure ?? (search === '' ? words.empty : words.nothing)}</p>
        )}
      </div>
      <div className="builder-foot">
        <span>
          {facts && !facts.done ? words.counting(facts.examined) : words.hint}
          {facts?.sampled && ` ${words.sampled}`}
        </span>
        <button
          type="button"
          className="button"
          onClick={() => {
            close();
            openTab({ kind: 'field-reference' });
          }}
        >
          {words.reference}
        </button>
      </div>
    </div>
  );
}

function JointChoice({ joint, choose }: { readonly joint: Joint; readonly choose: (joint: Joint) => void }) {
  return (
    <div role="radiogroup" className="builder-joints" aria-label={words.joinWith}>
      {(Object.entries(words.joints) as [Joint, string][]).map(([value, title]) => (
        <label key={value} className={value === joint ? 'chosen' : undefined}>
          <input type="radio" name="builder-joint" checked={value === joint} onChange={() => choose(value)} />
          {title}
        </label>
      ))}
    </div>
  );
}

function BuilderList({
  groups,
  chosen,
  filter,
  take,
  point,
}: {
  readonly groups: readonly BuilderGroup[];
  readonly chosen: number;
  readonly filter: string;
  readonly take: (row: BuilderRow) => void;
  readonly point: (place: number) => void;
}) {
  let place = -1;
  return groups.map(({ kind, rows }) => (
    <div key={kind} role="group" aria-label={words.groups[kind]}>
      <div className="builder-heading" aria-hidden="true">
        {words.groups[kind]}
      </div>
      {rows.map((row) => {
        place++;
        return (
          <RowView
            key={row.term}
            row={row}
            place={place}
            chosen={place === chosen}
            filter={filter}
            take={take}
            point={point}
          />
        );
      })}
    </div>
  ));
}

function RowView({
  row,
  place,
  chosen,
  filter,
  take,
  point,
}: {
  readonly row: BuilderRow;
  readonly place: number;
  readonly chosen: boolean;
  readonly filter: string;
  readonly take: (row: BuilderRow) => void;
  readonly point: (place: number) => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const used = row.kind === 'fact' && hasTerm(filter, row.term);
  return (
    <div
      ref={element}
      id={`builder-row-${place}`}
      role="option"
      tabIndex={-1}
      className="builder-row"
      aria-selected={chosen}
      title={row.kind === 'fact' ? row.term : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => point(place)}
      onClick={() => take(row)}
    >
      <span className="builder-check" aria-hidden="true">
        {used ? '✓' : ''}
      </span>
      {row.kind === 'more' ? (
        <span className="builder-more">{words.more(row.count)}</span>
      ) : (
        <>
          <span className="builder-text">{row.text}</span>
          <span className="builder-term mono">{row.term}</span>
          <span className="builder-packets mono">{exact(row.packets)}</span>
        </>
      )}
    </div>
  );
}

function useClosedFromOutside(box: React.RefObject<HTMLDivElement | null>, close: () => void): void {
  useEffect(() => {
    const press = (event: MouseEvent): void => {
      const inside = event.target instanceof Node && box.current?.parentElement?.contains(event.target);
      if (!inside) close();
    };
    window.addEventListener('mousedown', press);
    return () => window.removeEventListener('mousedown', press);
  }, [box, close]);
}
