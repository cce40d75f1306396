/** What the pcapng blocks that are no packets say: sections, interfaces, statistics and names. */
import type { CaptureInterface, CaptureSection, InterfaceStatistics, NameRecord, RawOption } from './capture-file';
import {
  blockOverhead,
  commonOption,
  interfaceOption,
  nameRecord,
  roundUpTo4,
  sectionHeaderLength,
  sectionOption,
  statisticsOption,
} from './pcapng-format';
import { type OptionProblem, optionText, readOptions } from './pcapng-options';
import { type Clock, nanosecondsOf } from './timestamps';

/** A block whole in memory: `view` covers all that was read, the block is `length` bytes at `at`. */
export interface BlockBytes {
  readonly view: DataView;
  readonly at: number;
  readonly length: number;
  readonly littleEndian: boolean;
}

const trailerLength = 4;
const utf8 = new TextDecoder();

function collect(block: BlockBytes, fixedLength: number, options: RawOption[]): OptionProblem | undefined {
  return readOptions(
    block.view,
    block.at + fixedLength,
    block.at + block.length - trailerLength,
    block.littleEndian,
    options,
  );
}

function texts(options: readonly RawOption[], code: number): string[] {
  return options.filter((option) => option.code === code).map((option) => optionText(option.value));
}

function values(options: readonly RawOption[], code: number, length: number): Uint8Array[] {
  return options
    .filter((option) => option.code === code && option.value.length === length)
    .map((option) => option.value);
}

function unsigned64(options: readonly RawOption[], code: number, littleEndian: boolean): bigint | undefined {
  const value = values(options, code, 8)[0];
  return value && new DataView(value.buffer, value.byteOffset).getBigUint64(0, littleEndian);
}

/** Section 4.1. */
export function readSection(block: BlockBytes, position: number): CaptureSection | OptionProblem {
  const options: RawOption[] = [];
  const problem = collect(block, sectionHeaderLength - trailerLength, options);
  if (problem) return problem;
  return {
    position,
    littleEndian: block.littleEndian,
    hardware: texts(options, sectionOption.hardware)[0],
    operatingSystem: texts(options, sectionOption.operatingSystem)[0],
    application: texts(options, sectionOption.application)[0],
    comments: texts(options, commonOption.comment),
    options,
  };
}

const interfaceFixedLength = 16;

/** Section 4.2. */
export function readInterface(
  block: BlockBytes,
  index: number,
  section: number,
  id: number,
): CaptureInterface | OptionProblem {
  if (block.length < interfaceFixedLength + trailerLength) {
    return { at: block.at + 4, why: `an interface description of ${block.length} bytes is too short` };
  }
  const { view, at, littleEndian } = block;
  const options: RawOption[] = [];
  const problem = collect(block, interfaceFixedLength, options);
  if (problem) return problem;
  const resolution = values(options, interfaceOption.timestampResolution, 1)[0]?.[0] ?? 6;
  const binary = (resolution & 0x80) !== 0;
  const exponent = resolution & 0x7f;
  if (options.some(({ code, value }) => code === interfaceOption.filter && value.length === 0)) {
    return { at, why: 'a capture filter lacks the byte that says its kind' };
  }
  const offset = values(options, interfaceOption.timestampOffset, 8)[0];
  return {
    index,
    section,
    id,
    linkType: view.getUint16(at + 8, littleEndian),
    snapshotLength: view.getUint32(at + 12, littleEndian),
    name: texts(options, interfaceOption.name)[0],
    description: texts(options, interfaceOption.description)[0],
    filter: filterText(options),
    operatingSystem: texts(options, interfaceOption.operatingSystem)[0],
    hardware: texts(options, interfaceOption.hardware)[0],
    speed: unsigned64(options, interfaceOption.speed, littleEndian),
    ipv4Addresses: values(options, interfaceOption.ipv4Address, 8),
    ipv6Addresses: values(options, interfaceOption.ipv6Address, 17),
    macAddress: values(options, interfaceOption.macAddress, 6)[0],
    frameCheckBits: values(options, interfaceOption.frameCheckLength, 1)[0]?.[0] ?? -1,
    ticksPerSecond: (binary ? 2n : 10n) ** BigInt(exponent),
    timeOffset: offset ? new DataView(offset.buffer, offset.byteOffset).getBigInt64(0, littleEndian) : 0n,
    comments: texts(options, commonOption.comment),
    options,
  };
}

/** A capture filter as the user typed it; compiled ones (kind 1) stay in the raw options. */
function filterText(options: readonly RawOption[]): string | undefined {
  const filter = options.find((option) => option.code === interfaceOption.filter && option.value[0] === 0);
  return filter && optionText(filter.value.subarray(1));
}

const statisticsFixedLength = 20;

/** Section 4.6. `clockOf` gives the clock of an interface of this section. */
export function readStatistics(
  block: BlockBytes,
  clockOf: (id: number) => Clock | undefined,
): { readonly id: number; readonly statistics: InterfaceStatistics } | OptionProblem {
  if (block.length < statisticsFixedLength + trailerLength) {
    return { at: block.at + 4, why: `interface statistics of ${block.length} bytes are too short` };
  }
  const { view, at, littleEndian } = block;
  const options: RawOption[] = [];
  const problem = collect(block, statisticsFixedLength, options);
  if (problem) return problem;
  const id = view.getUint32(at + 8, littleEndian);
  const source = clockOf(id);
  const time = (code: number): bigint | undefined => {
    const value = values(options, code, 8)[0];
    if (!value || !source) return undefined;
    const halves = new DataView(value.buffer, value.byteOffset);
    return nanosecondsOf(halves.getUint32(0, littleEndian), halves.getUint32(4, littleEndian), source);
  };
  const count = (code: number) => unsigned64(options, code, littleEndian);
  const statistics = {
    time: source && nanosecondsOf(view.getUint32(at + 12, littleEndian), view.getUint32(at + 16, littleEndian), source),
    startTime: time(statisticsOption.startTime),
    endTime: time(statisticsOption.endTime),
    received: count(statisticsOption.received),
    dropped: count(statisticsOption.dropped),
    filterAccepted: count(statisticsOption.filterAccepted),
    droppedByOperatingSystem: count(statisticsOption.droppedByOperatingSystem),
    delivered: count(statisticsOption.delivered),
    comments: texts(options, commonOption.comment),
  };
  return { id, statistics };
}

const addressKinds = new Map<number, { readonly kind: NameRecord['kind']; readonly length: number }>([
  [nameRecord.ipv4, { kind: 'ipv4', length: 4 }],
  [nameRecord.ipv6, { kind: 'ipv6', length: 16 }],
  [nameRecord.eui48, { kind: 'eui48', length: 6 }],
  [nameRecord.eui64, { kind: 'eui64', length: 8 }],
]);

/** Section 4.5: adds the records of a block to `found`, as long as there are fewer than `limit`. */
export function readNames(block: BlockBytes, found: NameRecord[], limit: number): OptionProblem | undefined {
  const { view, littleEndian } = block;
  const end = block.at + block.length - trailerLength;
  let at = block.at + blockOverhead - trailerLength;
  while (at < end) {
    if (end - at < 4) return { at, why: `${end - at} bytes are left where a name record's header needs 4` };
    const type = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    const start = at + 4;
    if (start + roundUpTo4(length) > end)
      return { at, why: `a name record claims ${length} bytes where ${end - start} are left` };
    if (type === nameRecord.end) return readOptions(view, start + roundUpTo4(length), end, littleEndian, []);
    const address = addressKinds.get(type);
    if (address && length < address.length)
      return { at, why: `a name record of ${length} bytes is too short for its address` };
    const lastByte = length > 0 ? view.getUint8(start + length - 1) : 0;
    if (address && length > address.length && lastByte !== 0)
      return { at, why: 'a name does not end with a zero byte' };
    if (address && found.length < limit) {
      const record = new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset + start, length);
      const names = utf8.decode(record.subarray(address.length)).split('\0').slice(0, -1);
      found.push({ kind: address.kind, address: record.slice(0, address.length), names });
    }
    at = start + roundUpTo4(length);
  }
  return undefined;
}
