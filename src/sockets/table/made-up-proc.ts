/** A folder laid out as /proc is, for tests: processes with their sockets, network namespaces and control groups as the test likes. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const heading = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

export interface MadeUpSocket {
  /** 127.0.0.1:PORT */
  readonly port: number;
  /** 127.0.0.1:PORT; nobody where it is left out. */
  readonly remotePort?: number;
  /** Linux, include/net/tcp_states.h; 10 (LISTEN) where it is left out. */
  readonly state?: number;
  readonly inode: number;
  readonly userId?: number;
}

export interface MadeUpProcess {
  readonly name?: string;
  /** Inodes of sockets by file descriptor. */
  readonly sockets?: Readonly<Record<number, number>>;
  readonly namespace?: number;
  readonly controlGroups?: string;
}

export class MadeUpProc {
  readonly path = mkdtempSync(join(tmpdir(), 'sockeye-proc-'));

  /** Adds a process, or puts it in the place of the one with this number. */
  process(
    pid: number,
    { name = 'program', sockets = {}, namespace = 1, controlGroups = '0::/\n' }: MadeUpProcess,
  ): void {
    const folder = join(this.path, String(pid));
    this.end(pid);
    for (const part of ['fd', 'ns']) mkdirSync(join(folder, part), { recursive: true });
    symlinkSync(`net:[${namespace}]`, join(folder, 'ns/net'));
    symlinkSync(this.networkOf(namespace), join(folder, 'net'));
    const starts = Array.from({ length: 18 }, () => '0').join(' ');
    writeFileSync(join(folder, 'stat'), `${pid} (${name}) S ${starts} 4711`);
    writeFileSync(join(folder, 'comm'), `${name}\n`);
    writeFileSync(join(folder, 'cmdline'), `/usr/bin/${name}\0--flag\0`);
    writeFileSync(join(folder, 'status'), 'Name:\tx\nUid:\t0\t0\t0\t0\n');
    writeFileSync(join(folder, 'cgroup'), controlGroups);
    for (const [descriptor, inode] of Object.entries(sockets))
      symlinkSync(`socket:[${inode}]`, join(folder, 'fd', descriptor));
  }

  end(pid: number): void {
    rmSync(join(this.path, String(pid)), { recursive: true, force: true });
  }

  /** The TCP sockets of a namespace, in place of those before. */
  tcp(sockets: readonly MadeUpSocket[], namespace = 1): void {
    writeFileSync(join(this.networkOf(namespace), 'tcp'), heading + sockets.map(lineOf).join(''));
  }

  /** What the kernel has counted: opened connections and datagrams. */
  counters(opened: number, datagrams = 0, namespace = 1): void {
    const tcp = `Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens\nTcp: 1 200 120000 -1 ${opened} 0\n`;
    const udp = `Udp: InDatagrams NoPorts InErrors OutDatagrams\nUdp: ${datagrams} 0 0 0\n`;
    writeFileSync(join(this.networkOf(namespace), 'snmp'), `Ip: Forwarding\nIp: 2\n${tcp}${udp}`);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private networkOf(namespace: number): string {
    const folder = join(this.path, `network-${namespace}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

function lineOf({ port, remotePort, state = 10, inode, userId = 0 }: MadeUpSocket): string {
  const remote = remotePort === undefined ? '00000000:0000' : `0100007F:${hex(remotePort, 4)}`;
  const queues = `${hex(0, 8)}:${hex(0, 8)} 00:${hex(0, 8)} ${hex(0, 8)}`;
  const user = String(userId).padStart(5);
  return `   0: 0100007F:${hex(port, 4)} ${remote} ${hex(state, 2)} ${queues} ${user}        0 ${inode} 1 0000 100 0 0 10 0\n`;
}
