/** The first part of the options: the interfaces, each with how it is captured. */
import type { InterfaceSettings } from '../../shared/capture-settings';
import { type CaptureInterface, defaultSnapshotLength } from '../../shared/live-capture';
import { CaptureFilterField, useCheckedFilter } from '../controls/capture-filter-field';
import { messages } from '../messages/messages';
import { useCapturing } from '../state/capturing';
import { type Draft, settingsIn } from './draft';
import { InterfaceTraffic } from './interface-traffic';
import { useInterfaceRates } from './start-capture';

const words = messages.capturing;
const mebibyte = 1024 * 1024;

export function InputOptions({
  draft,
  change,
}: {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
}) {
  useInterfaceRates();
  const interfaces = useCapturing((state) => state.interfaces);
  const failure = useCapturing((state) => state.interfacesFailure);
  const changeOf = (names: readonly string[], changes: Partial<InterfaceSettings>): void => {
    const next = new Map(draft.interfaces);
    for (const name of names) next.set(name, { ...settingsIn(draft, name), ...changes });
    change({ interfaces: next });
  };
  const filters = new Set(draft.chosen.map((name) => settingsIn(draft, name).filter));
  if (interfaces === undefined) return <p>{words.looking}</p>;
  if (failure !== undefined) return <p className="dialog-problem">{words.failedInterfaces(failure)}</p>;
  return (
    <>
      <div className="options-interfaces">
        <table className="edit-table">
          <thead>
            <tr>
              {Object.entries(words.columns).map(([key, title]) => (
                <th key={key} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {interfaces.map((one) => (
              <Line
                key={one.name}
                one={one}
                settings={settingsIn(draft, one.name)}
                chosen={draft.chosen.includes(one.name)}
                choose={(on) => {
                  const others = draft.chosen.filter((name) => name !== one.name);
                  change({ chosen: on ? [...others, one.name] : others });
                }}
                change={(changes) => changeOf([one.name], changes)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="options-filter">
        <span>{words.applyFilterToAll}</span>
        <CaptureFilterField
          label={words.applyFilterToAll}
          value={filters.size === 1 ? [...filters][0] : ''}
          device={draft.chosen[0]}
          change={(filter) => changeOf(draft.chosen, { filter })}
        />
      </div>
    </>
  );
}

function Line({
  one: { name, description, kind, linkTypes, monitorMode, capturability },
  settings,
  chosen,
  choose,
  change,
}: {
  readonly one: CaptureInterface;
  readonly settings: InterfaceSettings;
  readonly chosen: boolean;
  readonly choose: (on: boolean) => void;
  readonly change: (changes: Partial<InterfaceSettings>) => void;
}) {
  const { columns } = words;
  const of = (what: string): string => `${what} of ${name}`;
  return (
    <tr className={chosen ? 'chosen' : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`${columns.use} ${name}`}
          checked={chosen}
          onChange={(event) => choose(event.target.checked)}
        />
      </td>
      <td className="options-interface" title={capturability.possible ? description : capturability.reason}>
        <b>{name}</b>
        <span>{capturability.possible ? (description ?? words.kinds[kind]) : capturability.reason}</span>
      </td>
      <td>
        <InterfaceTraffic name={name} />
      </td>
      <td>
        {linkTypes.length > 1 ? (
          <select
            aria-label={of(columns.linkType)}
            value={settings.linkType ?? linkTypes[0].number}
            onChange={(event) => change({ linkType: Number(event.target.value) })}
          >
            {linkTypes.map(({ number, name: title, description: meaning }) => (
              <option key={number} value={number} title={meaning}>
                {title}
              </option>
            ))}
          </select>
        ) : (
          <span title={linkTypes[0]?.description}>{linkTypes[0]?.name ?? words.defaultLink}</span>
        )}
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={of(columns.promiscuous)}
          checked={settings.promiscuous}
          onChange={(event) => change({ promiscuous: event.target.checked })}
        />
      </td>
      <td>
        <input
          type="number"
          className="text-input options-number"
          aria-label={of(columns.snapshotLength)}
          min={1}
          max={defaultSnapshotLength}
          placeholder={words.everyPacketWhole}
          value={settings.snapshotLength === defaultSnapshotLength ? '' : settings.snapshotLength}
          onChange={(event) => change({ snapshotLength: within(event.target.value, 1, defaultSnapshotLength) })}
        />
      </td>
      <td>
        <input
          type="number"
          className="text-input options-number"
          aria-label={of(columns.buffer)}
          min={1}
          max={2047}
          value={settings.bufferBytes / mebibyte}
          onChange={(event) => change({ bufferBytes: within(event.target.value, 1, 2047) * mebibyte })}
        />
      </td>
      <td title={monitorMode ? undefined : words.noMonitor}>
        <input
          type="checkbox"
          aria-label={of(columns.monitor)}
          disabled={!monitorMode}
          checked={settings.monitorMode && monitorMode === true}
          onChange={(event) => change({ monitorMode: event.target.checked })}
        />
      </td>
      <td>
        <FilterCell label={of(columns.filter)} device={name} filter={settings.filter} change={change} />
      </td>
    </tr>
  );
}

function FilterCell({
  label,
  device,
  filter,
  change,
}: {
  readonly label: string;
  readonly device: string;
  readonly filter: string;
  readonly change: (changes: Partial<InterfaceSettings>) => void;
}) {
  const { state, problem } = useCheckedFilter(filter, device);
  return (
    <input
      type="text"
      className={`text-input mono options-filter-cell ${state}`}
      aria-label={label}
      aria-invalid={problem !== undefined}
      title={problem?.message}
      spellCheck={false}
      value={filter}
      onChange={(event) => change({ filter: event.target.value })}
    />
  );
}

/** A whole number within limits; the upper one when nothing was typed. */
function within(text: string, least: number, most: number): number {
  const number = Math.round(Number(text));
  return text.trim() === '' || Number.isNaN(number) ? most : Math.max(least, Math.min(most, number));
}
