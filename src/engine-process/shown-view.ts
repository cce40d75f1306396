/** The view that the window shows: filled in slices, and looked for once more when the packets were read anew. */
import type { PacketView, Session } from '../engine/session';
import type { FilterProblem } from '../engine/view';
import type { ViewProgress } from '../shared/ipc';

export class ShownView {
  packets: PacketView;
  /** How many views were started before this one; 0 before the page asked for any. */
  number = 0;
  /** Time that the filter took so far, in milliseconds. */
  private time = 0;
  private working = true;
  private stopped = false;
  /** The session's count of readings when the packets were last looked for, and when those that are shown were. */
  private reading = 1;
  shownReading = 1;
  /** The same filter over a newer reading, until it has looked at all packets. */
  private next: PacketView | undefined;

  /** `replaced` is told when packets are shown from another reading. */
  constructor(
    private readonly session: Session,
    private readonly replaced: () => void,
  ) {
    const view = session.view('');
    if ('message' in view) throw new Error(view.message);
    this.packets = view;
    session.show(view);
  }

  start(filter: string): FilterProblem | undefined {
    const view = this.session.view(filter);
    if ('message' in view) return view;
    this.reading = this.session.readings;
    this.show(view);
    this.number++;
    this.time = 0;
    this.working = true;
    this.stopped = false;
    return undefined;
  }

  stop(): void {
    this.stopped = true;
    this.working = false;
  }

  /** Looks at packets for about so many milliseconds. True while there are more to be looked at now. */
  advance(milliseconds: number): boolean {
    if (this.session.readings !== this.reading) this.seekAnew();
    if (this.next !== undefined) return this.advanceNext(this.next, milliseconds);
    if (this.stopped) return false;
    const before = performance.now();
    const more = this.packets.advance(milliseconds);
    const after = performance.now();
    if (more || this.working) this.time += after - before;
    this.working = more;
    return more;
  }

  private seekAnew(): void {
    this.reading = this.session.readings;
    const view = this.session.view(this.packets.filter);
    if (!('message' in view)) this.next = view;
  }

  private advanceNext(view: PacketView, milliseconds: number): boolean {
    if (view.advance(milliseconds)) return true;
    this.show(view);
    this.replaced();
    return false;
  }

  private show(view: PacketView): void {
    this.packets = view;
    this.shownReading = this.reading;
    this.next = undefined;
    this.session.show(view);
  }

  progress(): ViewProgress {
    const { count, examined, stopped } = this.packets;
    return {
      view: this.number,
      count,
      examined,
      done: !this.working,
      ...(stopped && { stopped }),
      milliseconds: this.time,
    };
  }
}
