/** Looks through the frames of a packet for what is not encrypted: the handshake's first messages, and the end of a connection. */
import type { Layer } from '../../../declare/layer';

/** Messages of the handshake that both sides send before they have keys. */
export const messageNames: Readonly<Record<string, string>> = {
  CHLO: 'Client Hello',
  SHLO: 'Server Hello',
  'REJ\0': 'Rejection',
};

export const hashLength = 12;

/** How the numbers in a packet's frames are written. */
export interface FrameShape {
  readonly version: number;
  /** Bytes of the packet's own number. */
  readonly numberWidth: number;
}

/** What can be read: a message whose tag stands at `at`, the connection's end, or nothing. */
export type Readable = { readonly kind: 'message'; readonly at: number } | { readonly kind: 'close' } | undefined;

const frame = { padding: 0, reset: 1, close: 2, goAway: 3, windowUpdate: 4, blocked: 5, stopWaiting: 6 } as const;
const bit = { stream: 0x80, streamLength: 0x20, acknowledgement: 0x40, blocks: 0x20, special: 0xe0 } as const;
/** The version that made entropy and private flags go away. */
export const withoutEntropy = 34;
const numberWidths = [1, 2, 4, 6];

/** Whether the packet whose hash stands at `at` is readable: encrypted bytes hardly ever are frames up to a message's tag. */
export function readableAt(layer: Layer, at: number, shape: FrameShape): Readable {
  if (!layer.has(at, 14)) return undefined;
  let next: number | Readable = at + hashLength + (shape.version < withoutEntropy ? 1 : 0);
  while (typeof next === 'number' && layer.has(next, 2)) next = step(layer, next, shape);
  return typeof next === 'number' ? undefined : next;
}

/** Where the frame that begins at `at` ends; undefined where it reaches to the packet's end, or hides where it ends. */
export function behindFrame(layer: Layer, at: number, shape: FrameShape): number | undefined {
  const next = step(layer, at, shape);
  return typeof next === 'number' && next > at ? next : undefined;
}

function step(layer: Layer, at: number, shape: FrameShape): number | Readable {
  const type = layer.u8(at);
  if ((type & bit.special) === 0) return plain(layer, type, at + 1, shape);
  if ((type & bit.stream) !== 0) return stream(layer, type, at + 1);
  return (type & bit.acknowledgement) !== 0 ? acknowledgement(layer, type, at + 1, shape) : at + 1;
}

function plain(layer: Layer, type: number, at: number, { version, numberWidth }: FrameShape): number | Readable {
  switch (type) {
    case frame.padding:
      return undefined;
    case frame.reset:
      return at + 16;
    case frame.close:
      return endsWithReason(layer, at + 4, version) ? { kind: 'close' } : at + 6;
    case frame.goAway:
      return layer.has(at + 8, 3) ? at + 10 + count(layer, at + 8, version) : undefined;
    case frame.windowUpdate:
      return at + 12;
    case frame.blocked:
      return at + 4;
    case frame.stopWaiting:
      return at + numberWidth + (version < withoutEntropy ? 1 : 0);
    default:
      return at;
  }
}

/** From version 39 on, numbers are big-endian. */
const count = (layer: Layer, at: number, version: number): number => (version < 39 ? layer.u16le(at) : layer.u16(at));

const endsWithReason = (layer: Layer, at: number, version: number): boolean =>
  layer.has(at, 3) && count(layer, at, version) === layer.available - at - 2;

function stream(layer: Layer, type: number, at: number): number | Readable {
  const offset = (type >> 2) & 7;
  const tag = at + 1 + (type & 3) + (offset === 0 ? 0 : offset + 1) + ((type & bit.streamLength) === 0 ? 0 : 2);
  if (!layer.has(tag, 5)) return undefined;
  return messageNames[layer.latin1(tag, 4)] === undefined ? tag : { kind: 'message', at: tag };
}

function acknowledgement(layer: Layer, type: number, at: number, { version }: FrameShape): number | Readable {
  const largest = numberWidths[(type >> 2) & 3];
  const missing = numberWidths[type & 3];
  if (version >= withoutEntropy) {
    let next = at + largest + 2;
    let blocks = 0;
    if ((type & bit.blocks) !== 0) {
      if (!layer.has(next, 2)) return undefined;
      blocks = layer.u8(next++);
    }
    return behindTimestamps(layer, next + missing + blocks * (1 + missing));
  }
  const next = behindTimestamps(layer, at + 1 + largest + 2);
  if (next === undefined || (type & bit.blocks) === 0) return next;
  if (!layer.has(next, 2)) return undefined;
  const revived = next + 1 + layer.u8(next) * (missing + 1);
  return layer.has(revived, 2) ? revived + 1 + layer.u8(revived) * largest : undefined;
}

function behindTimestamps(layer: Layer, at: number): number | undefined {
  if (!layer.has(at, 2)) return undefined;
  const times = layer.u8(at);
  return at + 1 + (times === 0 ? 0 : 5 + (times - 1) * 3);
}
