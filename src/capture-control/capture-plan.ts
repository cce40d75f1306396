/** Turns what the user wants captured into an order for one helper process. */
import type { CaptureOrder, DeviceOrder, RingOrder, StopOrder, StreamOrder } from '../shared/capture-orders';
import {
  type CaptureOptions,
  type CaptureProgram,
  type CaptureSource,
  defaultBufferBytes,
  defaultSnapshotLength,
} from '../shared/live-capture';
import { otherPrograms } from './programs';
import { onPath, type Runtime } from './runtimes';

type InterfaceSource = Extract<CaptureSource, { kind: 'interface' }>;

/** How a helper is started: it writes to the standard output it is given. */
export interface CapturePlan {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly order: CaptureOrder;
  /** The helper makes the files itself, because a ring buffer needs one after the other. */
  readonly writesFiles: boolean;
  /** Our own standard input is to be its descriptor 3. */
  readonly takesStandardInput: boolean;
  readonly program: CaptureProgram | 'none';
}

export interface PlanSurroundings {
  readonly helper: string;
  readonly runtime: Runtime;
  /** Which program serves interfaces. */
  readonly program: CaptureProgram;
  readonly application: string;
  /** Where a ring buffer's files go; without number and time. */
  readonly ringPath?: string;
  readonly stop: StopOrder;
}

/** Descriptor of our standard input in the helper. */
const handedOver = 3;

export function planCapture(options: CaptureOptions, around: PlanSurroundings): CapturePlan {
  const interfaces = options.sources.filter((source): source is InterfaceSource => source.kind === 'interface');
  const { application, stop } = around;
  const devices = interfaces.map(deviceOrder);
  const onlyInterfaces = interfaces.length === options.sources.length;
  const takesStandardInput = options.sources.some((source) => source.kind === 'pipe' && source.path === '-');
  const common = { takesStandardInput, program: interfaces.length > 0 ? around.program : ('none' as const) };
  if (onlyInterfaces && around.program === 'cap' && options.ring === undefined)
    return {
      ...common,
      ...command(around, options.elevation),
      order: { kind: 'capture', devices, stop, application },
      writesFiles: false,
    };
  const streams = [
    ...(devices.length === 0 ? [] : deviceStreams(devices, options, around)),
    ...options.sources.filter((source) => source.kind !== 'interface').map(streamOrder),
  ];
  const files =
    options.ring === undefined || around.ringPath === undefined
      ? {}
      : { files: { path: around.ringPath, ring: options.ring satisfies RingOrder } };
  return {
    ...common,
    ...command(around),
    order: { kind: 'relay', streams, stop, application, ...files },
    writesFiles: 'files' in files,
  };
}

function deviceOrder(source: InterfaceSource): DeviceOrder {
  return {
    name: source.name,
    filter: source.filter ?? '',
    promiscuous: source.promiscuous ?? true,
    monitorMode: source.monitorMode ?? false,
    snapshotLength: source.snapshotLength ?? defaultSnapshotLength,
    bufferBytes: source.bufferBytes ?? defaultBufferBytes,
    ...(source.linkType === undefined ? {} : { linkType: source.linkType }),
  };
}

function command(
  { runtime, helper }: PlanSurroundings,
  elevation?: CaptureOptions['elevation'],
): Pick<CapturePlan, 'arguments' | 'environment'> {
  const own = [runtime.program, helper];
  if (elevation === undefined) return { arguments: own, environment: runtime.environment };
  // pkexec starts with an empty environment, so what the runtime needs of it is said by env.
  const settings = Object.entries(runtime.environment).map(([name, value]) => `${name}=${value}`);
  const prefix = settings.length === 0 ? [] : ['env', ...settings];
  return { arguments: ['pkexec', ...prefix, ...own], environment: {} };
}

function deviceStreams(
  devices: readonly DeviceOrder[],
  options: CaptureOptions,
  around: PlanSurroundings,
): StreamOrder[] {
  const { application, program } = around;
  if (program === 'cap') {
    const order: CaptureOrder = { kind: 'capture', devices: [...devices], stop: {}, application };
    const { arguments: words, environment } = command(around, options.elevation);
    return [
      {
        kind: 'command',
        name: titleOf(devices.map(({ name }) => name)),
        arguments: [...words],
        speaks: 'reports',
        input: `${JSON.stringify(order)}\n`,
        environment: { ...environment },
      },
    ];
  }
  const other = otherPrograms.find(({ id }) => id === program)!;
  const groups = other.takesSeveral ? [devices] : devices.map((device) => [device]);
  return groups.map((group) => ({
    kind: 'command',
    name: titleOf(group.map(({ name }) => name)),
    arguments: [onPath(program) ?? program, ...other.capture(group)],
    speaks: 'text',
    holdsBack: other.holdsBack,
  }));
}

function streamOrder(source: Exclude<CaptureSource, InterfaceSource>): StreamOrder {
  const name = sourceName(source);
  switch (source.kind) {
    case 'pipe':
      return source.path === '-'
        ? { kind: 'descriptor', name, descriptor: handedOver }
        : { kind: 'path', name, path: source.path };
    case 'command':
      return { kind: 'command', name, arguments: [...source.arguments], speaks: 'text' };
    case 'tcp':
      return { kind: 'tcp', name, host: source.host, port: source.port };
  }
}

/** What a source is called in titles and in the file. */
export function sourceName(source: CaptureSource): string {
  switch (source.kind) {
    case 'interface':
      return source.name;
    case 'pipe':
      return source.path === '-' ? 'Standard input' : source.path;
    case 'command':
      return source.name ?? source.arguments.slice(0, 2).join(' ');
    case 'tcp':
      return `${source.host}:${source.port}`;
  }
}

/** `eth0`, `eth0 and lo`, `eth0, eth1 and lo`. */
export function titleOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
