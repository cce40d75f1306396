/** The toolbar: the commands used most. */
import './toolbar.css';
import type { CommandName } from '../commands/command';
import { commandNamed, runCommand, titleOf } from '../commands/table';
import { Icon } from '../controls/icon';
import { messages } from '../messages/messages';
import { useApp } from '../state/app-state';

const groups: readonly (readonly CommandName[])[] = [
  ['startCapture', 'stopCapture', 'restartCapture', 'captureOptions'],
  ['open', 'save', 'close'],
  ['find', 'back', 'forward', 'goTo', 'firstPacket', 'lastPacket'],
  ['followStream'],
  ['autoScroll', 'colourRows'],
  ['sockets'],
];

/** Commands whose name stands beside their icon. */
const named: Partial<Record<CommandName, string>> = {
  startCapture: messages.toolbar.start,
  stopCapture: messages.toolbar.stop,
  autoScroll: messages.toolbar.autoScroll,
  open: messages.toolbar.open,
  find: messages.toolbar.find,
  followStream: messages.toolbar.follow,
  colourRows: messages.toolbar.colours,
  sockets: messages.sockets.title,
};

/** Commands whose name goes first where there is little room. */
const spare: readonly CommandName[] = ['autoScroll', 'colourRows'];

export function Toolbar() {
  return (
    <div role="toolbar" className="toolbar" aria-label={messages.toolbar.name}>
      {groups.map((names, place) => (
        <span key={place} style={{ display: 'contents' }}>
          {place > 0 && <span className="toolbar-line" />}
          {names.map((name) => (
            <ToolButton key={name} name={name} />
          ))}
        </span>
      ))}
    </div>
  );
}

function ToolButton({ name }: { readonly name: CommandName }) {
  const command = commandNamed(name);
  const enabled = useApp((state) => command.enabled?.(state) ?? true);
  const checked = useApp((state) => command.checked?.(state));
  const title = titleOf(command);
  return (
    <button
      type="button"
      className="button"
      disabled={!enabled}
      aria-label={title}
      aria-pressed={checked}
      title={command.shortcut ? `${title} (${command.shortcut})` : title}
      // The focus stays where the user works.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runCommand(command)}
    >
      {command.icon && <Icon name={command.icon} />}
      {named[name] && <span className={spare.includes(name) ? 'toolbar-spare' : ''}>{named[name]}</span>}
    </button>
  );
}
