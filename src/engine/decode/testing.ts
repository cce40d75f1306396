/** Walks frames given as bytes, as the index pass and then the detail pane would: the workbench of the protocols' tests. */
import { Dissection } from '../declare/dissection';
import type { FieldValue } from '../declare/field';
import { CaptureMemory } from '../index/memory';
import { Stacks } from '../index/stacks';
import { catalogue } from '../protocols';
import { treeOf, treeText } from './decode-frame';
import type { Line } from './tree-sink';

export interface WalkedFrame {
  /** `frame.protocols`. */
  readonly protocols: string;
  readonly column: string;
  readonly info: string;
  readonly text: string;
  readonly lines: readonly Line[];
  readonly truncated: boolean;
  readonly malformed: boolean;
  /** Values of a field in order of occurrence. */
  values(id: string): readonly FieldValue[];
}

/** One frame: its bytes, or its bytes with what was cut off or when it came. */
export type TestFrame =
  | Uint8Array
  | { readonly bytes: Uint8Array; readonly originalLength?: number; readonly nanoseconds?: bigint };

/**
 * Walks the frames once in order as the index pass does, then once more for their trees. The link type is a LINKTYPE_ number,
 * 1 for Ethernet. Frames without a time come a millisecond apart.
 */
export function walkFrames(frames: readonly TestFrame[], linkType = 1): readonly WalkedFrame[] {
  const stacks = new Stacks(catalogue);
  const facts = frames.map((frame, index) => factsOf(frame, index, linkType));
  const memory = new CaptureMemory(
    catalogue,
    (number) => BigInt(facts[number - 1].seconds) * 1_000_000_000n + BigInt(facts[number - 1].nanoseconds),
    (number) => ({ bytes: bytesOf(frames[number - 1]), start: 0 }),
  );
  const dissection = new Dissection(memory, stacks, { verifyChecksums: false });
  dissection.learning = true;
  const first = catalogue.require('frame');
  frames.forEach((frame, index) => {
    Object.assign(dissection, facts[index], { frameStart: 0 });
    dissection.walk(first, bytesOf(frame));
  });
  dissection.learning = false;
  return frames.map((frame, index) => {
    const sink = treeOf(dissection, catalogue, facts[index], bytesOf(frame), 0);
    return {
      protocols: stacks.name(dissection.stack),
      column: dissection.protocolColumn,
      info: dissection.infoColumn,
      text: treeText(sink.lines),
      lines: sink.lines,
      truncated: dissection.truncated,
      malformed: dissection.malformed,
      values: (id) => sink.lines.filter((line) => line.field?.id === id).map((line) => line.value as FieldValue),
    };
  });
}

/** Bytes written as hexadecimal digits; white space is ignored. */
export const hex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.replace(/\s+/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const bytesOf = (frame: TestFrame): Uint8Array => (frame instanceof Uint8Array ? frame : frame.bytes);

function factsOf(frame: TestFrame, index: number, linkType: number) {
  const bytes = bytesOf(frame);
  const given = frame instanceof Uint8Array ? undefined : frame;
  const time = given?.nanoseconds ?? BigInt(index) * 1_000_000n;
  return {
    frame: index + 1,
    seconds: Number(time / 1_000_000_000n),
    nanoseconds: Number(time % 1_000_000_000n),
    hasTime: true,
    capturedLength: bytes.length,
    originalLength: Math.max(given?.originalLength ?? 0, bytes.length),
    linkType,
    interfaceIndex: 0,
  };
}
