/** View > Coloring Rules. */
import './dialogs.css';
import { useState } from 'react';
import { defaultRules } from '../../shared/default-rules';
import type { RuleSetting } from '../../shared/settings';
import { run } from '../actions/notices';
import { changeColouringRules } from '../actions/rows';
import { Dialog } from '../controls/dialog';
import { CancelAndSubmit } from '../controls/dialog-buttons';
import { EditTools } from '../controls/edit-tools';
import { FilterInput } from '../controls/filter-editor/filter-input';
import { messages } from '../messages/messages';
import { app, useApp } from '../state/app-state';
import { rowColours } from '../theme/row-colours';
import { useTheme } from '../theme/theme';
import { FilterSentence } from './filter-sentence';

const words = messages.colouring;

export function ColouringDialog({ close }: { readonly close: () => void }) {
  const [rules, setRules] = useState<readonly RuleSetting[]>(app.get().settings.rules);
  const [chosen, setChosen] = useState(0);
  const theme = useTheme(useApp((state) => state.settings.theme));
  // As the list will show them: in the dark theme the hue is kept and turned down.
  const colours = rowColours(rules, theme);
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
      <FilterSentence filter={rules[chosen]?.filter ?? ''} hint={words.hint} />
      <table className="edit-table fixed">
        <thead>
          <tr>
            <th style={{ width: 40 }}>{words.enabled}</th>
            <th style={{ width: 210 }}>{words.ruleName}</th>
            <th>{words.filter}</th>
            <th style={{ width: 84 }}>{words.background}</th>
            <th style={{ width: 60 }}>{words.text}</th>
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
                  style={{ background: colours[place].background, color: colours[place].text }}
                  onChange={(event) => change(place, { name: event.target.value })}
                />
              </td>
              <td>
                <FilterInput label={words.filter} text={rule.filter} change={(filter) => change(place, { filter })} />
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
