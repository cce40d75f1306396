/** The colours of the whole view for the minimap: sampled, in short slices, and without looking at any packet twice. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PacketView, Session } from '../engine/session';

/** Packets looked at for each part. */
const samples = 3;
/** Stands for a part without a colour. */
const noRule = 255;

export class Overview {
  /** The rule of each packet looked at so far, by its index in the view; -1 for none. */
  private seen = new Map<number, number>();
  private view: PacketView | undefined;

  constructor(
    private readonly session: Session,
    /** Longest time between two turns, in milliseconds. */
    private readonly slice: number,
  ) {}

  /** The colouring rules have changed. */
  forget(): void {
    this.seen = new Map();
  }

  /** The rule of each of `buckets` equal parts of the view: of those seen in it, the one that stands first. */
  async colours(view: PacketView, buckets: number): Promise<Uint8Array> {
    if (view !== this.view) this.forget();
    this.view = view;
    const { seen } = this;
    const { count } = view;
    const step = gridStep(count, buckets * samples);
    const colours = new Uint8Array(buckets).fill(noRule);
    let turn = performance.now();
    for (let index = 0; index < count; index += step) {
      if (performance.now() - turn > this.slice) {
        await nextTurn();
        turn = performance.now();
      }
      // The view was replaced meanwhile: nobody waits for its colours.
      if (this.view !== view) return colours;
      const rule = this.ruleAt(seen, view, index);
      const bucket = Math.floor((index * buckets) / count);
      if (rule >= 0 && rule < colours[bucket]) colours[bucket] = rule;
    }
    return colours;
  }

  private ruleAt(seen: Map<number, number>, view: PacketView, index: number): number {
    const known = seen.get(index);
    if (known !== undefined) return known;
    const rule = this.session.rows(view, index, 1)[0]?.colour ?? -1;
    seen.set(index, rule);
    return rule;
  }
}

/** The distance of the samples: a power of two, so that a growing view keeps half of those it had. */
function gridStep(count: number, most: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(count / most)));
}
