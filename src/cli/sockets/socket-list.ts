/** `sockeye sockets`: the sockets of this machine, as a table or as JSON. */
import { visible } from '../../engine/bytes/visible';
import type { SocketAddress, SocketRow } from '../../shared/sockets';
import { SocketTable } from '../../sockets/table/socket-table';
import { print } from '../output';
import { UsageError } from '../usage-error';

export const socketsHelp = `Usage: sockeye sockets [--json] [--listen] [--pid N] [--unix]
The sockets of this machine and the programs that own them.

  --json     as a JSON array of
             {protocol: "tcp"|"udp"|"raw"|"unix", family: "IPv4"|"IPv6"|"unix", local: {address, port},
              remote: {address, port}|null, state, pid, process, user, reason}
             reason says why pid is null, and is there only then; Unix sockets are in it, their path as the address
  --listen   only those that wait for others: TCP and Unix listeners, and UDP sockets that are not connected
  --pid N    only those of process N
  --unix     Unix sockets too
`;

interface ListOptions {
  readonly json: boolean;
  readonly listen: boolean;
  readonly unix: boolean;
  readonly pid?: number;
}

/** @throws UsageError */
export function listOptions(words: readonly string[]): ListOptions {
  const options = { json: false, listen: false, unix: false, pid: undefined as number | undefined };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === '--json') options.json = true;
    else if (word === '--listen' || word === '-l') options.listen = true;
    else if (word === '--unix') options.unix = true;
    else if (word === '--pid') options.pid = pidOf(words[++at]);
    else if (word.startsWith('--pid=')) options.pid = pidOf(word.slice('--pid='.length));
    else throw new UsageError(`“sockets” does not know ${word}: see sockeye sockets --help.`);
  }
  return options;
}

function pidOf(text: string | undefined): number {
  if (text === undefined || !/^\d+$/.test(text)) throw new UsageError('--pid needs the number of a process.');
  return Number(text);
}

export async function listSockets(words: readonly string[]): Promise<void> {
  const options = listOptions(words);
  const rows = (await new SocketTable().readOnce(options.unix || options.json)).filter((row) => isWanted(row, options));
  print(options.json ? `${JSON.stringify(rows.map(socketJson), null, 2)}\n` : socketText(rows));
}

function isWanted({ protocol, state, remote, pid, sharedWith }: SocketRow, options: ListOptions): boolean {
  if (options.pid !== undefined && pid !== options.pid && !sharedWith.includes(options.pid)) return false;
  if (!options.listen) return true;
  return state === 'LISTEN' || (protocol === 'udp' && remote === null);
}

function socketJson({ protocol, family, local, remote, state, pid, process, user, reason }: SocketRow) {
  const { address, port } = local;
  const there = remote && { address: remote.address, port: remote.port };
  const known = { protocol, family, local: { address, port }, remote: there, state, pid, process, user };
  return pid === null ? { ...known, reason } : known;
}

const headings = ['Protocol', 'State', 'Recv-Q', 'Send-Q', 'Local address', 'Remote address', 'PID', 'Process', 'User'];

/** Exported for its test. */
export function socketText(rows: readonly SocketRow[]): string {
  const lines = [headings, ...rows.map(cells)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(widths[column]))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Names of programs and paths are whatever their owners chose. */
function cells(row: SocketRow): string[] {
  const { protocol, family, state, receiveQueue, sendQueue, local, remote, pid, process, user, reason } = row;
  return [
    family === 'IPv6' ? `${protocol}6` : protocol,
    state,
    receiveQueue === null ? '' : String(receiveQueue),
    sendQueue === null ? '' : String(sendQueue),
    placeText(local, protocol),
    remote === null ? '' : placeText(remote, protocol),
    pid === null ? '-' : String(pid),
    pid === null ? `(${reason})` : visible(process ?? ''),
    visible(user ?? ''),
  ];
}

function placeText({ address, port }: SocketAddress, protocol: string): string {
  if (protocol === 'unix') return visible(address);
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
