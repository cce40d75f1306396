/** Tells what HTTP was spoken on a stream: how many requests, how they were answered, and which one waited longest. */
import { visible } from '../../bytes/visible';
import { statusClassName, statusNames } from '../../protocols/names/http-status';
import type { ExchangeTable } from '../exchanges/exchange-table';
import { messageFlag } from '../exchanges/message-table';
import { clause } from './clause';
import type { Findings, Party, Registered, RequestName } from './statements';
import { namedFrames } from './stream-facts';
import { stallThreshold } from './stream-watch';
import type { Clause } from './verdict-view';

/** One exchange as far as a verdict needs it; 0 where a packet is not there. */
export interface HttpStep {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly requestFirst: number;
  readonly requestLast: number;
  readonly responseFirst: number;
  readonly responseLast: number;
  readonly complete: boolean;
}

/** The first FIN or reset of a connection, and whose it is. */
export interface End {
  readonly by: Party;
  readonly frame: number;
}

/** Exchanges of a stream that are looked at. */
const maximumSteps = 100_000;
/** Failed requests that are told one by one. */
const toldFailures = 3;
/** Characters of a path that are shown. */
const longestPath = 60;

export function httpSteps(table: ExchangeTable): HttpStep[] {
  const { messages } = table;
  const steps: HttpStep[] = [];
  for (let index = 0; index < Math.min(table.length, maximumSteps); index++) {
    const request = table.requests.get(index) - 1;
    const response = table.responses.get(index) - 1;
    steps.push({
      method: request < 0 ? '' : table.methods.get(messages.methods.get(request)),
      url: table.url(index),
      status: response < 0 ? 0 : messages.statuses.get(response),
      requestFirst: request < 0 ? 0 : messages.firstFrames.get(request),
      requestLast: request < 0 ? 0 : messages.lastFrames.get(request),
      responseFirst: response < 0 ? 0 : messages.firstFrames.get(response),
      responseLast: response < 0 ? 0 : messages.lastFrames.get(response),
      complete: response >= 0 && messages.has(response, messageFlag.complete),
    });
  }
  return steps;
}

/** `timeOf` gives the time of a packet in nanoseconds; `oneSided` tells that nothing of the server is in the capture. */
export function httpClauses(
  steps: readonly HttpStep[],
  timeOf: (frame: number) => number,
  oneSided: boolean,
  end: End | undefined,
): Clause[] {
  if (steps.length === 0) return [];
  const failed = steps.filter(({ status }) => status >= 400);
  return [
    summary(steps),
    ...failed.slice(0, toldFailures).map(failure),
    ...(failed.length > toldFailures
      ? [clause('http', 'warning', 'moreFailed', { count: failed.length - toldFailures })]
      : []),
    ...slowest(steps, timeOf),
    ...loose(steps, timeOf, oneSided, end),
  ];
}

const statusOf = ({ status }: HttpStep): Registered => ({ number: status, name: statusNames[status] });

function requestOf({ method, url }: HttpStep): RequestName {
  if (method === '') return undefined;
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
  const shown = path.length > longestPath ? `${path.slice(0, longestPath - 1)}…` : path;
  return { method: visible(method), path: visible(shown) };
}

function failure(step: HttpStep): Clause {
  return clause('http', step.status >= 500 ? 'error' : 'warning', 'requestFailed', {
    request: requestOf(step),
    asked: step.requestLast || step.responseFirst,
    status: statusOf(step),
    answered: step.responseFirst,
  });
}

function summary(steps: readonly HttpStep[]): Clause {
  const answered = steps.filter(({ status }) => status > 0);
  const [only] = answered;
  if (answered.length === 1 && steps.length === 1)
    return clause('http', 'plain', 'oneRequest', { request: requestOf(only), status: statusOf(only) });
  const classes = new Map<string | undefined, number>();
  for (const { status } of answered) {
    const name = statusClassName(status);
    classes.set(name, (classes.get(name) ?? 0) + 1);
  }
  return clause('http', 'plain', 'requests', {
    requests: steps.filter(({ method }) => method !== '').length,
    answered: answered.length,
    classes: [...classes].map(([name, count]) => ({ name, count })),
  });
}

/**
 * The packet from which on an answer was due: the end of its request, or of the answer before it where requests were sent
 * without waiting for answers. RFC 9112, section 9.3.2.
 */
export function dueFrom(steps: readonly HttpStep[], index: number): number {
  return Math.max(steps[index].requestLast, steps[index - 1]?.responseLast ?? 0);
}

/** The answer that came last after it was due, if it let wait. */
function slowest(steps: readonly HttpStep[], timeOf: (frame: number) => number): Clause[] {
  let worst: HttpStep | undefined;
  let wait = 0;
  for (const [index, step] of steps.entries()) {
    if (step.requestLast === 0 || step.responseFirst === 0) continue;
    const waited = timeOf(step.responseFirst) - timeOf(dueFrom(steps, index));
    if (waited > wait) {
      wait = waited;
      worst = step;
    }
  }
  if (worst === undefined) return [];
  const severity = wait >= 5 * stallThreshold ? 'warning' : wait >= stallThreshold ? 'note' : 'plain';
  return [
    clause('http', severity, 'slowestAnswer', {
      only: steps.length === 1,
      request: requestOf(worst),
      wait: timeOf(worst.responseFirst) - timeOf(worst.requestLast),
      asked: worst.requestLast,
      answered: worst.responseFirst,
    }),
  ];
}

function loose(
  steps: readonly HttpStep[],
  timeOf: (frame: number) => number,
  oneSided: boolean,
  end: End | undefined,
): Clause[] {
  const unanswered = steps.filter(({ status, method }) => status === 0 && method !== '');
  const unfinished = steps.filter(({ status, complete }) => status > 0 && !complete);
  const clauses: Clause[] = [];
  const lastAsked = unanswered.at(-1)?.requestLast;
  if (lastAsked !== undefined)
    clauses.push(
      clause('http', oneSided ? 'note' : 'error', 'requestsUnanswered', {
        found: findings(unanswered.map(({ requestLast }) => requestLast)),
        oneSided,
        end: end && end.frame > lastAsked ? { ...end, after: timeOf(end.frame) - timeOf(lastAsked) } : undefined,
      }),
    );
  if (unfinished.length > 0)
    clauses.push(
      clause('http', 'warning', 'answersIncomplete', findings(unfinished.map(({ responseLast }) => responseLast))),
    );
  return clauses;
}

const findings = (frames: readonly number[]): Findings => ({
  count: frames.length,
  frames: frames.slice(0, namedFrames),
});
