/** Answers what the page asks about HTTP exchanges, verdicts and problem connections. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PacketView, Session, Task } from '../engine/session';
import type { ExchangeOrder } from '../engine/session/exchanges';
import type { Handlers } from '../shared/contract';
import type { exchangeCalls } from '../shared/exchanges-contract';
import type { Outcome } from '../shared/ipc';

/** Milliseconds of looking for more with each question about a list. */
const slice = 20;
/** A list that grows is put in order again after so many milliseconds at the earliest. */
const reorderInterval = 400;

interface Ordered {
  readonly key: string;
  readonly examined: number;
  readonly at: number;
  readonly indices: Uint32Array;
}

/** What an exporter takes: all, those with a displayed packet, or chosen ones. */
type Which = 'all' | 'displayed' | readonly number[];

export interface ExchangeDesk {
  readonly session: Session;
  /** The view that is on show. */
  readonly shown: () => PacketView;
  /** Path behind a token. */
  readonly target: (token: string) => string;
  readonly carryOut: (task: Task) => Promise<Outcome>;
  readonly version: string;
}

/** Works a slice at a time, so that the page's other questions are answered in between. */
async function inTurns<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const deadline = performance.now() + slice;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < deadline);
    await nextTurn();
  }
}

export function exchangeHandlers({
  session,
  shown,
  target,
  carryOut,
  version,
}: ExchangeDesk): Handlers<typeof exchangeCalls> {
  let ordered: Ordered | undefined;
  const existing = (exchange: number): number => {
    if (exchange >= session.exchanges.count) throw new Error(`There is no exchange ${exchange}.`);
    return exchange;
  };
  const inOrder = (order: ExchangeOrder, done: boolean): Uint32Array => {
    const view = order.displayed;
    const about = [session.readings, order.key, order.descending, order.text, view && [view.filter, view.count]];
    const key = JSON.stringify(about);
    const { examined } = session.exchanges;
    const now = performance.now();
    const holds =
      ordered?.key === key && (ordered.examined === examined || (!done && now - ordered.at < reorderInterval));
    if (!holds) ordered = { key, examined, at: now, indices: session.exchanges.ordered(order) };
    return ordered!.indices;
  };
  const choose = (which: Which): number[] => {
    while (session.exchanges.advance(1000));
    session.exchanges.settle();
    if (which !== 'all' && which !== 'displayed') return which.map(existing);
    const displayed = which === 'displayed' ? shown() : undefined;
    return [...session.exchanges.ordered({ key: 'start', descending: false, text: '', displayed })];
  };
  return {
    exchanges: ({ from, count, displayed, ...order }) => {
      const done = !session.exchanges.advance(slice);
      const indices = inOrder({ ...order, displayed: displayed ? shown() : undefined }, done);
      return {
        rows: [...indices.subarray(from, from + count)].map((index) => session.exchanges.row(index)),
        count: indices.length,
        total: session.exchanges.count,
        done,
      };
    },
    exchange: ({ exchange }) => session.exchanges.detail(existing(exchange)),
    exchangeBody: ({ exchange, side, form, from, length }) =>
      session.exchanges.body(existing(exchange), side, form, from, length),
    exchangeAsCurl: ({ exchange }) => session.exchanges.curl(existing(exchange)),
    exchangeBodyName: ({ exchange, side }) => session.exchanges.bodyName(existing(exchange), side),
    saveExchangeBody: ({ exchange, side, token }) =>
      carryOut(session.exchanges.saveBody(existing(exchange), side, target(token))),
    exportHar: ({ which, token }) =>
      carryOut(session.exchanges.har(choose(which), target(token), { name: 'Sockeye', version })),
    exportObjects: ({ which, token }) => carryOut(session.exchanges.exportObjects(choose(which), target(token))),
    countObjects: ({ which }) => session.exchanges.countObjects(choose(which)),
    verdict: ({ stream }) => inTurns(session.verdicts.steps(stream)),
    problems: ({ most }) => {
      const done = !session.verdicts.problems.advance(slice);
      return { ...session.verdicts.problems.list(most), done };
    },
  };
}
