/** Texts without end: the parser and the checker survive hundreds of thousands of them, the same ones each time, in bounded time. */
import { expect, test } from 'vitest';
import { checkFilter } from '../../src/engine/filter/compile';
import { catalogue } from '../../src/engine/protocols';
import { SeededRandom } from '../captures/random';

/** How many texts are read; a release is worth a million. */
const texts = Number(process.env.SOCKEYE_FILTER_TEXTS ?? 60_000);

const parts =
  'ip.src tcp.port http.host frame eth ip tcp _ws.col.info == != === !== ~= > < >= <= contains matches in not and or xor && || ^^ ! any all { } ( ) [ ] , .. : ; # @ $ + - * / % & 0 1 80 0x50 -1 1.5 1e9 10.0.0.1/8 ::1 aa:bb:cc 2026-11-22 True "a" "(" r"\\d" "\\x" \'a\' \' " \\ len( max( string( 0:2 -1 1-2 #2 = | \u{1f600} \0 \u202e'.split(
    ' ',
  );

test(`${texts} texts give a filter or a problem inside of the text`, () => {
  const source = new SeededRandom(20261127);
  const next = () => source.fraction();
  for (let count = 0; count < texts; count++) {
    let text = '';
    const length = next() * 12;
    const space = next() < 0.7 ? ' ' : '';
    for (let part = 0; part < length; part++)
      text += (next() < 0.9 ? parts[Math.floor(next() * parts.length)] : String.fromCharCode(next() * 0x250)) + space;
    const problem = checkFilter(text, catalogue);
    if (problem === undefined) continue;
    if (!(problem.start >= 0 && problem.end >= problem.start && problem.end <= text.length))
      expect([text, problem]).toBeUndefined();
  }
}, 1_000_000);
