/** The view of all HTTP exchanges: the list, and below it the one that is selected. */
import './exchanges.css';
import { useState } from 'react';
import type { ExchangeRow } from '../../shared/exchanges-contract';
import { run } from '../actions/notices';
import { DataTable } from '../controls/data-table';
import { CheckBox } from '../controls/labelled';
import { messages } from '../messages/messages';
import { exchangeMenu, exportHar, exportObjects, goToMessage } from './exchange-actions';
import { exchangeColumns } from './exchange-columns';
import { type ListOrder, useExchangeRows } from './exchange-rows';
import { ExchangeView } from './exchange-view';

const words = messages.exchanges;

export function Exchanges({ visible }: { readonly visible: boolean }) {
  const [order, setOrder] = useState<ListOrder>({ key: 'start', descending: false, text: '', displayed: false });
  const list = useExchangeRows(order, visible);
  const [selected, setSelected] = useState<{ readonly at: number; readonly row: ExchangeRow }>();
  const { count, total, done, failure } = list;
  const change = (part: Partial<ListOrder>): void => {
    setOrder({ ...order, ...part });
    setSelected(undefined);
  };
  const which = order.displayed ? 'displayed' : 'all';
  const empty = !done ? words.looking : total === 0 ? words.none : words.noneMatches;
  return (
    <section className="exchanges" aria-label={words.title}>
      <header className="view-header">
        <input
          type="search"
          className="exchange-search"
          aria-label={words.search}
          placeholder={words.search}
          value={order.text}
          onChange={(event) => change({ text: event.target.value })}
        />
        <CheckBox title={words.onlyDisplayed} on={order.displayed} change={(displayed) => change({ displayed })} />
        <span className="view-header-space" />
        <span className="dim" role="note">
          {done ? words.counts(count, total) : words.looking}
        </span>
        <button
          type="button"
          className="button framed"
          disabled={total === 0}
          onClick={() => run(exportObjects(which))}
        >
          {words.exportObjects}
        </button>
        <button type="button" className="button framed" disabled={total === 0} onClick={() => run(exportHar(which))}>
          {words.exportHar}
        </button>
      </header>
      {failure !== undefined ? (
        <p className="pane-message">{words.failed(failure)}</p>
      ) : (
        <DataTable
          label={words.list}
          columns={exchangeColumns}
          count={count}
          rowAt={list.rowAt}
          rowKey={(row) => row.index}
          selected={selected?.at ?? -1}
          select={(at) => {
            const row = list.rowAt(at);
            if (row) setSelected({ at, row });
          }}
          activate={(at) => {
            const row = list.rowAt(at);
            if (row) goToMessage(row, row.request ? 'request' : 'response');
          }}
          order={order}
          sort={({ key, descending }) => change({ key: key as ListOrder['key'], descending })}
          menu={() => (selected ? exchangeMenu(selected.row) : [])}
          shown={list.shown}
          empty={empty}
        />
      )}
      {selected && <ExchangeView key={selected.row.index} row={selected.row} close={() => setSelected(undefined)} />}
    </section>
  );
}
