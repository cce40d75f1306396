/** Switches protocols off: what they would decode is left to others, or stays undecoded bytes. */
import type { Catalogue } from '../declare/catalogue';
import { detach } from '../declare/table';
import data from '../protocols/frame/data';

/** All the rest lies within it. */
const indispensable: ReadonlySet<string> = new Set(['frame', data.id]);

/** Gives the names that belong to no protocol. Those without which there is no packet stay on. */
export function disableProtocols(names: readonly string[], catalogue: Catalogue): readonly string[] {
  const unknown: string[] = [];
  for (const name of names) {
    const protocol = catalogue.protocol(name);
    if (protocol === undefined) unknown.push(name);
    else if (!indispensable.has(name)) {
      detach(protocol);
      protocol.standIn = data;
    }
  }
  return unknown;
}
