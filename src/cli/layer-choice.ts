/** What `-j` and `-J` choose of a packet's tree: of everything else a document holds no more than its name. */
import type { GivenOption } from './capture-arguments';
import type { TreeNode } from './tree-nodes';

export interface LayerChoice {
  /** Filter names. */
  readonly names: ReadonlySet<string>;
  /** Whatever stands below a chosen one is chosen as well (`-J`); otherwise each level must be named (`-j`). */
  readonly withAllBelow: boolean;
}

/** The one given last holds. */
export function layerChoiceOf(given: readonly GivenOption[]): LayerChoice | undefined {
  const last = given.findLast(([option]) => option === 'j' || option === 'J');
  if (last === undefined) return undefined;
  return { names: new Set(last[1].split(' ').filter((name) => name !== '')), withAllBelow: last[0] === 'J' };
}

/** What an entry is named in a choice. */
export const chosenName = ({ kind, name }: Pick<TreeNode, 'kind' | 'name'>): string =>
  kind === 'text' ? 'text' : name;

/** Whether what stands below an entry of this name is left out. */
export const leavesOut = (choice: LayerChoice | undefined, name: string): boolean =>
  choice !== undefined && !choice.names.has(name);

/** The choice that holds below an entry that is not left out. */
export const choiceBelow = (choice: LayerChoice | undefined): LayerChoice | undefined =>
  choice?.withAllBelow ? undefined : choice;
