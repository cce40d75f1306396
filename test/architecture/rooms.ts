/** The rooms of the program and which room may import which: whatever is not listed here is forbidden. */
import type { Import } from './source-files';

export interface Room {
  /** Rooms it may import; `types of X` allows types alone. */
  readonly rooms: readonly string[];
  /** Packages it may import; a final `*` stands for anything. */
  readonly packages: readonly string[];
}

const ENGINE_LEVELS: readonly (readonly string[])[] = [
  ['engine/host', 'engine/view'],
  ['engine/bytes'],
  ['engine/declare', 'engine/capture-file'],
  ['engine/protocols'],
  ['engine/reassembly', 'engine/analysis'],
  ['engine/index', 'engine/decode'],
  ['engine/filter'],
  ['engine/streams', 'engine/statistics'],
  ['engine/session'],
];

/** Every part of the engine may import the levels below its own, and takes all it needs of Node from the host interface. */
function engineRooms(): Record<string, Room> {
  return Object.fromEntries(ENGINE_LEVELS.flat().map((name) => [name, { rooms: levelsBelow(name), packages: [] }]));
}

function levelsBelow(name: string): string[] {
  return ENGINE_LEVELS.slice(
    0,
    ENGINE_LEVELS.findIndex((level) => level.includes(name)),
  ).flat();
}

export const ROOMS: Readonly<Record<string, Room>> = {
  ...engineRooms(),
  // A regular expression of a filter must not run away: the package's matching takes linear time, our own counts its steps.
  'engine/filter': { rooms: levelsBelow('engine/filter'), packages: ['re2js'] },
  shared: { rooms: ['engine/view', 'types of engine'], packages: ['valibot'] },
  'node-host': { rooms: ['engine/host', 'types of engine', 'shared'], packages: ['node:*', 'fzstd'] },
  'engine-process': {
    rooms: ['engine/session', 'types of engine', 'node-host', 'shared'],
    packages: ['node:*', 'electron'],
  },
  cli: {
    rooms: ['engine/session', 'engine/bytes', 'types of engine', 'node-host', 'shared', 'capture-control', 'sockets'],
    packages: ['node:*'],
  },
  // Orders and reports are in shared; cap itself is loaded at run time, where it is there.
  'capture-helper': { rooms: ['engine/capture-file', 'types of engine', 'shared'], packages: ['node:*', 'valibot'] },
  // Cuts the half-written block off what a crash left.
  'capture-control': { rooms: ['shared', 'engine/capture-file'], packages: ['node:*'] },
  sockets: { rooms: ['shared', 'engine/bytes'], packages: ['node:*', 'systeminformation'] },
  main: { rooms: ['shared', 'capture-control'], packages: ['node:*', 'electron', 'valibot'] },
  preload: { rooms: ['shared'], packages: ['electron'] },
  renderer: {
    rooms: ['shared', 'engine/bytes', 'engine/declare', 'engine/filter', 'types of engine'],
    packages: [
      'react',
      'react/*',
      'react-dom',
      'react-dom/*',
      '@fontsource*',
      '@xterm/*',
      '@codemirror/*',
      '@lezer/*',
      'uplot',
      'uplot/*',
    ],
  },
};

/** Which room a path below src/ lies in; files directly in engine/ besides host and view belong to the session. */
export function roomOf(path: string): string {
  const [top = '', second = ''] = path.replace(/\.tsx?$/, '').split('/');
  if (top !== 'engine') return top;
  return `engine/${second}` in ROOMS ? `engine/${second}` : 'engine/session';
}

/** Whether a file of this room may have this import. */
export function mayImport(room: string, { specifier, target, typesOnly }: Import): boolean {
  const allowed = ROOMS[room];
  if (allowed === undefined) return false;
  if (target === undefined) return allowed.packages.some((pattern) => matches(pattern, specifier));
  const other = roomOf(target);
  if (other === room || allowed.rooms.includes(other)) return true;
  return typesOnly && allowed.rooms.some((entry) => entry === `types of ${other.split('/')[0]}`);
}

function matches(pattern: string, specifier: string): boolean {
  return pattern.endsWith('*') ? specifier.startsWith(pattern.slice(0, -1)) : specifier === pattern;
}

/** What all features of the window stand on; every other folder of the renderer is a feature. */
const FOUNDATIONS = new Set(['actions', 'bridge', 'commands', 'controls', 'messages', 'state', 'theme']);

/** The feature of the window a path belongs to: `renderer/packet-list/rows.tsx` is `packet-list`. */
export function featureOf(path: string): string | undefined {
  const folder = /^renderer\/([^/]+)\//.exec(path)?.[1];
  return folder === undefined || FOUNDATIONS.has(folder) ? undefined : folder;
}

/** Whether a path lies in one of the folders that all features stand on. */
export function isFoundation(path: string): boolean {
  return FOUNDATIONS.has(/^renderer\/([^/]+)\//.exec(path)?.[1] ?? '');
}
