/** Consoles and started programs: the sockets process names each by a number and tells of it; the window by a key of its own. */
import type { OpenSession, ShownEvent } from '../state/sockets';

/** Of what happened in one, the window keeps so many events, and so many bytes of what passed. */
const mostEvents = 5000;
const mostBytes = 16 * 1024 * 1024;

export class Sessions<Session extends OpenSession> {
  private lastKey = 0;
  /** Numbers that are on their way. */
  private awaited = 0;
  // What the process tells of one may come before the answer that gives its number.
  private early: { readonly number: number; readonly take: (session: Session) => void }[] = [];

  constructor(
    private readonly all: () => readonly Session[],
    private readonly replace: (sessions: readonly Session[]) => void,
  ) {}

  /** A key for the next one. */
  nextKey(): number {
    this.lastKey++;
    return this.lastKey;
  }

  find(key: number): Session | undefined {
    return this.all().find((session) => session.key === key);
  }

  add(session: Session): void {
    this.replace([...this.all(), session]);
  }

  change(key: number, change: Partial<Session>): void {
    this.replace(this.all().map((session) => (session.key === key ? { ...session, ...change } : session)));
  }

  remove(key: number): void {
    this.replace(this.all().filter((session) => session.key !== key));
  }

  /** Waits for an answer that gives a number; `know` puts it into the list. Then what was told of it before is taken. */
  async opened<Answer>(answer: Promise<Answer>, know: (answer: Answer) => number): Promise<void> {
    this.awaited++;
    try {
      const number = know(await answer);
      const told = this.early;
      this.early = told.filter((one) => one.number !== number);
      for (const { number: about, take } of told) if (about === number) this.heard(number, take);
    } finally {
      this.awaited--;
      // What is left is about those that were closed.
      if (this.awaited === 0) this.early = [];
    }
  }

  /** Takes what was told of a number. */
  heard(number: number, take: (session: Session) => void): void {
    const known = this.all().find((session) => session.number === number);
    if (known) take(known);
    else if (this.awaited > 0) this.early.push({ number, take });
  }

  /** The process is gone: a later one uses the same numbers for others. */
  lose(changed: (session: Session) => Partial<Session>): void {
    this.replace(
      this.all().map((session) =>
        session.number === undefined ? session : { ...session, ...changed(session), number: undefined },
      ),
    );
  }
}

/** The events of a session with more of them; the oldest are dropped where that is too much. */
export function withEvents<Event extends ShownEvent>(
  { events, dropped }: { readonly events: readonly Event[]; readonly dropped: number },
  more: readonly Event[],
): { readonly events: readonly Event[]; readonly dropped: number } {
  const all = [...events, ...more];
  let from = all.length;
  let bytes = 0;
  while (from > 0 && all.length - from < mostEvents) {
    const event = all[from - 1];
    bytes += 'length' in event ? event.bytes.length : 0;
    if (bytes > mostBytes) break;
    from--;
  }
  return { events: all.slice(from), dropped: dropped + from };
}
