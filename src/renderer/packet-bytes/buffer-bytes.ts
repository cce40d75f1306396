/** The bytes of a buffer that are on screen: those that came with the detail, and later ones fetched as they are scrolled to. */
import { useEffect, useState } from 'react';
import type { WindowDetail } from '../../shared/packed-detail';
import { askEngine } from '../bridge/engine-client';

const pieceLength = 64 * 1024;

export interface BufferBytes {
  readonly length: number;
  /** The byte at an offset, undefined while it is not here yet. */
  at(offset: number): number | undefined;
}

/** Gives access to the buffer, and fetches the pieces that `[from, to)` touches. */
export function useBufferBytes(detail: WindowDetail, buffer: number, from: number, to: number): BufferBytes {
  const { start, length } = detail.buffers[buffer];
  const [pieces, setPieces] = useState<ReadonlyMap<number, Uint8Array>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another packet has other bytes
  useEffect(() => setPieces(new Map()), [detail, buffer]);
  const first = Math.floor(from / pieceLength);
  const last = Math.floor(Math.max(from, to - 1) / pieceLength);
  useEffect(() => {
    for (let piece = first; piece <= last; piece++) {
      if ((piece + 1) * pieceLength <= start.length || piece * pieceLength >= length || pieces.has(piece)) continue;
      if (piece * pieceLength < start.length && start.length === length) continue;
      const at = piece * pieceLength;
      askEngine('bytes', { number: detail.number, buffer, from: at, length: pieceLength }).then(
        (bytes) => setPieces((held) => new Map([...held, [piece, bytes]])),
        () => undefined,
      );
    }
  }, [detail, buffer, first, last, start, length, pieces]);
  return {
    length,
    at: (offset) =>
      offset < start.length ? start[offset] : pieces.get(Math.floor(offset / pieceLength))?.[offset % pieceLength],
  };
}
