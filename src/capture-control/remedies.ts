/** What can be done so that this user may capture, least privilege first: data, by operating system. */
import { userInfo } from 'node:os';
import type { Remedy } from '../shared/live-capture';
import { onPath, privateRuntime } from './runtimes';

/** What the choice of remedies depends on. */
export interface Situation {
  readonly platform: NodeJS.Platform;
  readonly user: string;
  /** Full paths of the programs that are there. */
  readonly dumpcap?: string;
  readonly pkexec?: string;
  /** The Node that would run the helper. */
  readonly node: string;
}

export function situation(): Situation {
  const dumpcap = onPath('dumpcap');
  const pkexec = onPath('pkexec');
  return {
    platform: process.platform,
    user: userName(),
    ...(dumpcap === undefined ? {} : { dumpcap }),
    ...(pkexec === undefined ? {} : { pkexec }),
    node: process.env.SOCKEYE_NODE ?? (process.versions.electron === undefined ? process.execPath : 'node'),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

/** For a user who may not open a device. */
export function permissionRemedies(here: Situation): Remedy[] {
  switch (here.platform) {
    case 'linux':
      return linuxRemedies(here);
    case 'darwin':
      return [chmodBpf];
    case 'win32':
      return [npcap];
    default:
      return [];
  }
}

function linuxRemedies({ user, dumpcap, pkexec, node }: Situation): Remedy[] {
  const remedies: Remedy[] = [];
  if (pkexec !== undefined)
    remedies.push({
      id: 'pkexec',
      title: 'Ask for the administrator’s password',
      explanation:
        'Starts the capture helper alone with root’s rights, for this one capture. It opens the interface, gives up all rights, and decodes nothing.',
      elevation: 'pkexec',
    });
  remedies.push({
    id: 'wireshark-group',
    title: 'Let the wireshark group capture with dumpcap',
    explanation: `${
      dumpcap === undefined ? 'Installs dumpcap, which comes with Wireshark. ' : ''
    }Afterwards everybody in the group wireshark may capture, through dumpcap alone, and nothing else gets more rights. Log out and in again for the group to count.`,
    command: [
      ...(dumpcap === undefined ? ['sudo apt-get install -y wireshark-common'] : []),
      'echo wireshark-common wireshark-common/install-setuid boolean true | sudo debconf-set-selections',
      'sudo dpkg-reconfigure -f noninteractive wireshark-common',
      `sudo usermod -a -G wireshark ${shellWord(user)}`,
    ].join(' && '),
  });
  remedies.push({
    id: 'private-runtime',
    title: 'Give file capabilities to a private copy of Node',
    explanation:
      'Makes a copy of Node that only the group sockeye-capture may execute, with the right to open network devices and none other. Who is in the group may run any program with that right; the Node everybody uses stays as it is. Log out and in again for the group to count.',
    command: [
      'sudo groupadd -f --system sockeye-capture',
      `sudo install -D -o root -g sockeye-capture -m 0750 "$(readlink -f ${shellWord(node)})" ${privateRuntime}`,
      `sudo setcap cap_net_raw,cap_net_admin=ep ${privateRuntime}`,
      `sudo usermod -a -G sockeye-capture ${shellWord(user)}`,
    ].join(' && '),
  });
  return remedies;
}

const chmodBpf: Remedy = {
  id: 'chmod-bpf',
  title: 'Install ChmodBPF',
  explanation:
    'Lets the group access_bpf open the capture devices at every start of the system. It comes with Wireshark’s disk image; the command installs it alone. Not tried on a Mac by us.',
  command: 'brew install --cask wireshark-chmodbpf',
};

const npcap: Remedy = {
  id: 'npcap',
  title: 'Install Npcap',
  explanation:
    'Windows has no capture driver of its own. Install Npcap from npcap.com and leave “Support loopback traffic” on: its adapter “Adapter for loopback traffic capture” shows what programs on this machine say to each other. Not tried on Windows by us.',
  command: 'winget install --id Insecure.Npcap --interactive',
};

/** For a machine without any program that can capture. */
export function programRemedies({ platform }: Situation): Remedy[] {
  if (platform !== 'linux') return permissionRemedies(situation());
  return [
    {
      id: 'build-cap',
      title: 'Build the capture package',
      explanation: 'Installs libpcap’s headers and a compiler, and builds the package cap in Sockeye’s folder.',
      command: 'sudo apt-get install -y libpcap-dev g++ make python3 && npm ci',
    },
    {
      id: 'install-dumpcap',
      title: 'Install dumpcap',
      explanation: 'Wireshark’s capture program; Sockeye uses it where its own cannot run.',
      command: 'sudo apt-get install -y wireshark-common',
    },
  ];
}

export const loadUsbMonitor: Remedy = {
  id: 'load-usbmon',
  title: 'Load the module usbmon',
  explanation: 'Lets what passes the USB buses be read, by those who may open /dev/usbmon0 and its like.',
  command: 'sudo modprobe usbmon',
};

export function bringUp(name: string): Remedy {
  return {
    id: 'bring-up',
    title: `Bring ${name} up`,
    explanation: 'The interface is switched off; nothing passes through it until it is up.',
    ...(process.platform === 'linux' ? { command: `sudo ip link set dev ${shellWord(name)} up` } : {}),
  };
}

/** A word that a shell takes as it is. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
