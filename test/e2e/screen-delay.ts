/** How old the newest packet on the screen is when its row is drawn. */
import type { Page } from 'playwright-core';
import { openCaptureFile } from '../../src/engine/capture-file/open-capture-file';
import { PacketBatch } from '../../src/engine/capture-file/packet-batch';
import { createNodeHost } from '../../src/node-host/node-host';

/** A packet's number and when its row was drawn, in milliseconds since 1970. */
export type Sighting = readonly [number: number, time: number];

/** Begins to note in every picture which packet is the last one in the list. */
export function watchNewestRow(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: [number, number][] = [];
    (window as unknown as { seen: typeof seen }).seen = seen;
    let last = 0;
    const look = (): void => {
      let newest = 0;
      for (const row of document.querySelectorAll('[role=grid][aria-label="Packet list"] [role=row]')) {
        const number = Number(row.querySelector('[role=gridcell]')?.textContent?.replaceAll(',', ''));
        if (number > newest) newest = number;
      }
      if (newest > last) {
        // The first one may have stood there before.
        if (last > 0) seen.push([newest, performance.timeOrigin + performance.now()]);
        last = newest;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

export function sightings(page: Page): Promise<readonly Sighting[]> {
  return page.evaluate(() => (window as unknown as { seen: Sighting[] }).seen);
}

/** Milliseconds from a packet's capture to its row, for each packet that was seen as the newest, shortest first. */
export async function delays(path: string, seen: readonly Sighting[]): Promise<number[]> {
  const drawn = new Map(seen);
  const file = await openCaptureFile(createNodeHost(), path);
  const scanner = file.scan();
  const batch = new PacketBatch();
  const found: number[] = [];
  let number = 0;
  for (let state = 'more'; state === 'more'; ) {
    state = scanner.next(batch);
    for (let row = 0; row < batch.count; row++) {
      number++;
      const time = drawn.get(number);
      if (time !== undefined) found.push(time - batch.seconds[row] * 1000 - batch.nanoseconds[row] / 1e6);
    }
  }
  file.close();
  return found.sort((one, other) => one - other);
}
