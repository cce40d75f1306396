/** The followed streams of an open capture: opened, read, searched and saved, and led on while the capture grows. */
import type { Session, Task } from '../engine/session';
import { type FollowedStream, readPage, type Side, type StreamSearch } from '../engine/session/streams';
import type { Handlers, Payload } from '../shared/contract';
import type { Outcome } from '../shared/ipc';
import { packStretch } from '../shared/packed-stream';
import type {
  StreamFindings,
  StreamMatchPlace,
  StreamSide,
  streamCalls,
  streamEvents,
} from '../shared/streams-contract';

type Tell = <Name extends keyof typeof streamEvents>(name: Name, payload: Payload<typeof streamEvents, Name>) => void;

/** Time in milliseconds that opening a stream may take: what it has not found by then follows. */
const openingSlice = 8;
/** Shortest time in milliseconds between two announcements about a stream. */
const announceInterval = 150;
/** Streams that are open at once; of more, the one opened longest ago is closed. */
const maximumOpen = 32;
const maximumMatchesShown = 5000;

interface Open {
  readonly stream: FollowedStream;
  search?: { readonly number: number; readonly search: StreamSearch };
  announcedAt: number;
  announced: string;
}

export class StreamsDesk {
  private readonly open = new Map<number, Open>();
  private opened = 0;
  private searches = 0;
  private tell: Tell = () => undefined;

  constructor(
    private readonly session: Session,
    private readonly target: (token: string) => string,
    private readonly carryOut: (task: Task) => Promise<Outcome>,
    private readonly wake: () => void,
  ) {}

  start(tell: Tell): void {
    this.tell = tell;
  }

  handlers(): Handlers<typeof streamCalls> {
    const { session } = this;
    return {
      streamOf: ({ kind, packet }) => {
        const stream = session.streams.streamOf(kind, packet);
        return stream < 0 ? undefined : stream;
      },
      openStream: ({ kind, stream }) => this.openStream(kind, stream),
      closeStream: ({ id }) => {
        this.open.delete(id);
      },
      streamStretch: ({ id, side, from, length }) => this.stretch(this.streamOf(id), side, from, length),
      streamPlace: ({ id, side, packet }) => {
        const stream = this.streamOf(id);
        const record = stream.recordOf(packet);
        return record < 0 ? undefined : stream.source.records.positionOf(record, sideOf(stream, side));
      },
      searchStream: ({ id, side, needle, ignoreCase }) => {
        const open = this.existing(id);
        const number = ++this.searches;
        const search = session.streams.search(open.stream, needle, ignoreCase, sideOf(open.stream, side));
        open.search = { number, search };
        open.announced = '';
        search.advance(openingSlice);
        this.wake();
        return { search: number };
      },
      endStreamSearch: ({ id }) => {
        this.existing(id).search = undefined;
      },
      streamMatches: ({ id, from, to }) => this.matches(id, from, to),
      nextStreamMatch: ({ id, from, backwards }) => this.nextMatch(id, from, backwards),
      saveStream: ({ id, side, token }) => {
        const stream = this.streamOf(id);
        return this.carryOut(session.streams.save(stream, sideOf(stream, side), this.target(token)));
      },
    };
  }

  /** Works for about so many milliseconds. True while there is more to do now. */
  advance(milliseconds: number): boolean {
    const gone: number[] = [];
    let more = false;
    for (const [id, open] of this.open) {
      if (!this.session.streams.isCurrent(open.stream)) {
        gone.push(id);
        this.open.delete(id);
        continue;
      }
      const growing = open.stream.advance(milliseconds);
      open.stream.settle();
      const searching = open.search?.search.advance(milliseconds) ?? false;
      more ||= growing || searching;
      this.announce(id, open, !growing && !searching);
    }
    if (gone.length > 0) this.tell('streamsGone', { ids: gone });
    return more;
  }

  private openStream(kind: FollowedStream['kind'], number: number) {
    const stream = this.session.streams.open(kind, number);
    if (stream === undefined) throw new Error(`There is no ${kind.toUpperCase()} stream ${number}.`);
    stream.advance(openingSlice);
    stream.settle();
    const id = ++this.opened;
    this.open.set(id, { stream, announcedAt: 0, announced: '' });
    if (this.open.size > maximumOpen) {
      const [oldest] = this.open.keys();
      this.open.delete(oldest);
      this.tell('streamsGone', { ids: [oldest] });
    }
    this.wake();
    return { id, summary: stream.summary() };
  }

  private stretch(stream: FollowedStream, side: StreamSide, from: number, length: number): Uint8Array {
    const { records, bytes } = readPage(stream, sideOf(stream, side), from, length);
    const { reversed } = stream;
    const timeOf = (row: number): bigint => this.session.time(row + 1) ?? 0n;
    const start = timeOf(stream.summary().firstPacket - 1);
    return packStretch({
      from,
      bytes,
      parts: records.map(({ index, row, backward, ...part }) => ({
        ...part,
        record: index,
        packet: row + 1,
        server: backward !== reversed,
        time: Number(timeOf(row) - start) / 1e9,
        since: index === 0 ? 0 : Number(timeOf(row) - timeOf(stream.record(index - 1).row)) / 1e9,
      })),
    });
  }

  private matches(id: number, from: number, to: number): readonly StreamMatchPlace[] {
    const search = this.existing(id).search?.search;
    const places: StreamMatchPlace[] = [];
    if (search === undefined) return places;
    // One that began before may reach into the stretch.
    let index = search.firstFrom(from);
    while (index > 0 && search.match(index - 1).to > from) index--;
    for (; index < search.count && places.length < maximumMatchesShown; index++) {
      const match = search.match(index);
      if (match.from >= to) break;
      places.push({ index, ...match });
    }
    return places;
  }

  private nextMatch(id: number, from: number, backwards: boolean): StreamMatchPlace | undefined {
    const search = this.existing(id).search?.search;
    if (search === undefined || search.count === 0) return undefined;
    const at = search.firstFrom(from);
    const index = backwards ? (at + search.count - 1) % search.count : at % search.count;
    return { index, ...search.match(index) };
  }

  private announce(id: number, open: Open, now: boolean): void {
    const time = performance.now();
    if (!now && time - open.announcedAt < announceInterval) return;
    const summary = open.stream.summary();
    const findings = this.findings(id, open);
    const told = JSON.stringify([summary, findings]);
    if (told === open.announced) return;
    open.announced = told;
    open.announcedAt = time;
    this.tell('streamGrown', { id, summary });
    if (findings !== undefined) this.tell('streamSearched', findings);
  }

  private findings(id: number, { stream, search }: Open): StreamFindings | undefined {
    if (search === undefined) return undefined;
    const { count, examined, limited, side } = search.search;
    const done = limited || (examined >= stream.source.records.lengthOf(side) && !stream.source.more);
    return { id, search: search.number, count, examined, done, limited };
  }

  private streamOf(id: number): FollowedStream {
    return this.existing(id).stream;
  }

  private existing(id: number): Open {
    const open = this.open.get(id);
    if (open === undefined) throw new Error('This stream is closed. Follow it again.');
    return open;
  }
}

/** Which endpoint of the conversation is meant. */
function sideOf(stream: FollowedStream, side: StreamSide): Side {
  if (side === 'both') return 'both';
  return (side === 'server') !== stream.reversed ? 'backward' : 'forward';
}
