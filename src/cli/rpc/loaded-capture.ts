/** The capture that a client has loaded, with the filters it has asked for, which are answered once. */

import type { DecodeSettings } from '../../engine/declare/dissection';
import type { EngineHost } from '../../engine/host';
import type { PacketView, Session } from '../../engine/session';
import { openSession } from '../../engine/session/open-session';
import type { FilterProblem, PacketRow } from '../../engine/view';
import { defaultRules } from '../../shared/default-rules';

/** Milliseconds of reading between two looks at the rest of the world. */
const slice = 200;
/** Filters, and rows read in passing at each slice of reading. */
const rehearsedFilters = 3;
const rehearsedRows = 20;
/** Filters whose packets are remembered. */
const maximumViews = 32;

export class LoadedCapture {
  private readonly views = new Map<string, PacketView>();

  private constructor(
    readonly path: string,
    readonly session: Session,
  ) {
    session.setColouringRules(defaultRules);
  }

  /** Opens a capture and reads it to its end, or to where it is cut or damaged. @throws CaptureFileError */
  static async open(host: EngineHost, path: string, settings: DecodeSettings): Promise<LoadedCapture> {
    const session = await openSession(host, path, settings);
    const capture = new LoadedCapture(path, session);
    while (session.advance(slice) || session.status().state === 'reading') {
      capture.rehearse();
      await host.yield();
    }
    capture.rehearse();
    return capture;
  }

  /** Does in passing what the client is going to ask for, on the packets read last. */
  private rehearse(): void {
    const { session, packets } = this;
    const all = session.view('');
    if ('message' in all) return;
    all.advance(slice);
    for (let filter = 0; filter < rehearsedFilters; filter++) session.filters.rehearse();
    session.rows(all, packets - rehearsedRows, rehearsedRows);
  }

  get packets(): number {
    return this.session.packets;
  }

  /** The packets that a filter lets through which is known to be none that is wrong. */
  packetsOf(filter: string): PacketView {
    const view = this.view(filter);
    if ('message' in view) throw new Error(view.message);
    return view;
  }

  /** What was found under other settings does not hold any more. */
  forgetViews(): void {
    this.views.clear();
  }

  /** The packets that a filter lets through, all of them examined. */
  view(filter: string): PacketView | FilterProblem {
    const known = this.views.get(filter);
    const view = known ?? this.session.view(filter);
    if ('message' in view) return view;
    this.session.show(view);
    while (view.advance(slice));
    if (view.stopped !== undefined) return view.stopped;
    // The one asked for last goes to the end, so that the first is the one asked for longest ago.
    this.views.delete(filter);
    this.views.set(filter, view);
    if (this.views.size > maximumViews) this.views.delete(this.views.keys().next().value!);
    return view;
  }

  /** Background and foreground of a row, as six hexadecimal digits each; nothing where no rule matches. */
  colours({ colour }: PacketRow): { readonly bg?: string; readonly fg?: string } {
    if (colour < 0) return {};
    const { background, foreground } = defaultRules[colour];
    return { bg: background.slice(1), fg: foreground.slice(1) };
  }

  close(): void {
    this.session.close();
  }
}
