/** Display filter terms for a range of bytes of a packet. */
import type { WindowDetail } from '../../shared/packed-detail';

/** Most bytes that a term compares: a filter's length is bounded. */
export const mostTermBytes = 1024;

/**
 * The terms for bytes `[from, from + bytes.length)` of a buffer, the likeliest first: in the innermost protocol that holds them all, so
 * that it also finds them where other headers come before, and in the frame. None when there are too many bytes.
 */
export function byteTerms(detail: WindowDetail, buffer: number, from: number, bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0 || bytes.length > mostTermBytes) return [];
  const value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
  const term = (field: string, at: number): string => `${field}[${at}:${bytes.length}] == ${value}`;
  const terms: string[] = [];
  const layer = innermostLayer(detail, buffer, from, from + bytes.length);
  if (layer !== undefined) terms.push(term(layer.field, from - layer.at));
  if (buffer === 0) terms.push(term('frame', from));
  return terms;
}

function innermostLayer(detail: WindowDetail, buffer: number, from: number, to: number) {
  const holding = detail.nodes.filter(
    (line) =>
      line.parent < 0 &&
      line.kind === 'layer' &&
      line.field !== '' &&
      line.field !== 'frame' &&
      line.buffer === buffer &&
      line.at <= from &&
      line.at + line.length >= to,
  );
  return holding.reduce<(typeof holding)[number] | undefined>(
    (best, line) => (best === undefined || line.length <= best.length ? line : best),
    undefined,
  );
}
