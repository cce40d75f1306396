/** memcached's text protocol: lines of words, some followed by a block of data. https://docs.memcached.org/protocols/basic */
import { visible } from '../../../bytes/visible';
import { type Layer, oneMoreSegment } from '../../../declare/layer';
import type { MemcacheFields } from './binary';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
/** Longer lines are no commands: a key has 250 bytes at most, a request for many keys some thousands. */
const maximumLine = 65_536;
const maximumInfo = 300;
const maximumWords = 4000;
/** The longest block of data that is waited for, in bytes: what a server takes at most, its largest setting. */
const maximumBlock = 1 << 30;

interface Word {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const stores = ['set', 'add', 'replace', 'append', 'prepend', 'cas'];
const requests = [...stores, 'get', 'gets', 'incr', 'decr', 'delete', 'quit', 'stats', 'version', 'flush_all'];
const answers = ['OK', 'END', 'STAT', 'VALUE', 'EXISTS', 'STORED', 'VERSION', 'DELETED', 'NOT_FOUND', 'NOT_STORED'];

export function walkText(layer: Layer, field: MemcacheFields): void {
  const length = messageLength(layer, 0);
  if (length <= 0) return;
  const [first] = wordsOf(layer, 0, 1);
  const isKnown = first !== undefined && (requests.includes(first.text) || answers.includes(first.text));
  if (isKnown && length < layer.available) {
    if (messageLength(layer, length) !== 0) layer.again(length);
    layer.trim(length);
  }
  if (layer.wantsInfo && !layer.follows) layer.setInfo(isKnown ? `${firstLine(layer)} ` : 'MEMCACHE Continuation');
  if (layer.emitting && isKnown) show(layer, field, first.text);
}

const firstLine = (layer: Layer): string => visible(layer.text(0, Math.min(lineEnd(layer, 0), maximumInfo)));

/** Where the line at `at` ends, without what ends it. */
function lineEnd(layer: Layer, at: number): number {
  const feed = layer.find(lineFeed, at);
  if (feed < 0) return layer.available;
  return feed > at && layer.u8(feed - 1) === carriageReturn ? feed - 1 : feed;
}

function nextLine(layer: Layer, at: number): number {
  const feed = layer.find(lineFeed, at);
  return feed < 0 ? layer.available : feed + 1;
}

function wordsOf(layer: Layer, from: number, most = maximumWords): readonly Word[] {
  const words: Word[] = [];
  const end = Math.min(lineEnd(layer, from), from + maximumLine);
  for (let at = from; at < end && words.length < most; ) {
    const gap = layer.find(space, at, end);
    const stop = gap < 0 ? end : gap;
    if (stop > at) words.push({ at, length: stop - at, text: layer.latin1(at, stop - at) });
    at = stop + 1;
  }
  return words;
}

/** The length of the block behind a line, -1 where none follows. */
function blockLength(words: readonly Word[]): number {
  const first = words[0]?.text ?? '';
  const place = first === 'VALUE' ? 3 : stores.includes(first) ? 4 : -1;
  const digits = words[place]?.text ?? '';
  if (!/^\d{1,10}$/.test(digits)) return -1;
  const length = Number(digits);
  return length <= maximumBlock ? length : -1;
}

/** Length of the message at `at`; what there is of it when no more can be had; 0 after asking for more. */
function messageLength(layer: Layer, at: number): number {
  const end = blockEnd(layer, at);
  const left = layer.available - at;
  if (end < 0) return layer.needMore(at, oneMoreSegment) ? 0 : left;
  if (end > layer.available) return layer.needMore(at, end - layer.available) ? 0 : left;
  const [first] = wordsOf(layer, at, 1);
  return (first?.text === 'VALUE' || first?.text === 'STAT' ? endOfAnswer(layer, end, first.text) : end) - at;
}

/** Behind the line at `at` and its block, which may be beyond the end; -1 where the line has no end. */
function blockEnd(layer: Layer, at: number): number {
  const feed = layer.find(lineFeed, at);
  if (feed < 0) return layer.available - at > maximumLine ? layer.available : -1;
  const length = blockLength(wordsOf(layer, at, 5));
  return length < 0 ? feed + 1 : feed + 1 + length + 2;
}

/** What is at hand of an answer of several lines belongs together, up to its END. */
function endOfAnswer(layer: Layer, from: number, kind: string): number {
  for (let at = from; at < layer.available; ) {
    const [first] = wordsOf(layer, at, 1);
    const end = blockEnd(layer, at);
    if (end < 0 || end > layer.available) return at;
    if (first?.text === 'END') return end;
    if (first?.text !== kind) return at;
    at = end;
  }
  return layer.available;
}

function show(layer: Layer, field: MemcacheFields, first: string): void {
  if (first === 'VALUE') showValues(layer, field);
  else if (first === 'STAT') showStatistics(layer, field);
  else if (first === 'VERSION') {
    const [, version] = wordsOf(layer, 0, 2);
    if (version !== undefined) layer.add(field.version, version.at, version.length);
  } else if (answers.includes(first)) layer.add(field.response, 0, first.length);
  else showRequest(layer, field, first);
}

function showRequest(layer: Layer, field: MemcacheFields, first: string): void {
  const words = wordsOf(layer, 0);
  layer.add(field.command, 0, first.length);
  if (stores.includes(first)) {
    const isCas = first === 'cas';
    showStoring(layer, field, words.slice(1), isCas);
    showBlock(layer, field, 0, blockLength(words));
    return;
  }
  const rest = words.slice(1);
  if (first === 'get' || first === 'gets') for (const key of rest) layer.add(field.key, key.at, key.length);
  else if (first === 'incr' || first === 'decr') {
    showKey(layer, field, rest[0]);
    if (rest[1] !== undefined) layer.add(field.value, rest[1].at, rest[1].length);
  } else if (first === 'delete') showKey(layer, field, rest[0]);
  else if (first === 'stats' && rest[0] !== undefined) layer.add(field.subcommand, rest[0].at, rest[0].length);
  showNoReply(layer, field, rest);
}

function showNoReply(layer: Layer, field: MemcacheFields, words: readonly Word[]): void {
  const last = words.at(-1);
  if (last?.text === 'noreply') layer.add(field.noreply, last.at, last.length);
}

function showKey(layer: Layer, field: MemcacheFields, key: Word | undefined): void {
  if (key !== undefined) layer.add(field.key, key.at, key.length);
}

function showStoring(layer: Layer, field: MemcacheFields, words: readonly Word[], isCas: boolean): void {
  const [key, flags, expiration, length, ...rest] = words;
  showKey(layer, field, key);
  showNumber(layer, field.flags, flags, 0xffff);
  showNumber(layer, field.expiration, expiration, 0xffff_ffff);
  showNumber(layer, field['value.length'], length, 0xffff_ffff);
  if (isCas) showWide(layer, field, rest[0]);
  showNoReply(layer, field, rest);
}

function showNumber(layer: Layer, field: MemcacheFields['flags'], word: Word | undefined, most: number): void {
  if (word !== undefined && /^\d{1,10}$/.test(word.text))
    layer.add(field, word.at, word.length, (Number(word.text) & most) >>> 0);
}

function showWide(layer: Layer, field: MemcacheFields, word: Word | undefined): void {
  if (word !== undefined && /^\d{1,20}$/.test(word.text))
    layer.add(field.cas, word.at, word.length, BigInt.asUintN(64, BigInt(word.text)));
}

/** Shows the block of `length` bytes behind the line at `at`; gives the offset behind it. */
function showBlock(layer: Layer, field: MemcacheFields, at: number, length: number): number {
  const start = nextLine(layer, at);
  const shown = Math.min(Math.max(length, 0), layer.available - start);
  if (shown > 0) layer.add(field.value, start, shown);
  return start + shown + 2;
}

function showValues(layer: Layer, field: MemcacheFields): void {
  for (let at = 0; at < layer.available; ) {
    const words = wordsOf(layer, at, 5);
    if (words[0]?.text !== 'VALUE') return;
    showKey(layer, field, words[1]);
    showNumber(layer, field.flags, words[2], 0xffff);
    showNumber(layer, field['value.length'], words[3], 0xffff_ffff);
    showWide(layer, field, words[4]);
    at = showBlock(layer, field, at, blockLength(words));
  }
}

function showStatistics(layer: Layer, field: MemcacheFields): void {
  for (let at = 0; at < layer.available; at = nextLine(layer, at)) {
    const [stat, name, value] = wordsOf(layer, at, 3);
    if (stat?.text !== 'STAT' || name === undefined) return;
    layer.add(field.command, stat.at, stat.length);
    // `items:1:number` and `1:chunk_size`: the last part names, the one before numbers a class of slabs.
    const parts = name.text.split(':');
    const own = parts.at(-1) ?? '';
    const number = parts.at(-2);
    const ownAt = name.at + name.length - own.length;
    if (parts.length === 3) layer.add(field.subcommand, name.at, parts[0].length);
    if (number !== undefined && /^\d{1,9}$/.test(number))
      layer.add(field.slabclass, ownAt - 1 - number.length, number.length, Number(number));
    layer.add(field.name, ownAt, own.length);
    if (value !== undefined) layer.add(field.name_value, value.at, value.length);
  }
}
