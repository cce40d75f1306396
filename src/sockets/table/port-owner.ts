/** Who has a local port, for the one who could not have it. */
import type { SocketRow } from '../../shared/sockets';
import { SocketTable } from './socket-table';

/** The program in words, for example `nginx (pid 812, root)`; undefined where nobody can be told. */
export async function portOwner(protocol: 'tcp' | 'udp', address: string, port: number): Promise<string | undefined> {
  const rows = await new SocketTable().readOnce(false);
  const candidates = rows.filter((row) => row.protocol === protocol && row.local.port === port);
  const inTheWay = candidates.filter((row) => row.state === 'LISTEN' || protocol === 'udp');
  const exact = [...inTheWay, ...candidates].find((row) => row.local.address === address);
  const row = exact ?? inTheWay[0] ?? candidates[0];
  return row && ownerText(row);
}

function ownerText({ pid, process, user, state, reason }: SocketRow): string {
  if (pid === null)
    return state === 'TIME_WAIT' ? 'a connection that has just ended (TIME_WAIT)' : `a socket ${reason}`;
  return `${process} (pid ${pid}${user === null ? '' : `, ${user}`})`;
}
