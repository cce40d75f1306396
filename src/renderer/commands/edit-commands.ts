/** The commands of the Edit menu. */
import type { BytesForm } from '../actions/bytes-text';
import { copyBytes, copyNode, copyRow, copyVisibleLines } from '../actions/copying';
import { findNext, goToMatch, openFind } from '../actions/find';
import { run } from '../actions/notices';
import { clearTimeReferences, setDisplayed, toggleSelected } from '../actions/rows';
import { messages } from '../messages/messages';
import { app, hasCapture } from '../state/app-state';
import { type Command, type CommandName, hasField, hasPacket } from './command';
import { filterCopyCommands } from './filter-commands';

const hasLine = (state: Parameters<typeof hasPacket>[0]): boolean => hasPacket(state) && state.node >= 0;

const copyCommands: readonly Command[] = [
  { name: 'copyLines', run: () => run(copyVisibleLines()), enabled: hasPacket },
  { name: 'copyDescription', run: () => run(copyNode('description')), enabled: hasLine },
  { name: 'copyField', shortcut: 'Ctrl+Shift+F', run: () => run(copyNode('field')), enabled: hasField },
  { name: 'copyValue', shortcut: 'Ctrl+Shift+V', run: () => run(copyNode('value')), enabled: hasLine },
  { name: 'copyAsFilter', shortcut: 'Ctrl+Shift+C', run: () => run(copyNode('filter')), enabled: hasField },
  { name: 'copyRowText', run: () => run(copyRow('text')), enabled: hasPacket },
  { name: 'copyRowCsv', run: () => run(copyRow('csv')), enabled: hasPacket },
].map((command) => ({ menu: 'edit', group: 'copy', submenu: 'copy', ...command }) as Command);

const bytesForms: readonly [CommandName, BytesForm][] = [
  ['copyBytesDump', 'dump'],
  ['copyBytesHexDump', 'hexDump'],
  ['copyBytesText', 'text'],
  ['copyBytesHexStream', 'hexStream'],
  ['copyBytesBase64', 'base64'],
  ['copyBytesCArray', 'cArray'],
  ['copyBytesEscaped', 'escaped'],
];

const copyBytesCommands: readonly Command[] = bytesForms.map(([name, form]) => ({
  name,
  menu: 'edit',
  group: 'copy',
  submenu: 'copyBytes',
  enabled: hasPacket,
  run: () => run(copyBytes(form)),
}));

/** Steps to packets that carry a sign of the user's. */
function step(
  name: CommandName,
  group: string,
  shortcut: string,
  filter: string,
  backwards: boolean,
  none: string,
): Command {
  return {
    name,
    menu: 'edit',
    group,
    shortcut,
    enabled: hasCapture,
    run: () => run(goToMatch(filter, backwards, none)),
  };
}

const { noMarked, noTimeReference } = messages.find;

export const editCommands: readonly Command[] = [
  ...copyCommands,
  ...filterCopyCommands,
  ...copyBytesCommands,
  {
    name: 'find',
    menu: 'edit',
    group: 'find',
    shortcut: 'Ctrl+F',
    icon: 'find',
    enabled: hasCapture,
    run: openFind,
  },
  {
    name: 'findNext',
    menu: 'edit',
    group: 'find',
    shortcut: 'Ctrl+N',
    enabled: hasCapture,
    run: () => run(findNext(false)),
  },
  {
    name: 'findPrevious',
    menu: 'edit',
    group: 'find',
    shortcut: 'Ctrl+B',
    enabled: hasCapture,
    run: () => run(findNext(true)),
  },
  {
    name: 'mark',
    menu: 'edit',
    group: 'mark',
    shortcut: 'Ctrl+M',
    enabled: hasPacket,
    run: () => run(toggleSelected('mark')),
  },
  {
    name: 'markDisplayed',
    menu: 'edit',
    group: 'mark',
    shortcut: 'Ctrl+Shift+M',
    enabled: hasCapture,
    run: () => run(setDisplayed('mark', true)),
  },
  {
    name: 'unmarkDisplayed',
    menu: 'edit',
    group: 'mark',
    shortcut: 'Ctrl+Alt+M',
    enabled: hasCapture,
    run: () => run(setDisplayed('mark', false)),
  },
  step('nextMark', 'mark', 'Ctrl+Shift+N', 'frame.marked == 1', false, noMarked),
  step('previousMark', 'mark', 'Ctrl+Shift+B', 'frame.marked == 1', true, noMarked),
  {
    name: 'ignore',
    menu: 'edit',
    group: 'ignore',
    shortcut: 'Ctrl+D',
    enabled: hasPacket,
    run: () => run(toggleSelected('ignore')),
  },
  {
    name: 'ignoreDisplayed',
    menu: 'edit',
    group: 'ignore',
    shortcut: 'Ctrl+Shift+D',
    enabled: hasCapture,
    run: () => run(setDisplayed('ignore', true)),
  },
  {
    name: 'unignoreDisplayed',
    menu: 'edit',
    group: 'ignore',
    shortcut: 'Ctrl+Alt+D',
    enabled: hasCapture,
    run: () => run(setDisplayed('ignore', false)),
  },
  {
    name: 'timeReference',
    menu: 'edit',
    group: 'time',
    shortcut: 'Ctrl+T',
    enabled: hasPacket,
    run: () => run(toggleSelected('timeReference')),
  },
  {
    name: 'clearTimeReferences',
    menu: 'edit',
    group: 'time',
    shortcut: 'Ctrl+Alt+T',
    enabled: (state) => (state.capture?.status?.timeReferences ?? 0) > 0,
    run: () => run(clearTimeReferences()),
  },
  step('nextTimeReference', 'time', 'Ctrl+Alt+N', 'frame.ref_time == 1', false, noTimeReference),
  step('previousTimeReference', 'time', 'Ctrl+Alt+B', 'frame.ref_time == 1', true, noTimeReference),
  {
    name: 'comments',
    menu: 'edit',
    group: 'comment',
    shortcut: 'Ctrl+Alt+C',
    enabled: hasPacket,
    run: () => {
      const { selection } = app.get();
      if (selection) app.set({ dialog: { kind: 'comments', number: selection.number } });
    },
  },
  {
    name: 'commentList',
    menu: 'edit',
    group: 'comment',
    enabled: (state) => (state.capture?.status?.commented ?? 0) > 0,
    run: () => app.set({ dialog: { kind: 'comment-list' } }),
  },
];
