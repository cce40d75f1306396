/** Options of pcapng blocks. draft-ietf-opsawg-pcapng, section 3.5. */
import type { RawOption } from './capture-file';
import { commonOption, packetOption, roundUpTo4, verdictKind } from './pcapng-format';
import { countOf, grouped } from './problems';

/** What is wrong with a list of options: `at` is an index into the bytes it was read from. */
export interface OptionProblem {
  readonly at: number;
  readonly why: string;
}

const text = new TextDecoder();

/** The text of an option, up to a zero byte that some writers add. */
export function optionText(value: Uint8Array): string {
  const end = value.indexOf(0);
  return text.decode(end < 0 ? value : value.subarray(0, end));
}

/** Reads the options in `bytes[at] … bytes[end - 1]` into `found`, copied; returns what is wrong, if anything. */
export function readOptions(
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
  found: RawOption[],
): OptionProblem | undefined {
  let next = at;
  while (next < end) {
    const problem = overrun(view, next, end, littleEndian);
    if (problem) return problem;
    const code = view.getUint16(next, littleEndian);
    const length = view.getUint16(next + 2, littleEndian);
    if (code === commonOption.end) return undefined;
    const start = view.byteOffset + next + 4;
    found.push({ code, value: new Uint8Array(view.buffer.slice(start, start + length) as ArrayBuffer) });
    next += 4 + roundUpTo4(length);
  }
  return undefined;
}

/** Result of `checkPacketOptions` when something is wrong. */
export const badOptions = -1;
export const hasOptions = 1;
export const hasComment = 2;

/** Walks a packet's options without keeping them: bits `hasOptions` and `hasComment`, or `badOptions`. */
export function checkPacketOptions(view: DataView, at: number, end: number, littleEndian: boolean): number {
  let next = at;
  let bits = 0;
  while (next < end) {
    if (end - next < 4) return badOptions;
    const code = view.getUint16(next, littleEndian);
    const length = view.getUint16(next + 2, littleEndian);
    if (roundUpTo4(length) > end - next - 4) return badOptions;
    if (code === commonOption.end) return bits;
    if (!lengthFits(view, next, code, length)) return badOptions;
    bits |= code === commonOption.comment ? hasOptions | hasComment : hasOptions;
    next += 4 + roundUpTo4(length);
  }
  return bits;
}

/** What `checkPacketOptions` found bad. */
export function packetOptionProblem(view: DataView, at: number, end: number, littleEndian: boolean): OptionProblem {
  let next = at;
  for (;;) {
    const problem = overrun(view, next, end, littleEndian);
    if (problem) return problem;
    const code = view.getUint16(next, littleEndian);
    const length = view.getUint16(next + 2, littleEndian);
    if (!lengthFits(view, next, code, length)) {
      return { at: next, why: `packet option ${code} cannot be ${countOf(length, 'byte')} long` };
    }
    next += 4 + roundUpTo4(length);
  }
}

function overrun(view: DataView, at: number, end: number, littleEndian: boolean): OptionProblem | undefined {
  if (end - at < 4) return { at, why: `${countOf(end - at, 'byte')} are left where an option's header needs 4` };
  const length = view.getUint16(at + 2, littleEndian);
  if (roundUpTo4(length) <= end - at - 4) return undefined;
  return { at, why: `an option claims ${countOf(length, 'byte')} where its block has ${grouped(end - at - 4)} left` };
}

/** Whether an option at `at` that means something is as long as its meaning needs. */
function lengthFits(view: DataView, at: number, code: number, length: number): boolean {
  if (length < shortestValue(code) || length > longestValue(code)) return false;
  if (code !== packetOption.verdict) return true;
  const kind = view.getUint8(at + 4);
  return (kind !== verdictKind.trafficControl && kind !== verdictKind.expressDataPath) || length === 9;
}

function shortestValue(code: number): number {
  switch (code) {
    case packetOption.flags:
    case packetOption.queue:
    case commonOption.customTextCopy:
    case commonOption.customBytesCopy:
    case commonOption.customTextNoCopy:
    case commonOption.customBytesNoCopy:
      return 4;
    case packetOption.dropCount:
    case packetOption.packetId:
      return 8;
    case packetOption.verdict:
      return 1;
    default:
      return 0;
  }
}

function longestValue(code: number): number {
  switch (code) {
    case packetOption.flags:
    case packetOption.queue:
      return 4;
    case packetOption.dropCount:
    case packetOption.packetId:
      return 8;
    default:
      return 0xffff;
  }
}
