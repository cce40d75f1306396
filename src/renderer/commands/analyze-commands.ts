/** The commands of the Analyze and Statistics menus: filters from what is selected, and facts about the file. */
import { type Combination, combine } from '../actions/combine';
import { applyFilter, takeTerm } from '../actions/filter';
import { run } from '../actions/notices';
import { focusPane } from '../actions/panes';
import { addColumn } from '../actions/rows';
import { openTab } from '../actions/tabs';
import { nodeTerm, selectedByteTerms, selectedCellTerm } from '../actions/terms';
import { askEngine } from '../bridge/engine-client';
import { messages } from '../messages/messages';
import { app, hasCapture } from '../state/app-state';
import { type Command, type CommandName, hasField, hasPacket } from './command';
import { filterCommands } from './filter-commands';

/** The ways of joining a term to the filter, with the commands that apply it and those that only prepare it. */
export const combinations: readonly [Combination, CommandName, CommandName][] = [
  ['selected', 'applySelected', 'prepareSelected'],
  ['not', 'applyNot', 'prepareNot'],
  ['and', 'applyAnd', 'prepareAnd'],
  ['or', 'applyOr', 'prepareOr'],
  ['and-not', 'applyAndNot', 'prepareAndNot'],
  ['or-not', 'applyOrNot', 'prepareOrNot'],
];

/** The term at hand: of bytes selected by hand, of the selected line of the detail, or of the selected cell. */
async function selectedTerm(): Promise<string> {
  const inList = document.activeElement?.getAttribute('data-pane') === 'list';
  return (inList ? '' : selectedByteTerms()[0] || nodeTerm()) || (await selectedCellTerm());
}

async function takeSelectedTerm(combination: Combination, prepareOnly: boolean): Promise<void> {
  const term = await selectedTerm();
  if (term === '') return;
  takeTerm(term, combination, prepareOnly);
  if (prepareOnly) focusPane('filter');
}

function termCommand(name: CommandName, combination: Combination, prepareOnly: boolean): Command {
  return {
    name,
    menu: 'analyze',
    group: 'filter',
    submenu: prepareOnly ? 'prepareFilter' : 'applyFilter',
    enabled: hasPacket,
    run: () => run(takeSelectedTerm(combination, prepareOnly)),
  };
}

const layers = [
  ['conversationEthernet', 'ethernet'],
  ['conversationIp', 'ip'],
  ['conversationTcp', 'tcp'],
  ['conversationUdp', 'udp'],
] as const;

async function filterConversation(layer: (typeof layers)[number][1]): Promise<void> {
  const { selection } = app.get();
  if (!selection) return;
  const filter = await askEngine('conversationFilter', { number: selection.number, layer });
  if (filter === '') throw new Error(messages.filter.noConversation);
  await applyFilter(combine('', filter, 'selected'));
}

export const analyzeCommands: readonly Command[] = [
  {
    name: 'editFilter',
    menu: 'analyze',
    group: 'bar',
    shortcut: 'Ctrl+/',
    enabled: hasCapture,
    run: () => focusPane('filter'),
  },
  {
    name: 'clearFilter',
    menu: 'analyze',
    group: 'bar',
    enabled: (state) => hasCapture(state) && state.filterText !== '',
    run: () => run(applyFilter('')),
  },
  ...filterCommands,
  {
    name: 'applyAsColumn',
    menu: 'analyze',
    group: 'filter',
    shortcut: 'Ctrl+Shift+I',
    enabled: hasField,
    run: () => {
      const { detail, node } = app.get();
      const line = detail?.nodes[node];
      if (line) run(addColumn(titleOf(line.text, line.field), line.field));
    },
  },
  ...combinations.map(([combination, name]) => termCommand(name, combination, false)),
  ...combinations.map(([combination, , name]) => termCommand(name, combination, true)),
  ...layers.map(
    ([name, layer]): Command => ({
      name,
      menu: 'analyze',
      group: 'filter',
      submenu: 'conversationFilter',
      enabled: hasPacket,
      run: () => run(filterConversation(layer)),
    }),
  ),
  {
    name: 'properties',
    menu: 'statistics',
    group: 'file',
    shortcut: 'Ctrl+Alt+Shift+C',
    enabled: hasCapture,
    run: () => app.set({ dialog: { kind: 'properties' } }),
  },
  {
    name: 'protocolHierarchy',
    menu: 'statistics',
    group: 'file',
    enabled: hasCapture,
    run: () => openTab({ kind: 'protocol-hierarchy' }),
  },
];

/** A line's label, which is what stands before its value; the field's name when there is none. */
function titleOf(text: string, field: string): string {
  const label = /^\[?(?:[01. ]+ = )?([^:=]{1,60}):/.exec(text)?.[1];
  return label ?? field;
}
