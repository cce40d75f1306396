/** Export objects: the bodies of HTTP messages as files in a folder. */
import type { EngineHost } from '../../host';
import type { Task } from '../../view';
import type { MessageSide } from './exchange-view';
import type { HttpExchanges } from './http-exchanges';
import { objectName } from './object-name';
import { UniqueNames } from './safe-file-name';
import { slicedTask } from './sliced-task';

/** One body that can be exported. */
export interface HttpObject {
  readonly exchange: number;
  readonly side: MessageSide;
  readonly lastFrame: number;
}

/** Where a body goes if it is exported alone. */
export function suggestedName(exchanges: HttpExchanges, exchange: number, side: MessageSide): string {
  const message = exchanges.messageOf(exchange, side);
  const head = message < 0 ? undefined : exchanges.headOf(message);
  return head === undefined ? 'body.bin' : objectName(head, exchanges.table.url(exchange));
}

/** The bodies of these exchanges in the order of their last packets, as Wireshark lists its objects. */
export function objectsOf(exchanges: HttpExchanges, chosen: Iterable<number>): readonly HttpObject[] {
  const { messages } = exchanges.table;
  const objects: HttpObject[] = [];
  for (const exchange of chosen)
    for (const side of ['request', 'response'] as const) {
      const message = exchanges.messageOf(exchange, side);
      if (message >= 0 && messages.bodyLengths.get(message) > 0)
        objects.push({ exchange, side, lastFrame: messages.lastFrames.get(message) });
    }
  return objects.sort((one, other) => one.lastFrame - other.lastFrame);
}

/**
 * Writes the bodies of exchanges into `folder`, which must exist. Files that are there already are left alone: new ones get other
 * names.
 */
export function exportObjects(
  host: EngineHost,
  exchanges: HttpExchanges,
  chosen: Iterable<number>,
  folder: string,
): Task {
  const objects = objectsOf(exchanges, chosen);
  const names = new UniqueNames((name) => host.exists(`${folder}/${name}`));
  function* steps(): Generator<number, void> {
    for (const [index, { exchange, side }] of objects.entries()) {
      const name = names.take(suggestedName(exchanges, exchange, side));
      const writer = host.createFile(`${folder}/${name}`);
      try {
        writer.write(exchanges.decoded(exchange, side)!.bytes);
        writer.commit();
      } catch (error) {
        writer.discard();
        throw error;
      }
      yield (index + 1) / objects.length;
    }
  }
  return slicedTask(
    steps(),
    () => host.now(),
    () => undefined,
  );
}
