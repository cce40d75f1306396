/** Analyze > Display Filter Macros: filters with names, and places for what changes. */
import './dialogs.css';
import { useState } from 'react';
import type { MacroSetting } from '../../shared/settings';
import { changeMacros } from '../actions/macros';
import { run } from '../actions/notices';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { EditTools } from '../controls/edit-tools';
import { FilterEditor } from '../controls/filter-editor/filter-editor';
import { useVerdict } from '../controls/filter-editor/verdict';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';

const words = messages.macros;

export function MacrosDialog({ close }: { readonly close: () => void }) {
  const [macros, setMacros] = useState<readonly MacroSetting[]>(app.get().settings.macros);
  const [chosen, setChosen] = useState(macros.length > 0 ? 0 : -1);
  const change = (place: number, part: Partial<MacroSetting>): void =>
    setMacros(macros.with(place, { ...macros[place], ...part }));
  const problem = problemOf(macros);
  const keep = (): void => {
    if (problem !== undefined) return;
    close();
    run(changeMacros(macros));
  };
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={keep}
      width={820}
      buttons={
        <>
          <EditTools
            lines={macros}
            chosen={chosen}
            words={words}
            fresh={() => ({ name: words.newName, text: '' })}
            change={(lines, place) => {
              setMacros(lines);
              setChosen(place);
            }}
          />
          <CancelAndSubmit close={close} title={words.keep} disabled={problem !== undefined} />
        </>
      }
    >
      <MacroSentence macro={macros[chosen]} problem={problem} />
      <table className="edit-table fixed">
        <thead>
          <tr>
            <th style={{ width: 200 }}>{words.macroName}</th>
            <th>{words.text}</th>
          </tr>
        </thead>
        <tbody>
          {macros.map(({ name, text }, place) => (
            <tr key={place} className={place === chosen ? 'chosen' : undefined} onFocus={() => setChosen(place)}>
              <td>
                <input
                  className="text-input mono"
                  aria-label={words.macroName}
                  aria-invalid={!isName(name)}
                  maxLength={64}
                  value={name}
                  onChange={(event) => change(place, { name: event.target.value.trim() })}
                />
              </td>
              <td>
                <div className="filter-input">
                  <FilterEditor
                    label={words.text}
                    text={text}
                    remarks={[]}
                    change={(typed) => change(place, { text: typed })}
                  />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {macros.length === 0 && <p className="dialog-empty">{words.none}</p>}
    </Dialog>
  );
}

function MacroSentence({ macro, problem }: { readonly macro: MacroSetting | undefined; readonly problem?: string }) {
  const { verdict } = useVerdict(macro === undefined ? '' : tried(macro.text));
  const wrong = problem ?? verdict.problem?.message;
  return (
    <p
      role={wrong ? 'alert' : undefined}
      style={{ paddingBottom: 8, minHeight: 27, color: wrong ? 'var(--bad-text)' : 'var(--dim)' }}
    >
      {wrong ?? words.hint}
    </p>
  );
}

/** A macro's text as far as it can be checked alone: one that takes arguments can only be once they are there. */
function tried(text: string): string {
  return /\$\d/.test(text) ? '' : text;
}

function isName(name: string): boolean {
  return /^\w{1,64}$/.test(name);
}

function problemOf(macros: readonly MacroSetting[]): string | undefined {
  if (macros.some(({ name }) => !isName(name))) return words.badName;
  const twice = macros.find(({ name }, place) => macros.findIndex((other) => other.name === name) !== place);
  return twice && words.twice(twice.name);
}
