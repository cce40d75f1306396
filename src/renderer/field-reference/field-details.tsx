/** The selected field: what can be done with its name, and what its values are called. */
import { useEffect, useState } from 'react';
import type { FieldEntry, ValueName } from '../../shared/fields-contract';
import { run } from '../actions/notices';
import { askFields } from '../bridge/fields-client';
import { DataTable } from '../controls/data-table';
import { messages } from '../messages/messages';
import { exact } from '../messages/numbers';
import { hasCapture, useApp } from '../state/app-state';
import { fieldActions, insertTerm } from './field-actions';

const words = messages.fieldReference;

export function FieldDetails({ entry }: { readonly entry: FieldEntry }) {
  const { name, label, description, type, protocolTitle } = entry;
  const values = useValueNames(name);
  const [selected, select] = useState(-1);
  const open = useApp(hasCapture);
  return (
    <aside className="field-details" aria-label={words.details}>
      <h2 className="mono selectable">{name}</h2>
      <p className="selectable">{description || label}</p>
      <p className="field-kind">
        {protocolTitle} · {type}
      </p>
      <div className="field-actions">
        {fieldActions(entry, open).map(([title, press]) => (
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
          activate={(index) => insertTerm(`${name} == ${values[index]?.value}`)}
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
    run(askFields('valueNames', { field }).then((found) => current && setValues(found)));
    return () => {
      current = false;
    };
  }, [field]);
  return values;
}
