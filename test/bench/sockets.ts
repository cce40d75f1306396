/** `npm run bench:sockets -- [--sockets N]`: what a refresh of the socket table costs beside `ss -tunap`, in processor time. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SocketTable } from '../../src/sockets/table/socket-table';

const { values } = parseArgs({
  options: { sockets: { type: 'string', default: '500' }, runs: { type: 'string', default: '20' } },
});
const sockets = Number(values.sockets);
const runs = Number(values.runs);

/** Milliseconds of one tick in /proc/PID/stat. */
const tick = 10;

/** Half of the sockets are the clients' ends, half the server's; in a process of its own, as other programs' sockets are. */
const holder = `const net = require('net');
const server = net.createServer((socket) => socket.resume()).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  for (let i = 0; i < ${Math.floor(sockets / 2)}; i++)
    await new Promise((resolve) => net.connect(port, '127.0.0.1', resolve));
  console.log('ready');
});`;

/** Processor milliseconds of all children that have ended. */
function childrenTime(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * tick;
}

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const child = spawn(process.execPath, ['-e', holder], { stdio: ['ignore', 'pipe', 'inherit'] });
await once(child.stdout, 'data');
const table = new SocketTable();
const first = await table.refresh(false);
const costs: number[] = [];
let changes = 0;
const before = childrenTime();
for (let run = 0; run < runs; run++) {
  const { cost, rows } = await table.refresh(false);
  costs.push(cost);
  changes += rows.length;
  // What disturbs the machine disturbs both.
  spawnSync('ss', ['-tunap'], { stdio: 'ignore' });
  await wait(100);
}
const ss = (childrenTime() - before) / runs;
child.kill();
const refresh = middle(costs);
console.log(
  `${first.rows.length} sockets in ${first.namespaces} network namespace(s), ${changes} changes in ${runs} refreshes`,
);
console.log(`first refresh        ${first.cost.toFixed(1)} ms`);
console.log(`refresh, median      ${refresh.toFixed(1)} ms   ${(refresh / 10).toFixed(2)} % of a core at one a second`);
console.log(`ss -tunap, mean      ${ss.toFixed(1)} ms   ${(ss / Math.max(refresh, 0.001)).toFixed(1)} times as much`);
process.exit();
