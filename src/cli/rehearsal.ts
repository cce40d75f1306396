/** Tries on a capture without packets everything that was asked about printing, so that a wrong word is told before packets come. */
import type { EngineHost, HostFile } from '../engine/host';
import type { Options } from './arguments';
import { openFor } from './open-for';
import { prepare } from './read-capture';

/** A pcap file with no packet: microseconds, version 2.4, the largest snaplen, Ethernet. draft-ietf-opsawg-pcap, section 4 */
const header = Uint8Array.of(
  ...[0xd4, 0xc3, 0xb2, 0xa1],
  2,
  0,
  4,
  0,
  ...new Uint8Array(8),
  ...[0, 0, 4, 0],
  1,
  0,
  0,
  0,
);

/** @throws UsageError, FilterError */
export async function rehearse(host: EngineHost, options: Options): Promise<void> {
  const { session } = await openFor({ ...host, openFile: () => Promise.resolve(emptyCapture()) }, 'nothing', options);
  try {
    prepare(session, options);
  } finally {
    session.close();
  }
}

function emptyCapture(): HostFile {
  return {
    path: 'nothing',
    compression: 'none',
    filling: false,
    size: () => header.length,
    read(into, at, length, position) {
      const bytes = header.subarray(position, position + Math.min(length, into.length - at));
      into.set(bytes, at);
      return bytes.length;
    },
    watch: () => () => undefined,
    close: () => undefined,
  };
}
