/** How a verdict says what HTTP was spoken. */
import type { Registered, RequestName } from '../../engine/streams/verdict/statements';
import { packet, packets, type Sentences, say, strong } from './phrases';
import { plural, time } from './quantities';

export const statusWords = ({ number, name }: Registered): string =>
  name === undefined ? `${number}` : `${number} ${name}`;
const requestWords = (request: RequestName): string =>
  request === undefined ? 'A request that is not in the capture' : `${request.method} ${request.path}`;

export const httpWords: Sentences<
  | 'oneRequest'
  | 'requests'
  | 'requestFailed'
  | 'moreFailed'
  | 'slowestAnswer'
  | 'requestsUnanswered'
  | 'answersIncomplete'
> = {
  oneRequest: ({ request, status }) =>
    say`One HTTP request, ${requestWords(request)}, was answered by ${statusWords(status)}.`,
  requests: ({ requests, answered, classes }) => {
    const kinds = classes.map(({ name, count }) => `${count} with ${name ?? 'without a known status'}`).join(', ');
    const outcome =
      answered === 0
        ? ''
        : classes.length === 1 && answered === requests
          ? `; all answered with ${classes[0].name ?? 'no known status'}`
          : `; ${answered} answered: ${kinds}`;
    return say`It carries ${strong(plural(requests, 'HTTP request'))}${outcome}.`;
  },
  requestFailed: ({ request, asked, status, answered }) =>
    say`${requestWords(request)} (${packet(asked)}) was answered by ${strong(statusWords(status))} (${packet(answered)}).`,
  moreFailed: ({ count }) => say`${plural(count, 'more request')} failed with 4xx or 5xx.`,
  slowestAnswer: ({ only, request, wait, asked, answered }) =>
    say`${only ? 'Its answer' : `The slowest answer, to ${requestWords(request)},`} began ${strong(time(wait))} after the request (${packet(asked)} to ${packet(answered)}).`,
  requestsUnanswered: ({ found, oneSided, end }) => {
    if (oneSided)
      return say`No answer to ${found.count === 1 ? 'it' : 'any of them'} is in the capture (${packets(found)}).`;
    const given =
      end === undefined
        ? ''
        : say`; the ${end.by} ended the connection ${strong(time(end.after))} later (${packet(end.frame)})`;
    return say`${strong(plural(found.count, 'request'))} got no answer (${packets(found)})${given}.`;
  },
  answersIncomplete: (found) =>
    say`${strong(plural(found.count, 'answer'))} ${found.count === 1 ? 'is' : 'are'} not complete (${packets(found)}).`,
};
