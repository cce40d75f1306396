/** What a packet of one stream says, in the few characters that stand over its arrow. */
import type { FlowRow } from '../../shared/view';

/** A TCP segment's flags and bytes; of other protocols the beginning of Info. */
export function saying({ info, protocol }: Pick<FlowRow, 'info' | 'protocol'>): string {
  const segment = /\d \[((?:[A-Z]{3}(?:, )?)+)\].* Len=(\d+)/u.exec(info);
  if (segment === null) return info === '' ? protocol : info;
  const [, flags, length] = segment;
  return length === '0' ? flags : `${flags} · ${length}`;
}
