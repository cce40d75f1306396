/** Which stream the selected packet belongs to. */
import type { AppState } from '../state/app-state';

/** Number of the stream of the selected packet, by `tcp.stream` or its like; undefined when it is in none. */
export function selectedStream({ detail, selection }: AppState, protocol: 'tcp' | 'udp'): number | undefined {
  if (!selection || detail?.number !== selection.number) return undefined;
  const line = detail.nodes.find(({ field }) => field === `${protocol}.stream`);
  return line === undefined ? undefined : Number(line.value);
}
