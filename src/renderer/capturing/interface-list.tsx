/** The interfaces of the machine: what each carries now, its addresses, and whether it can be captured. */
import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import type { CaptureInterface } from '../../shared/live-capture';
import { chooseInterfaces, lookForInterfaces } from '../actions/capturing';
import { run } from '../actions/notices';
import { messages } from '../messages/messages';
import { capturing, useCapturing } from '../state/capturing';
import { InterfaceTraffic } from './interface-traffic';

const words = messages.capturing;

export function InterfaceList({ start }: { readonly start: () => void }) {
  const interfaces = useCapturing((state) => state.interfaces);
  const failure = useCapturing((state) => state.interfacesFailure);
  const chosen = useCapturing((state) => state.chosen);
  const list = useRef<HTMLDivElement>(null);
  if (interfaces === undefined) return <p className="interface-message">{words.looking}</p>;
  if (failure !== undefined || interfaces.length === 0)
    return (
      <div className="interface-message">
        <p>{failure === undefined ? words.noInterfaces : words.failedInterfaces(failure)}</p>
        <button type="button" className="button framed" onClick={() => run(lookForInterfaces())}>
          {words.again}
        </button>
      </div>
    );
  return (
    <div
      ref={list}
      role="listbox"
      className="interface-list"
      tabIndex={0}
      aria-label={words.interfaces}
      aria-multiselectable="true"
      aria-activedescendant={chosen.length > 0 ? elementId(chosen[chosen.length - 1]) : undefined}
      onKeyDown={(event) => moveByKey(event, interfaces, start)}
    >
      {interfaces.map((one) => (
        <Interface key={one.name} one={one} chosen={chosen.includes(one.name)} start={start} />
      ))}
    </div>
  );
}

function elementId(name: string): string {
  return `interface-${name}`;
}

function Interface({
  one,
  chosen,
  start,
}: {
  readonly one: CaptureInterface;
  readonly chosen: boolean;
  readonly start: () => void;
}) {
  const { name, description, kind, addresses, capturability } = one;
  return (
    <div
      role="option"
      id={elementId(name)}
      className={one.up ? 'interface' : 'interface down'}
      aria-selected={chosen}
      tabIndex={-1}
      onMouseDown={(event) => chooseByPointer(event, name)}
      onDoubleClick={start}
    >
      <span className="interface-name">
        <b>{name}</b>
        <span>{description ?? words.kinds[kind]}</span>
      </span>
      <InterfaceTraffic name={name} />
      <span className="interface-addresses" title={addresses.join('\n')}>
        {addresses.join(', ')}
      </span>
      <span className={capturability.possible ? 'interface-state' : 'interface-state refused'} title={stateOf(one)}>
        {stateOf(one)}
      </span>
    </div>
  );
}

/** One line that says whether it can be captured. */
function stateOf({ capturability, up, running, loopback }: CaptureInterface): string {
  if (!capturability.possible) return capturability.reason;
  if (!up) return words.down;
  if (!running && !loopback) return words.noCarrier;
  return words.ready(capturability.by);
}

/** A click chooses one; with Ctrl or Shift it adds or takes away. */
function chooseByPointer(event: MouseEvent, name: string): void {
  if (event.button !== 0) return;
  const { chosen } = capturing.get();
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) chooseInterfaces([name]);
  else chooseInterfaces(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
}

function moveByKey(event: KeyboardEvent, interfaces: readonly CaptureInterface[], start: () => void): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    start();
    return;
  }
  const { chosen } = capturing.get();
  const at = interfaces.findIndex(({ name }) => name === chosen[chosen.length - 1]);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: interfaces.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const { name } = interfaces[Math.max(0, Math.min(interfaces.length - 1, to))];
  chooseInterfaces(event.shiftKey ? [...chosen.filter((one) => one !== name), name] : [name]);
  document.getElementById(elementId(name))?.scrollIntoView({ block: 'nearest' });
}
