/** Writes a capture of any size to disk, the same bytes for the same options. */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { concatenate } from './build';
import { type TrafficOptions, traffic } from './traffic';
import { pcapHeader, pcapRecord } from './write';

export interface CaptureOptions extends TrafficOptions {
  packets: number;
}

/** Bytes that are gathered before they are written. */
const BATCH = 4 << 20;

/** Writes the pcap file; it has its name only when it is whole. */
export function makeCapture(path: string, options: CaptureOptions): void {
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, 'w');
  let gathered: Uint8Array[] = [pcapHeader()];
  let size = 0;
  const flush = () => {
    writeSync(file, concatenate(...gathered));
    gathered = [];
    size = 0;
  };
  try {
    const packets = traffic(options);
    for (let number = 0; number < options.packets; number++) {
      const record = pcapRecord(packets.next().value);
      gathered.push(record);
      size += record.length;
      if (size > BATCH) flush();
    }
    flush();
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}
