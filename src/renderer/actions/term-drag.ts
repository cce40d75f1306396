/** Display filter terms that are dragged: from a cell, a line of the detail or a saved filter onto the filter bar. */
import type { Combination } from './combine';

/** Kind of data that a drag carries; the plain text is there too, for other programs. */
const termType = 'application/x-sockeye-term';

interface DragLike {
  readonly dataTransfer: DataTransfer;
}

/** Lets a drag carry a term; false when there is none to carry. */
export function carryTerm({ dataTransfer }: DragLike, term: string): boolean {
  if (term === '') return false;
  dataTransfer.setData(termType, term);
  dataTransfer.setData('text/plain', term);
  dataTransfer.effectAllowed = 'copyMove';
  return true;
}

export function carriesTerm({ dataTransfer }: DragLike): boolean {
  return dataTransfer.types.includes(termType);
}

/** Lets a drag carry a term that is still being asked for, and a text: a drag cannot wait, but the drop can. */
export function carryPromisedTerm({ dataTransfer }: DragLike, term: Promise<string>, text: string): void {
  promised = term;
  // Whoever drops it hears that it could not be had; where nobody does, there is nobody to tell.
  term.catch(() => undefined);
  dataTransfer.setData(termType, promisedMark);
  dataTransfer.setData('text/plain', text);
  dataTransfer.effectAllowed = 'copyMove';
}
let promised: Promise<string> = Promise.resolve('');
/** Stands in the place of a promised term; no filter is written so. */
const promisedMark = '?';

/** Empty where what was dragged has none. */
export async function carriedTerm({ dataTransfer }: DragLike): Promise<string> {
  const term = dataTransfer.getData(termType);
  return term === promisedMark ? await promised : term;
}

/** How a dropped term joins the filter that is there. */
export function dropCombination({
  altKey,
  ctrlKey,
}: {
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
}): Combination {
  if (altKey) return ctrlKey ? 'or-not' : 'or';
  return ctrlKey ? 'and-not' : 'and';
}
