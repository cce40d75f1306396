/** The commands of the Go menu. */
import { goToFirst, goToLast, goToLinked, moveSelection, stepInConversation } from '../actions/find';
import { run } from '../actions/notices';
import { goThroughHistory } from '../actions/selection';
import { app, hasCapture } from '../state/app-state';
import { type Command, hasPacket } from './command';

export const goCommands: readonly Command[] = [
  {
    name: 'back',
    menu: 'go',
    group: 'history',
    shortcut: 'Alt+Left',
    icon: 'back',
    enabled: (state) => hasCapture(state) && state.back.length > 0,
    run: () => run(goThroughHistory('back')),
  },
  {
    name: 'forward',
    menu: 'go',
    group: 'history',
    shortcut: 'Alt+Right',
    icon: 'forward',
    enabled: (state) => hasCapture(state) && state.forward.length > 0,
    run: () => run(goThroughHistory('forward')),
  },
  {
    name: 'goTo',
    menu: 'go',
    group: 'to',
    shortcut: 'Ctrl+G',
    icon: 'goTo',
    enabled: hasCapture,
    run: () => app.set({ dialog: { kind: 'go-to' } }),
  },
  {
    name: 'goToLinked',
    menu: 'go',
    group: 'to',
    enabled: (state) => hasPacket(state) && state.detail?.nodes[state.node]?.link !== undefined,
    run: () => run(goToLinked()),
  },
  {
    name: 'nextPacket',
    menu: 'go',
    group: 'step',
    shortcut: 'Ctrl+Down',
    otherShortcut: 'F8',
    enabled: hasPacket,
    run: () => run(moveSelection(1)),
  },
  {
    name: 'previousPacket',
    menu: 'go',
    group: 'step',
    shortcut: 'Ctrl+Up',
    otherShortcut: 'F7',
    enabled: hasPacket,
    run: () => run(moveSelection(-1)),
  },
  {
    name: 'firstPacket',
    menu: 'go',
    group: 'step',
    shortcut: 'Ctrl+Home',
    icon: 'first',
    enabled: hasCapture,
    run: () => run(goToFirst()),
  },
  {
    name: 'lastPacket',
    menu: 'go',
    group: 'step',
    shortcut: 'Ctrl+End',
    icon: 'last',
    enabled: hasCapture,
    run: () => run(goToLast()),
  },
  {
    name: 'nextInConversation',
    menu: 'go',
    group: 'conversation',
    shortcut: 'Ctrl+.',
    enabled: hasPacket,
    run: () => run(stepInConversation('next')),
  },
  {
    name: 'previousInConversation',
    menu: 'go',
    group: 'conversation',
    shortcut: 'Ctrl+,',
    enabled: hasPacket,
    run: () => run(stepInConversation('previous')),
  },
];
