/** The command that captures on another host through ssh. */
import { shellWord } from '../capture-control/remedies';

export interface RemoteCapture {
  readonly host: string;
  /** ssh's own when absent. */
  readonly port?: number;
  /** As ssh has it when empty. */
  readonly user: string;
  readonly interface: string;
  /** A capture filter in libpcap's language; none when empty. */
  readonly filter: string;
  /** tcpdump needs more rights over there than the user has; sudo must not ask for a password. */
  readonly sudo: boolean;
}

/** Port of ssh where nothing else is said. */
const sshPort = 22;

/** The words of the command. Only the other host's shell sees the last one, so its parts are quoted for it. */
export function remoteCommand({ host, port, user, interface: device, filter, sudo }: RemoteCapture): string[] {
  // Without this, every packet that is sent to us would be captured and sent in turn.
  const notOurOwn = `not tcp port ${port ?? sshPort}`;
  const tcpdump = [
    ...(sudo ? ['sudo', '-n'] : []),
    ...['tcpdump', '-U', '-s', '0', '-w', '-', '-i', device, '--'],
    filter === '' ? notOurOwn : `(${filter}) and ${notOurOwn}`,
  ];
  return [
    'ssh',
    '-T',
    ...(port === undefined ? [] : ['-p', String(port)]),
    '--',
    user === '' ? host : `${user}@${host}`,
    tcpdump.map(shellWord).join(' '),
  ];
}
