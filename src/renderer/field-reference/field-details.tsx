/** The selected field: what can be done with its name, and what its values are called. */
import { useEffect, useState } from 'react';
import type { FieldEntry, ValueName } from '../../shared/filter-contract';
import { copyText } from '../actions/copying';
import { takeTerm } from '../actions/filter';
import { run } from '../actions/notices';
import { addColumn } from '../actions/rows';
import { askEngine } from '../bridge/engine-client';
import { DataTable } from '../controls/data-table';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';

const words = messages.fieldReference;

export function FieldDetails({
  entry: { name, label, description, type, protocolTitle },
}: {
  readonly entry: FieldEntry;
}) {
  const values = useValueNames(name);
  const [selected, select] = useState(-1);
  const actions = [
    [words.insert, () => takeTerm(name, 'and', true)],
    [words.copy, () => run(copyText(name))],
    [words.column, () => run(addColumn(label, name))],
  ] as const;
  return (
    <aside className="field-details" aria-label={words.details}>
      <h2 className="mono selectable">{name}</h2>
      <p className="selectable">{description || label}</p>
      <p className="field-kind">
        {protocolTitle} · {type}
      </p>
      <div className="field-actions">
        {actions.map(([title, press]) => (
          <button key={title} type="button" className="button framed" onClick={press}>
            {title}
          </button>
        ))}
      </div>
      {values && values.length > 0 && (
        <DataTable
          label={words.values}
          columns={valueColumns}
          count={values.length}
          rowAt={(index) => values[index]}
          selected={selected}
          select={select}
          activate={(index) => takeTerm(`${name} == ${values[index]?.value}`, 'and', true)}
          empty={words.noValues}
        />
      )}
      {values?.length === 0 && <p className="field-kind">{words.noValues}</p>}
    </aside>
  );
}

const valueColumns = [
  { key: 'value', title: words.values, width: '90px', align: 'right', cell: ({ value }: ValueName) => exact(value) },
  { key: 'name', title: '', width: 'minmax(100px, 1fr)', cell: ({ name }: ValueName) => name },
] as const;

function useValueNames(field: string): readonly ValueName[] | undefined {
  const [values, setValues] = useState<readonly ValueName[]>();
  useEffect(() => {
    let current = true;
    run(askEngine('valueNames', { field }).then((found) => current && setValues(found)));
    return () => {
      current = false;
    };
  }, [field]);
  return values;
}
