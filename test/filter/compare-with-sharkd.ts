/**
 * `node scripts/run-typescript.mjs test/filter/compare-with-sharkd.ts`: asks sharkd the suite of filters, all in one process, and lists
 * where it answers otherwise, with the reason where it is known.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suiteFile } from './capture';
import { asRanges, filterCases } from './cases';
import { reasonFor } from './differences';

interface Reply {
  readonly id: number;
  readonly result?: readonly { readonly num: number }[];
  readonly error?: { readonly message: string };
}

const folder = mkdtempSync(join(tmpdir(), 'sockeye-sharkd-'));
const file = join(folder, 'suite.pcapng');
writeFileSync(file, suiteFile());
const cases = filterCases();
const requests = [
  { method: 'load', params: { file } },
  ...cases.map(({ filter }) => ({ method: 'frames', params: { filter, column0: 'frame.number:1' } })),
];
const { stdout, error } = spawnSync('sharkd', ['-'], {
  input: requests.map((request, id) => `${JSON.stringify({ jsonrpc: '2.0', id: id + 1, ...request })}\n`).join(''),
  encoding: 'utf8',
  env: { ...process.env, TZ: 'UTC' },
  maxBuffer: 1 << 28,
});
rmSync(folder, { recursive: true });
if (error !== undefined) {
  console.error(`sharkd cannot be started: ${error.message}`);
  process.exit(1);
}

const replies = new Map<number, Reply>();
for (const line of stdout.split('\n'))
  if (line.startsWith('{')) {
    const reply = JSON.parse(line) as Reply;
    replies.set(reply.id, reply);
  }

let same = 0;
let unexplained = 0;
cases.forEach(({ filter, expected }, index) => {
  const reply = replies.get(index + 2);
  const theirs = reply?.result === undefined ? '!' : asRanges(reply.result.map(({ num }) => num));
  if (theirs === expected || (theirs === '!' && expected.startsWith('!'))) {
    same++;
    return;
  }
  const reason = reasonFor(filter, theirs === '!');
  if (reason === undefined) unexplained++;
  console.log(
    `${filter}\n  sharkd: ${theirs === '!' ? 'refused' : theirs}\n  here:   ${expected}\n  ${reason ?? 'NOT EXPLAINED'}`,
  );
});
console.log(`${same} of ${cases.length} alike, ${unexplained} differences not explained`);
process.exit(unexplained === 0 ? 0 : 1);
