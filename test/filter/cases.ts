/** Reads the suite of filters. */
import { readFileSync } from 'node:fs';

export interface FilterCase {
  readonly section: string;
  readonly filter: string;
  /** Numbers of the packets that pass as ranges, `none`, or `! start-end sentence` for a filter that is refused. */
  readonly expected: string;
}

/** All cases in the order of the file. */
export function filterCases(): readonly FilterCase[] {
  const text = readFileSync(new URL('./cases.txt', import.meta.url), 'utf8');
  const cases: FilterCase[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) section = line.slice(2);
    else if (line !== '') {
      const [expected = ''] = line.split(' | ', 1);
      cases.push({ section, expected, filter: line.slice(expected.length + 3) });
    }
  }
  return cases;
}

/** Numbers in ascending order as ranges: `1-3,7`. */
export function asRanges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length; ) {
    let j = i;
    while (numbers[j + 1] === numbers[j]! + 1) j++;
    parts.push(i === j ? `${numbers[i]}` : `${numbers[i]}-${numbers[j]}`);
    i = j + 1;
  }
  return parts.join(',') || 'none';
}
