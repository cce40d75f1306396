/** Tells what HTTP was spoken on a stream: how many requests, how they were answered, and which one waited longest. */
import { visible } from '../../bytes/visible';
import { statusClassName, statusNames } from '../../protocols/names/http-status';
import type { ExchangeTable } from '../exchanges/exchange-table';
import { messageFlag } from '../exchanges/message-table';
import { stallThreshold } from './stream-watch';
import type { Clause } from './verdict-view';
import { clause, packet, packets, plural, say, strong, time } from './words';

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

/** Exchanges of a stream that are looked at. */
const maximumSteps = 100_000;

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

/** `timeOf` gives the time of a packet in nanoseconds. */
export function httpClauses(steps: readonly HttpStep[], timeOf: (frame: number) => number): Clause[] {
  if (steps.length === 0) return [];
  const clauses = [summary(steps)];
  const failed = steps.filter(({ status }) => status >= 400);
  for (const step of failed.slice(0, 3))
    clauses.push(
      clause(
        'http',
        step.status >= 500 ? 'error' : 'warning',
        say`${what(step)} (${packet(step.requestLast || step.responseFirst)}) was answered by ${strong(statusText(step.status))} (${packet(step.responseFirst)}).`,
      ),
    );
  if (failed.length > 3)
    clauses.push(clause('http', 'warning', say`${plural(failed.length - 3, 'more request')} failed with 4xx or 5xx.`));
  return [...clauses, ...slowest(steps, timeOf), ...loose(steps)];
}

const statusText = (status: number): string => `${status} ${statusNames[status] ?? ''}`.trim();

function what({ method, url }: HttpStep): string {
  if (method === '') return 'A request that is not in the capture';
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
  return visible(`${method} ${path.length > 60 ? `${path.slice(0, 59)}…` : path}`);
}

function summary(steps: readonly HttpStep[]): Clause {
  const answered = steps.filter(({ status }) => status > 0);
  const classes = new Map<string, number>();
  for (const { status } of answered) {
    const name = statusClassName(status) ?? 'without a known status';
    classes.set(name, (classes.get(name) ?? 0) + 1);
  }
  const several = [...classes].map(([name, number]) => `${number} with ${name}`).join(', ');
  const requests = strong(plural(steps.filter(({ method }) => method !== '').length, 'HTTP request'));
  const [only] = answered;
  if (answered.length === 1 && steps.length === 1)
    return clause('http', 'plain', say`One HTTP request, ${what(only)}, was answered by ${statusText(only.status)}.`);
  return clause(
    'http',
    'plain',
    say`It carries ${requests}; ${answered.length} answered${several === '' ? '' : `: ${several}`}.`,
  );
}

/** The answer that came last after its request, if it let wait. */
function slowest(steps: readonly HttpStep[], timeOf: (frame: number) => number): Clause[] {
  let worst: HttpStep | undefined;
  let longest = 0;
  for (const step of steps) {
    if (step.requestLast === 0 || step.responseFirst === 0) continue;
    const wait = timeOf(step.responseFirst) - timeOf(step.requestLast);
    if (wait > longest) {
      longest = wait;
      worst = step;
    }
  }
  if (worst === undefined) return [];
  const which = steps.length === 1 ? 'Its answer' : `The slowest answer, to ${what(worst)},`;
  const severity = longest >= 5 * stallThreshold ? 'warning' : longest >= stallThreshold ? 'note' : 'plain';
  return [
    clause(
      'http',
      severity,
      say`${which} began ${strong(time(longest))} after the request (${packet(worst.requestLast)} to ${packet(worst.responseFirst)}).`,
    ),
  ];
}

function loose(steps: readonly HttpStep[]): Clause[] {
  const unanswered = steps.filter(({ status, method }) => status === 0 && method !== '');
  const unfinished = steps.filter(({ status, complete }) => status > 0 && !complete);
  return [
    ...(unanswered.length === 0
      ? []
      : [
          clause(
            'http',
            'error',
            say`${strong(plural(unanswered.length, 'request'))} got no answer (${packets(
              unanswered.slice(0, 3).map(({ requestLast }) => requestLast),
              unanswered.length,
            )}).`,
          ),
        ]),
    ...(unfinished.length === 0
      ? []
      : [
          clause(
            'http',
            'warning',
            say`${strong(plural(unfinished.length, 'answer'))} ${unfinished.length === 1 ? 'is' : 'are'} not complete (${packets(
              unfinished.slice(0, 3).map(({ responseLast }) => responseLast),
              unfinished.length,
            )}).`,
          ),
        ]),
  ];
}
