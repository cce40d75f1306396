/** View > Coloring Rules. */
import './dialogs.css';
import { useEffect, useState } from 'react';
import { defaultRules } from '../../shared/default-rules';
import type { RuleSetting } from '../../shared/settings';
import type { FilterProblem } from '../../shared/view';
import { run } from '../actions/notices';
import { changeColouringRules } from '../actions/rows';
import { askEngine } from '../bridge/engine-client';
import { Dialog } from '../controls/dialog';
import { messages } from '../messages/messages';
import { app } from '../state/app-state';
import { CancelAndSubmit } from './dialog-buttons';
import { EditTools } from './edit-tools';

const words = messages.colouring;

export function ColouringDialog({ close }: { readonly close: () => void }) {
  const [rules, setRules] = useState<readonly RuleSetting[]>(app.get().settings.rules);
  const [chosen, setChosen] = useState(0);
  const problem = useProblem(rules[chosen]?.filter ?? '');
  const change = (place: number, part: Partial<RuleSetting>): void =>
    setRules(rules.with(place, { ...rules[place], ...part }));
  const keep = (): void => {
    close();
    run(changeColouringRules(rules));
  };
  return (
    <Dialog
      title={words.title}
      close={close}
      submit={keep}
      width={880}
      buttons={
        <>
          <EditTools
            lines={rules}
            chosen={chosen}
            words={words}
            fresh={() => ({
              name: words.newRule,
              filter: '',
              enabled: true,
              background: '#ffffff',
              foreground: '#12272e',
            })}
            change={(lines, place) => {
              setRules(lines);
              setChosen(place);
            }}
          />
          <button type="button" className="button framed" onClick={() => setRules(defaultRules)}>
            {words.reset}
          </button>
          <CancelAndSubmit close={close} title={words.save} />
        </>
      }
    >
      <p style={{ paddingBottom: 8, color: problem ? 'var(--bad-text)' : 'var(--dim)' }}>
        {problem?.message ?? words.hint}
      </p>
      <table className="edit-table">
        <thead>
          <tr>
            <th>{words.enabled}</th>
            <th style={{ width: 200 }}>{words.ruleName}</th>
            <th>{words.filter}</th>
            <th>{words.background}</th>
            <th>{words.text}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, place) => (
            <tr key={place} className={place === chosen ? 'chosen' : undefined} onFocus={() => setChosen(place)}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`${words.enabled}: ${rule.name}`}
                  checked={rule.enabled}
                  onChange={(event) => change(place, { enabled: event.target.checked })}
                />
              </td>
              <td>
                <input
                  className="text-input"
                  aria-label={words.ruleName}
                  value={rule.name}
                  style={{ background: rule.background, color: rule.foreground }}
                  onChange={(event) => change(place, { name: event.target.value })}
                />
              </td>
              <td>
                <input
                  className="text-input mono"
                  aria-label={words.filter}
                  value={rule.filter}
                  onChange={(event) => change(place, { filter: event.target.value })}
                />
              </td>
              {(['background', 'foreground'] as const).map((part) => (
                <td key={part}>
                  <input
                    type="color"
                    aria-label={part === 'background' ? words.background : words.text}
                    value={rule[part]}
                    onChange={(event) => change(place, { [part]: event.target.value })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

/** What is wrong with the filter of the chosen rule, where an engine is there to say. */
function useProblem(filter: string): FilterProblem | undefined {
  const [problem, setProblem] = useState<FilterProblem>();
  useEffect(() => {
    let current = true;
    setProblem(undefined);
    if (filter.trim() === '' || !app.get().capture) return;
    askEngine('checkFilter', { text: filter }).then(
      (verdict) => current && setProblem(verdict.problem),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [filter]);
  return problem;
}
