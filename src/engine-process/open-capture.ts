/** One open capture behind the contract: drives the session in short slices, so that calls are answered in between. */
import type { PacketView, Session } from '../engine/session';
import type { FilterProblem } from '../engine/view';
import type { EventName, Handlers, Payload } from '../shared/contract';
import type { EngineContract, EngineStatus } from '../shared/ipc';
import { packDetail } from '../shared/packed-detail';
import { packRows } from '../shared/packed-rows';
import { version } from '../shared/version';
import { commentedPackets } from './commented-packets';
import { conversationHandlers } from './conversation-handlers';
import { exchangeHandlers } from './exchange-handlers';
import { filterHandlers } from './filter-handlers';
import { graphHandlers } from './graph-handlers';
import { LongWork } from './long-work';
import { Overview } from './overview';
import { ownersHandlers } from './owners-handlers';
import { ShownView } from './shown-view';
import { statisticsHandlers } from './statistics-handlers';
import { StreamsDesk } from './streams-desk';

type Tell = <Name extends EventName<EngineContract>>(name: Name, payload: Payload<EngineContract, Name>) => void;

/** Length of one slice of filtering or searching, in milliseconds. */
const slice = 8;
/** How often a filter is rehearsed once all is read. */
const rehearsals = 9;
/** Length of one slice of reading, in milliseconds: longer, because a slice has costs of its own. */
const readingSlice = 20;
/** Time between two looks at a file that may still grow. */
const watchInterval = 250;
/** The same while it grows: new packets appear several times a second. */
const growingInterval = 80;
/** A file counts as growing for so long after it has grown. */
const growingTime = 3000;
/** Shortest time between two announcements of progress. */
const announceInterval = 160;

export class OpenCapture {
  private readonly shown: ShownView;
  private stopped = false;
  private unsavedComments = false;
  private announcedAt = 0;
  private packetsSeen = 0;
  private rehearsed = 0;
  private grownAt = 0;
  private announced = '';
  private readonly timeReferences = new Set<number>();
  private readonly work: LongWork;
  private readonly overview: Overview;
  private readonly streams: StreamsDesk;
  private timer: NodeJS.Timeout | undefined;
  private immediate: NodeJS.Immediate | undefined;
  private tell: Tell = () => undefined;

  /** `targets` are the places that the user chose, by the tokens that the page knows. */
  constructor(
    private readonly session: Session,
    private readonly targets: ReadonlyMap<string, string>,
  ) {
    this.shown = new ShownView(session, () => this.overview.forget());
    this.overview = new Overview(session, slice);
    this.work = new LongWork((fraction) => this.tell('taskProgress', { fraction }));
    this.streams = new StreamsDesk(
      session,
      (token) => this.target(token),
      (task) => this.work.carryOut(task),
      () => this.schedule(0),
    );
  }

  /** `tell` reaches the page. Reading begins when the page asks for its first view, so that nothing delays its first rows. */
  start(tell: Tell): void {
    this.tell = tell;
    this.streams.start(tell);
    this.work.whenStarted(() => this.schedule(0));
  }

  handlers(): Handlers<EngineContract> {
    const { session, work } = this;
    return {
      ...statisticsHandlers(session, () => this.view),
      ...ownersHandlers(session),
      ...conversationHandlers(session, () => this.view),
      ...filterHandlers(session, () => this.overview.forget()),
      ...graphHandlers(session, () => this.view),
      ...this.streams.handlers(),
      ...exchangeHandlers({
        session,
        shown: () => this.view,
        target: (token) => this.target(token),
        carryOut: (task) => work.carryOut(task),
        version,
      }),
      view: ({ filter }) => this.startView(filter),
      rows: ({ view, from, count }) => {
        const shown = view === this.shown.number ? Math.max(0, Math.min(count, this.view.count - from)) : 0;
        return packRows(shown > 0 ? session.rows(this.view, from, shown) : []);
      },
      detail: ({ number }) => packDetail(session.detail(this.existing(number))),
      bytes: ({ number, buffer, from, length }) => {
        const bytes = session.detail(this.existing(number)).buffers[buffer]?.bytes;
        return bytes ? bytes.slice(from, from + length) : new Uint8Array();
      },
      indexOf: ({ number }) => this.view.indexOf(number),
      frameAt: ({ index }) => {
        if (index >= this.view.count) throw new Error(`The view has ${this.view.count} packets, so none at ${index}.`);
        return this.view.frameAt(index);
      },
      minimap: ({ buckets }) => this.overview.colours(this.view, buckets),
      setColumns: ({ columns }) => session.setColumns(columns),
      setTimeFormat: ({ format }) => session.setTimeFormat(format),
      setNameResolution: ({ on }) => session.setNameResolution(on),
      setColouringRules: ({ rules }) => {
        this.overview.forget();
        return session.setColouringRules(rules);
      },
      find: async ({ query, from, backwards }) => {
        const finder = session.find(this.view, query, from, backwards);
        return 'message' in finder ? finder : { found: await work.find(finder) };
      },
      cancelFind: () => work.cancelFind(),
      conversationStep: ({ from, step }) => session.conversationStep(this.view, from, step),
      conversationFilter: ({ number, layer }) => session.conversationFilter(number, layer),
      mark: ({ numbers, on }) => this.changed(() => session.toggleMark(this.chosen(numbers), on)),
      ignore: ({ numbers, on }) => this.changed(() => this.ignore(this.chosen(numbers), on)),
      timeReference: ({ number, on }) => {
        if (on) this.timeReferences.add(this.existing(number));
        else this.timeReferences.delete(number);
        this.changed(() => session.setTimeReference(this.existing(number), on));
      },
      clearTimeReferences: () => this.clearTimeReferences(),
      comments: ({ number }) => session.comments(this.existing(number)),
      setComments: ({ number, comments }) =>
        this.changed(() => {
          session.setComments(this.existing(number), comments);
          this.unsavedComments = true;
        }),
      commented: () => commentedPackets(session, slice),
      properties: () => session.properties(),
      save: async ({ token, ...request }) => {
        const outcome = await work.carryOut(session.save({ ...request, path: this.target(token) }, this.view));
        if (outcome.kind === 'done' && request.format === 'pcapng' && request.packets === 'all')
          this.unsavedComments = false;
        this.announce(true);
        return outcome;
      },
      exportPackets: ({ token, ...request }) =>
        work.carryOut(session.exportPackets({ ...request, path: this.target(token) }, this.view)),
      cancelTask: () => work.cancelTask(),
      stopReading: () => {
        this.stopped = true;
        this.announce(true);
      },
      stopView: () => this.changed(() => this.shown.stop()),
    };
  }

  private get view(): PacketView {
    return this.shown.packets;
  }

  private startView(filter: string): { view: number } | FilterProblem {
    const { shown } = this;
    const problem = shown.start(filter);
    if (problem !== undefined) return problem;
    if (shown.number === 1) this.session.advance(slice);
    shown.advance(slice);
    this.announce(true);
    this.schedule(0);
    return { view: shown.number };
  }

  private ignore(numbers: readonly number[], on: boolean): void {
    this.session.toggleIgnore(numbers, on);
    this.schedule(0);
  }

  private read(): boolean {
    const { session, stopped } = this;
    if (session.readsAnew) session.advance(readingSlice, stopped ? session.packets : undefined);
    else if (!stopped) session.advance(readingSlice);
    return session.readsAnew || (!stopped && session.status().state === 'reading');
  }

  private run(): void {
    const reading = this.read();
    const filtering = this.shown.advance(slice);
    const working = this.work.advance(slice);
    const following = this.streams.advance(slice);
    const busy = reading || filtering || working || following;
    this.announce(!reading && !filtering);
    this.schedule(busy || this.rehearse() ? 0 : this.watchInterval());
  }

  /** While there is nothing else to do: see `SessionFilters.rehearse`. True while there is more. */
  private rehearse(): boolean {
    if (this.rehearsed >= rehearsals) return false;
    this.rehearsed++;
    this.session.filters.rehearse();
    return true;
  }

  private watchInterval(): number {
    const { packets } = this.session.status();
    const now = performance.now();
    if (packets !== this.packetsSeen) this.grownAt = now;
    this.packetsSeen = packets;
    return now - this.grownAt < growingTime ? growingInterval : watchInterval;
  }

  /** Runs on after so many milliseconds, or sooner when that was already due. */
  private schedule(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (milliseconds > 0) this.timer = setTimeout(() => this.run(), milliseconds);
    else if (!this.immediate) {
      this.immediate = setImmediate(() => {
        this.immediate = undefined;
        this.run();
      });
    }
  }

  private clearTimeReferences(): void {
    this.changed(() => {
      for (const number of this.timeReferences) this.session.setTimeReference(number, false);
      this.timeReferences.clear();
    });
  }

  /** Tells the page how things stand, when that changed; often only if `now`. */
  private announce(now: boolean): void {
    const time = performance.now();
    if (!now && time - this.announcedAt < announceInterval) return;
    const status = this.status();
    const progress = this.shown.progress();
    const told = JSON.stringify([status, progress]);
    if (told === this.announced) return;
    this.announced = told;
    this.announcedAt = time;
    this.tell('viewProgress', progress);
    this.tell('status', status);
  }

  private status(): EngineStatus {
    return {
      ...this.session.status(),
      ...this.session.counts(),
      stopped: this.stopped,
      unsavedComments: this.unsavedComments,
      readings: this.shown.shownReading,
    };
  }

  private changed(change: () => void): void {
    change();
    this.announce(true);
  }

  private existing(number: number): number {
    const { packets } = this.session.status();
    if (number > packets) throw new Error(`The capture has ${packets} packets, so no packet ${number}.`);
    return number;
  }

  private chosen(numbers: readonly number[] | 'displayed'): readonly number[] {
    if (numbers !== 'displayed') return numbers.map((number) => this.existing(number));
    return Array.from({ length: this.view.count }, (_, index) => this.view.frameAt(index));
  }

  private target(token: string): string {
    const path = this.targets.get(token);
    if (path === undefined) throw new Error('No file was chosen to write to.');
    return path;
  }
}
