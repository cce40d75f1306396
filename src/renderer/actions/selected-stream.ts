/** Which stream the commands about one are meant for: that of the selected packet, or of the view in front. */
import type { AppState } from '../state/app-state';
import type { TabContent } from '../state/tabs';

/** What of the state it takes to tell. */
export interface StreamState extends Pick<AppState, 'selection' | 'tabs'> {
  readonly detail:
    | { readonly number: number; readonly nodes: readonly { readonly field: string; readonly value: string }[] }
    | undefined;
  readonly settings: { readonly layout: { readonly tabsBeside: boolean } };
}

/** Number of the stream of the selected packet, by `tcp.stream` or its like; undefined when it is in none. */
export function selectedStream({ detail, selection }: StreamState, protocol: 'tcp' | 'udp'): number | undefined {
  if (!selection || detail?.number !== selection.number) return undefined;
  const line = detail.nodes.find(({ field }) => field === `${protocol}.stream`);
  return line === undefined ? undefined : Number(line.value);
}

/** Number of the TCP stream that the user looks at: the one of the view that hides the packets, or else of the selected packet. */
export function streamInFront(state: StreamState): number | undefined {
  const { tabs, front } = state.tabs.main;
  const content = tabs.find(({ id }) => id === front)?.content;
  const shown = content && streamOf(content);
  const selected = selectedStream(state, 'tcp');
  return state.settings.layout.tabsBeside ? (selected ?? shown) : (shown ?? selected);
}

function streamOf(content: TabContent): number | undefined {
  switch (content.kind) {
    case 'verdict':
    case 'tcp-graphs':
    case 'sequence-diagram':
      return content.stream;
    case 'stream':
      return content.followed === 'udp' ? undefined : content.stream;
    default:
      return undefined;
  }
}
