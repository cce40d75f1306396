/** Find: looks for the next packet of a view that has some text, some bytes, or matches a filter. */
import { visible } from '../bytes/visible';
import { TreeSink, textOf } from '../decode/tree-sink';
import type { CompiledFilter, FilterSource } from '../filter/compiled-filter';
import { rowMatcher } from '../filter/row-matcher';
import type { FindQuery, FrameFinder, PacketView } from '../session';
import type { FilterProblem } from '../view';
import { columnText } from './columns';
import type { PacketWalker } from './packet-walker';

/** Reads the text of a filter. */
type Compile = (text: string) => CompiledFilter | FilterProblem;

/** Decides whether the packet of a row is what is looked for. */
type Test = (row: number) => boolean;

/** A search from the packet after (before) `from`, around the end of the view once. */
export function frameFinder(
  view: PacketView,
  query: FindQuery,
  from: number,
  backwards: boolean,
  walker: PacketWalker,
  source: FilterSource,
  compile: Compile,
): FrameFinder | FilterProblem {
  const test = testOf(query, walker, source, compile);
  if (typeof test !== 'function') return test;
  const { now } = walker;
  let index = view.indexOf(from);
  if (!backwards && index < view.count && view.frameAt(index) === from) index++;
  let left = view.count;
  return {
    advance(milliseconds) {
      const deadline = now() + milliseconds;
      while (left > 0) {
        left--;
        if (backwards) index = index <= 0 ? view.count - 1 : index - 1;
        else if (index >= view.count) index = 0;
        const frame = view.frameAt(index);
        if (!backwards) index++;
        if (test(frame - 1)) return frame;
        if (now() >= deadline) return left > 0 ? undefined : 'none';
      }
      return 'none';
    },
  };
}

function testOf(query: FindQuery, walker: PacketWalker, source: FilterSource, compile: Compile): Test | FilterProblem {
  switch (query.kind) {
    case 'filter': {
      const filter = compile(query.text);
      return 'message' in filter ? filter : rowMatcher(filter, source);
    }
    case 'bytes':
      if (query.bytes.length === 0) return { message: 'There are no bytes to look for.', start: 0, end: 0 };
      return (row) => indexOfBytes(walker.bytesOf(row), query.bytes) >= 0;
    case 'text':
      return textTest(query, walker);
    default:
      return query satisfies never;
  }
}

function textTest(query: Extract<FindQuery, { kind: 'text' }>, walker: PacketWalker): Test | FilterProblem {
  const matches = textMatcher(query);
  if (typeof matches !== 'function') return matches;
  if (query.in === 'bytes') return (row) => matches(latin1(walker.bytesOf(row)));
  if (query.in === 'list')
    return (row) => {
      walker.walk(row, undefined, true);
      return matches(
        ['source', 'destination', 'protocol', 'info'].map((name) => columnText(name, walker.dissection)).join('\n'),
      );
    };
  const sink = new TreeSink();
  return (row) => {
    sink.reset();
    walker.walk(row, sink, true);
    return sink.lines.some((line) => !line.hidden && matches(visible(textOf(line))));
  };
}

function textMatcher({
  text,
  caseSensitive,
  regularExpression,
}: Extract<FindQuery, { kind: 'text' }>): ((text: string) => boolean) | FilterProblem {
  if (text === '') return { message: 'There is no text to look for.', start: 0, end: 0 };
  if (regularExpression) {
    try {
      const expression = new RegExp(text, caseSensitive ? 'u' : 'iu');
      return (candidate) => expression.test(candidate);
    } catch (error) {
      return {
        message: `This is not a regular expression: ${error instanceof Error ? error.message : String(error)}`,
        start: 0,
        end: text.length,
      };
    }
  }
  const wanted = caseSensitive ? text : text.toLowerCase();
  return (candidate) => (caseSensitive ? candidate : candidate.toLowerCase()).includes(wanted);
}

/** Offset of `wanted` in `bytes`, or -1. */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array): number {
  const last = bytes.length - wanted.length;
  for (let at = bytes.indexOf(wanted[0]); at >= 0 && at <= last; at = bytes.indexOf(wanted[0], at + 1)) {
    let i = 1;
    while (i < wanted.length && bytes[at + i] === wanted[i]) i++;
    if (i === wanted.length) return at;
  }
  return -1;
}

const decoder = new TextDecoder('latin1');
const latin1 = (bytes: Uint8Array): string => decoder.decode(bytes);
