/** The tiles of an open stream as they are asked for: fetched, laid out, and kept for a while. */
import { type StreamPart, unpackStretch } from '../../shared/packed-stream';
import type { StreamSide } from '../../shared/streams-contract';
import { askEngine } from '../bridge/engine-client';
import { longestJson } from './layout/json-lines';
import type { StreamLine } from './layout/stream-line';
import { bytesBefore, bytesBehind, layOutTile, type StreamForm, tileBytes } from './layout/tile';

/** What is shown of a stream, and how. */
export interface StreamShape {
  readonly id: number;
  readonly side: StreamSide;
  readonly form: StreamForm;
  readonly columns: number;
  readonly gapText: (part: StreamPart) => string;
}

/** Tiles that are kept. */
const maximumKept = 96;

export class TileStore {
  private readonly tiles = new Map<number, readonly StreamLine[]>();
  private readonly loading = new Map<number, Promise<readonly StreamLine[]>>();
  /** The record that was read last. */
  private record: { readonly position: number; readonly bytes: Promise<Uint8Array> } | undefined;

  constructor(
    readonly shape: StreamShape,
    /** Bytes of the side. */
    private length: number,
  ) {}

  get bytes(): number {
    return this.length;
  }

  /** Tiles in all; an empty stream has one, which may hold gaps. */
  get count(): number {
    return Math.max(1, Math.ceil(this.length / tileBytes));
  }

  /** The stream has so many bytes now: what stood at its end is laid out anew. */
  grow(length: number): void {
    if (length === this.length) return;
    const first = Math.max(0, Math.floor((this.length - 1 - bytesBehind) / tileBytes));
    for (const tile of [...this.tiles.keys(), ...this.loading.keys()])
      if (tile >= first) {
        this.tiles.delete(tile);
        this.loading.delete(tile);
      }
    this.length = length;
    this.record = undefined;
  }

  /** The lines of a tile, if they are at hand. */
  held(tile: number): readonly StreamLine[] | undefined {
    return this.tiles.get(tile);
  }

  /** The lines of a tile. */
  async load(tile: number): Promise<readonly StreamLine[]> {
    const held = this.tiles.get(tile);
    if (held !== undefined) return held;
    const loading = this.loading.get(tile) ?? this.layOut(tile);
    this.loading.set(tile, loading);
    let lines: readonly StreamLine[] | undefined;
    try {
      lines = await loading;
      return lines;
    } finally {
      // Only what is still current is kept: the stream may have grown meanwhile. What failed is asked for again.
      if (this.loading.get(tile) === loading) {
        this.loading.delete(tile);
        if (lines !== undefined) this.keep(tile, lines);
      }
    }
  }

  private keep(tile: number, lines: readonly StreamLine[]): void {
    this.tiles.set(tile, lines);
    if (this.tiles.size > maximumKept) this.tiles.delete(this.tiles.keys().next().value!);
  }

  private async layOut(tile: number): Promise<readonly StreamLine[]> {
    const { id, side, ...options } = this.shape;
    const first = tile * tileBytes;
    const end = first + tileBytes;
    const from = Math.max(0, first - bytesBefore);
    const stretch = unpackStretch(
      await askEngine('streamStretch', { id, side, from, length: end + bytesBehind - from }),
    );
    return await layOutTile(stretch, first, Math.min(end, this.length), end >= this.length, {
      ...options,
      readRecord: (part, position) => this.recordAt(part, position),
    });
  }

  /** Every tile that a record goes through asks for the whole of it. */
  private recordAt(part: StreamPart, position: number): Promise<Uint8Array> {
    if (this.record?.position !== position) {
      const record = { position, bytes: this.readRecord(part, position) };
      this.record = record;
      // One that could not be read is asked for again by the next tile.
      record.bytes.catch(() => {
        if (this.record === record) this.record = undefined;
      });
    }
    return this.record.bytes;
  }

  /** The bytes of the record that begins at a position; more than the longest JSON are cut. */
  private async readRecord({ record }: StreamPart, position: number): Promise<Uint8Array> {
    const { id, side } = this.shape;
    const pieces: Uint8Array[] = [];
    let length = 0;
    while (length <= longestJson) {
      const { parts, bytes } = unpackStretch(
        await askEngine('streamStretch', { id, side, from: position + length, length: tileBytes }),
      );
      const part = parts.find((one) => one.kind === 'data');
      if (part?.record !== record) break;
      pieces.push(bytes.slice(0, part.length));
      length += part.length;
      if (part.length < tileBytes) break;
    }
    const whole = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
