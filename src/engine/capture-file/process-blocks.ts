/**
 * Processes in pcapng: the process entry of Wireshark's custom blocks (private enterprise number 32622, entry type 3, everything in
 * it little-endian whatever the section is), and Darwin's process event block.
 */
import type { RawOption } from './capture-file';
import { optionsLength, textOption, writeOptions } from './pcapng-encoder';
import { blockType, commonOption, customDataOffset, packetOption, roundUpTo4 } from './pcapng-format';
import { optionText, readOptions } from './pcapng-options';

/** A process that packets can name. */
export interface CapturedProcess {
  readonly pid: number;
  readonly name?: string;
  readonly path?: string;
  /** Its words, joined with spaces. */
  readonly command?: string;
  readonly user?: string;
}

/** The process of one packet as it is saved with it. */
export interface PacketOwner {
  readonly pid: number;
  /** The end of the packet at which the process is. */
  readonly end: 'source' | 'destination';
  /** Whether its socket was seen before, between or after the conversation's packets. */
  readonly known: 'before' | 'during' | 'after';
  /** By both ends of the connection; otherwise by the local port alone. */
  readonly exact: boolean;
}

const wiresharkEnterprise = 32_622;
/** Set aside for examples (RFC 5612): what it means is told by the word in front. */
const exampleEnterprise = 32_473;
const noteWord = 'sockeye-owner';
const note = new RegExp(`^${noteWord} (source|destination) (before|during|after) (exact|port)$`);
const processEntry = 3;
const trailerLength = 4;
/** Enterprise number, entry type, entry length, process id. */
const shortestEntry = customDataOffset + 4 + 4 + 4 + trailerLength;
const entryAt = customDataOffset;
const pidAt = entryAt + 8;
const processOption = { name: 2, path: 3, command: 4, user: 7 } as const;
const darwinOption = { name: 2 } as const;
const shortestDarwinBlock = 16;

/** The process of a custom block at `at`, or undefined where it is not that kind of entry, or not a sound one. */
export function readProcessBlock(
  view: DataView,
  at: number,
  length: number,
  littleEndian: boolean,
): CapturedProcess | undefined {
  if (length < shortestEntry) return undefined;
  if (view.getUint32(at + 8, littleEndian) !== wiresharkEnterprise) return undefined;
  if (view.getUint32(at + entryAt, true) !== processEntry) return undefined;
  const entryLength = view.getUint32(at + entryAt + 4, true);
  if (entryLength < 4 || entryLength > length - pidAt - trailerLength) return undefined;
  const options: RawOption[] = [];
  if (readOptions(view, at + pidAt + 4, at + pidAt + entryLength, true, options)) return undefined;
  const text = textsOf(options);
  return {
    pid: view.getUint32(at + pidAt, true),
    name: text(processOption.name),
    path: text(processOption.path),
    command: commandOf(options),
    user: text(processOption.user),
  };
}

/** The process of a Darwin process event block at `at`; packets name it by its place among these blocks. */
export function readDarwinProcess(
  view: DataView,
  at: number,
  length: number,
  littleEndian: boolean,
): CapturedProcess | undefined {
  if (length < shortestDarwinBlock) return undefined;
  const options: RawOption[] = [];
  readOptions(view, at + 12, at + length - trailerLength, littleEndian, options);
  return { pid: view.getUint32(at + 8, littleEndian), name: textsOf(options)(darwinOption.name) };
}

/** A custom block that older readers pass over or show as a frame of its own: so it belongs behind all packets. */
export function processBlock({ pid, name, path, command, user }: CapturedProcess, littleEndian: boolean): Uint8Array {
  const options: RawOption[] = [];
  const add = (code: number, text: string | undefined): void => {
    if (text) options.push(textOption(code, text));
  };
  add(processOption.name, name);
  add(processOption.path, path);
  // The words of a command line end with zero bytes there; where a word ends is not known here.
  add(processOption.command, command);
  add(processOption.user, user);
  const entryLength = 4 + optionsLength(options);
  const length = pidAt + roundUpTo4(entryLength) + trailerLength;
  const view = new DataView(new ArrayBuffer(length));
  view.setUint32(0, blockType.customCopy, littleEndian);
  view.setUint32(4, length, littleEndian);
  view.setUint32(8, wiresharkEnterprise, littleEndian);
  view.setUint32(entryAt, processEntry, true);
  view.setUint32(entryAt + 4, entryLength, true);
  view.setUint32(pidAt, pid, true);
  writeOptions(view, pidAt + 4, options, true);
  view.setUint32(length - trailerLength, length, littleEndian);
  return new Uint8Array(view.buffer);
}

/** The packet options that name a process: its number and a thread's, which is not known; then in our own how it is known. */
export function ownerOptions({ pid, end, known, exact }: PacketOwner, littleEndian: boolean): readonly RawOption[] {
  const text = new TextEncoder().encode(`${noteWord} ${end} ${known} ${exact ? 'exact' : 'port'}`);
  const note = new Uint8Array(4 + text.length);
  new DataView(note.buffer).setUint32(0, exampleEnterprise, littleEndian);
  note.set(text, 4);
  return [processIdOption(pid, littleEndian), { code: commonOption.customTextCopy, value: note }];
}

/** What `ownerOptions` said of a packet beside its process. */
export function ownerNote(
  options: readonly RawOption[],
  littleEndian: boolean,
): Pick<PacketOwner, 'end' | 'known' | 'exact'> | undefined {
  for (const { code, value } of options) {
    if (code !== commonOption.customTextCopy || value.length < 4) continue;
    if (new DataView(value.buffer, value.byteOffset).getUint32(0, littleEndian) !== exampleEnterprise) continue;
    const [, end, known, way] = note.exec(optionText(value.subarray(4))) ?? [];
    if (end !== undefined)
      return { end: end as PacketOwner['end'], known: known as PacketOwner['known'], exact: way === 'exact' };
  }
  return undefined;
}

export function processIdOption(pid: number, littleEndian: boolean): RawOption {
  const value = new Uint8Array(8);
  new DataView(value.buffer).setUint32(0, pid, littleEndian);
  return { code: packetOption.processAndThread, value };
}

/** The process that a packet's options name, if any, among those that the file describes. */
export function processOfPacket(
  options: readonly RawOption[],
  littleEndian: boolean,
  processes: ReadonlyMap<number, CapturedProcess>,
  darwin: readonly CapturedProcess[],
): CapturedProcess | undefined {
  const number = (code: number, length: number): number | undefined => {
    const value = options.find((option) => option.code === code && option.value.length === length)?.value;
    return value && new DataView(value.buffer, value.byteOffset).getUint32(0, littleEndian);
  };
  const pid = number(packetOption.processAndThread, 8);
  if (pid !== undefined) return processes.get(pid) ?? { pid };
  const event = number(packetOption.darwinProcess, 4);
  return event === undefined ? undefined : darwin[event];
}

function textsOf(options: readonly RawOption[]): (code: number) => string | undefined {
  return (code) => {
    const found = options.find((option) => option.code === code);
    return found && optionText(found.value);
  };
}

/** Words separated by zero bytes. */
function commandOf(options: readonly RawOption[]): string | undefined {
  const found = options.find(({ code }) => code === processOption.command);
  return found && new TextDecoder().decode(found.value).replace(/\0+$/, '').replaceAll('\0', ' ');
}
