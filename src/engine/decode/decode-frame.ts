/** Walks one frame and gives its tree: the detail pane's and the tests' way in. */

import type { Catalogue } from '../declare/catalogue';
import type { Dissection } from '../declare/dissection';
import { type Line, TreeSink, textOf } from './tree-sink';

/** What is known of a frame beside its bytes. */
export interface FrameFacts {
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly hasTime: boolean;
  readonly capturedLength: number;
  readonly originalLength: number;
  readonly linkType: number;
  readonly interfaceIndex: number;
}

/** Sets a dissection up for a frame whose bytes begin at `frameStart` of the buffer that `walk` will be given. */
export function prepare(dissection: Dissection, facts: FrameFacts, frameStart: number): void {
  dissection.frame = facts.frame;
  dissection.seconds = facts.seconds;
  dissection.nanoseconds = facts.nanoseconds;
  dissection.hasTime = facts.hasTime;
  dissection.capturedLength = facts.capturedLength;
  dissection.originalLength = facts.originalLength;
  dissection.linkType = facts.linkType;
  dissection.interfaceIndex = facts.interfaceIndex;
  dissection.frameStart = frameStart;
}

/** The tree of one frame. Leaves the columns' texts in the dissection. */
export function treeOf(
  dissection: Dissection,
  catalogue: Catalogue,
  facts: FrameFacts,
  bytes: Uint8Array,
  frameStart: number,
): TreeSink {
  const sink = new TreeSink();
  prepare(dissection, facts, frameStart);
  dissection.sink = sink;
  dissection.wantsInfo = true;
  dissection.walk(catalogue.require('frame'), bytes);
  dissection.sink = undefined;
  dissection.wantsInfo = false;
  return sink;
}

/** The tree as indented text, hidden lines in parentheses when asked for: for `-V` and for reading in tests. */
export function treeText(lines: readonly Line[], withHidden = false): string {
  const children = new Map<number, number[]>();
  lines.forEach((line, index) => {
    const list = children.get(line.parent);
    if (list === undefined) children.set(line.parent, [index]);
    else list.push(index);
  });
  const out: string[] = [];
  const visit = (index: number, depth: number): void => {
    const line = lines[index];
    if (line.hidden && !withHidden) return;
    out.push(`${'    '.repeat(depth)}${line.hidden ? `(${textOf(line)})` : textOf(line)}`);
    for (const child of children.get(index) ?? []) visit(child, depth + 1);
  };
  for (const top of children.get(-1) ?? []) visit(top, 0);
  return out.join('\n');
}
