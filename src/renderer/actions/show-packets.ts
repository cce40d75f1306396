/** From another view to the packets that a filter lets through. */
import { app } from '../state/app-state';
import { applyFilter } from './filter';
import { showTab } from './tabs';

/** Applies the filter, and brings the packets to the front where a view covers them. */
export async function showPackets(filter: string): Promise<void> {
  await applyFilter(filter);
  uncoverPackets();
}

export function uncoverPackets(): void {
  if (!app.get().settings.layout.tabsBeside) showTab('main', undefined);
}
