/** The verbs of a console for scripts: what a line of standard input asks for. */
import type { LineEnding } from '../../shared/sockets';
import type { ConsoleData } from '../../shared/sockets-contract';

export type ConsoleVerb =
  | { readonly kind: 'send'; readonly data: ConsoleData }
  | { readonly kind: 'repeat'; readonly data: ConsoleData; readonly rate: number; readonly times: number }
  | { readonly kind: 'to'; readonly to: number | 'all' }
  | { readonly kind: 'echo'; readonly on: boolean }
  | { readonly kind: 'end' | 'close'; readonly client?: number }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const longestWait = 86_400;
const highestRate = 1000;

/** @throws Error with a sentence when the line asks for something that there is not */
export function consoleVerb(line: string, ending: LineEnding): ConsoleVerb {
  if (!line.startsWith('/')) return { kind: 'send', data: { kind: 'line', text: line, ending } };
  if (line.startsWith('//')) return { kind: 'send', data: { kind: 'line', text: line.slice(1), ending } };
  const [, name, rest] = /^\/(\w*) ?(.*)$/s.exec(line) ?? ['', '', ''];
  switch (name) {
    case 'text':
      return { kind: 'send', data: { kind: 'escaped', text: rest } };
    case 'hex':
      return { kind: 'send', data: { kind: 'hex', text: rest } };
    case 'file':
      return { kind: 'send', data: { kind: 'file', file: rest } };
    case 'repeat':
      return repeatVerb(rest);
    case 'to':
      return { kind: 'to', to: rest === 'all' ? 'all' : numberOf(rest, 'A client', 1e9) };
    case 'echo':
      if (rest !== 'on' && rest !== 'off') throw new Error('/echo is on or off.');
      return { kind: 'echo', on: rest === 'on' };
    case 'end':
    case 'close':
      return { kind: name, client: rest === '' ? undefined : numberOf(rest, 'A client', 1e9) };
    case 'wait':
      return { kind: 'wait', milliseconds: 1000 * numberOf(rest, '/wait', longestWait) };
    default:
      throw new Error(`There is no verb /${name}: a line that begins with a slash is sent with two.`);
  }
}

function repeatVerb(rest: string): ConsoleVerb {
  const [, rate, times, text] = /^(\S+) (\S+) (.*)$/s.exec(rest) ?? [];
  if (text === undefined) throw new Error('/repeat needs a rate, a number of times and a text.');
  return {
    kind: 'repeat',
    data: { kind: 'escaped', text },
    rate: Math.max(0.01, numberOf(rate, 'A rate', highestRate)),
    times: Math.max(1, Math.floor(numberOf(times, 'A number of times', 1e6))),
  };
}

function numberOf(text: string, what: string, most: number): number {
  const number = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || number > most)
    throw new Error(`${what} is a number up to ${most}, not “${text}”.`);
  return number;
}
