/** Answers what the page asks for its graphs of TCP streams and its sequence diagrams. */
import type { PacketView, Session } from '../engine/session';
import type { Handlers } from '../shared/contract';
import type { FlowScope, graphCalls } from '../shared/graphs-contract';

/** Time in milliseconds that one question may spend on looking for a stream's packets. */
const slice = 40;

/** `shown` gives the view that is on show. */
export function graphHandlers(session: Session, shown: () => PacketView): Handlers<typeof graphCalls> {
  const streams = new StreamView(session);
  const viewOf = (scope: FlowScope): PacketView => (scope === 'displayed' ? shown() : streams.of(scope.stream));
  return {
    tcpPoints: ({ stream, fromRow }) => {
      const points = session.tcpPoints(stream, fromRow);
      if (!points) throw new Error(`There is no TCP stream ${stream}.`);
      return points;
    },
    flowCount: ({ scope }) => {
      const view = viewOf(scope);
      const more = scope === 'displayed' ? view.examined < session.packets : view.advance(slice);
      return { count: view.count, done: !more };
    },
    flow: ({ scope, from, count }) => session.flow(viewOf(scope), from, count),
  };
}

/** The packets of the stream that was asked for last. */
class StreamView {
  private stream = -1;
  private reading = 0;
  private view: PacketView | undefined;

  constructor(private readonly session: Session) {}

  of(stream: number): PacketView {
    const { readings } = this.session;
    if (this.view === undefined || stream !== this.stream || readings !== this.reading) {
      const view = this.session.view(`tcp.stream == ${stream}`);
      if ('message' in view) throw new Error(view.message);
      this.view = view;
      this.stream = stream;
      this.reading = readings;
    }
    return this.view;
  }
}
