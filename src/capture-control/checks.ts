/** “Why do I see nothing?”: what can keep packets out of sight, looked at one by one. */
import {
  type CaptureInterface,
  dropsUnknown,
  type Finding,
  type InterfaceRate,
  type LiveCaptureStatus,
} from '../shared/live-capture';
import { bringUp } from './remedies';

/** What the answers depend on. */
export interface Circumstances {
  /** The interfaces that are captured, or are to be. */
  readonly chosen: readonly CaptureInterface[];
  readonly all: readonly CaptureInterface[];
  /** What the interfaces carry now, as the system counts, with no capture. */
  readonly rates: readonly InterfaceRate[];
  /** The capture filter; none when empty. */
  readonly filter: string;
  /** Of the capture that runs or ran last. */
  readonly status: LiveCaptureStatus | undefined;
  /** Processes that have a network of their own; undefined where the system does not tell. */
  readonly processesElsewhere: number | undefined;
}

type Check = (about: Circumstances) => Finding | undefined;

/** Every check that applies, in the order in which one would look. */
export function explainNothing(about: Circumstances): Finding[] {
  // Of a pipe or another host, this machine's interfaces say nothing.
  const applying = about.chosen.length === 0 ? [filter, drops] : checks;
  return applying.flatMap((check) => check(about) ?? []);
}

const permission: Check = ({ chosen }) => {
  // One that is switched off cannot be opened either: that has an answer of its own.
  const asked = chosen.filter((one) => one.up || one.capturability.possible);
  if (asked.length === 0) return undefined;
  const refused = asked.find(({ capturability }) => !capturability.possible);
  if (!refused || refused.capturability.possible)
    return finding('permission', 'fine', 'This user may capture', `Opening ${namesOf(chosen)} is allowed.`);
  const { reason, remedies } = refused.capturability;
  return { ...finding('permission', 'problem', `${refused.name} cannot be captured`, reason), remedies };
};

const up: Check = ({ chosen }) => {
  const down = chosen.find((one) => !one.up);
  if (!down)
    return finding('up', 'fine', 'Up', `${namesOf(chosen)} ${chosen.length === 1 ? 'is' : 'are'} switched on.`);
  return {
    ...finding('up', 'problem', `${down.name} is down`, 'Nothing passes through an interface that is switched off.'),
    remedies: [bringUp(down.name)],
  };
};

const carrier: Check = ({ chosen }) => {
  const cut = chosen.find((one) => one.up && !one.running && !one.loopback);
  return cut && finding('carrier', 'problem', `${cut.name} has no carrier`, 'Is the cable plugged in, the radio on?');
};

const traffic: Check = ({ chosen, all, rates }) => {
  const rateOf = (name: string): number => rates.find((one) => one.name === name)?.packetsPerSecond ?? 0;
  const here = chosen.reduce((sum, { name }) => sum + rateOf(name), 0);
  if (here > 0)
    return finding(
      'traffic',
      'fine',
      'Packets pass',
      `The system counts ${Math.round(here)} packets a second on ${namesOf(chosen)}.`,
    );
  const busiest = all.filter(({ name }) => rateOf(name) > 0).toSorted((a, b) => rateOf(b.name) - rateOf(a.name))[0];
  const elsewhere = busiest ? ` ${busiest.name} carries ${Math.round(rateOf(busiest.name))} packets a second.` : '';
  const detail = `The system itself counts no packet on ${namesOf(chosen)} now.${elsewhere}`;
  return finding('traffic', 'problem', 'Nothing passes here', detail);
};

const loopback: Check = ({ chosen, all }) => {
  const local = all.find((one) => one.loopback);
  if (!local) return undefined;
  const detail = `What programs on this machine say to each other, also to this machine’s own addresses, passes ${local.name} alone.`;
  return chosen.some((one) => one.loopback || one.kind === 'any')
    ? finding('loopback', 'fine', 'Traffic within this machine is covered', detail)
    : finding('loopback', 'hint', `Local traffic is on ${local.name}`, detail);
};

const filter: Check = ({ filter: text, status }) => {
  if (text === '') return finding('filter', 'fine', 'No capture filter', 'Every packet of the interface is taken.');
  const received = status?.interfaces.reduce((sum, one) => sum + (one.received ?? 0), 0) ?? 0;
  const nothing = status !== undefined && status.packets === 0;
  const vlan = /\bvlan\b/.test(text)
    ? ''
    : ' Packets with VLAN tags or in tunnels match only when the filter says vlan, or the like.';
  return finding(
    'filter',
    nothing ? 'problem' : 'hint',
    nothing ? 'The capture filter lets nothing through' : 'A capture filter leaves packets out',
    `“${text}”${received > 0 ? `; the kernel passed ${received} packets.` : '.'} Try it without.${vlan}`,
  );
};

const switched: Check = ({ chosen }) => {
  const wired = chosen.find(({ kind }) => kind === 'wired');
  const wireless = chosen.find(({ kind }) => kind === 'wireless');
  if (wireless)
    return finding(
      'others',
      'hint',
      'Other stations need monitor mode',
      `Without it, ${wireless.name} shows this machine’s own packets and broadcasts. Capture > Options turns it on where the device can.`,
    );
  return (
    wired &&
    finding(
      'others',
      'hint',
      'A switch keeps other machines’ packets away',
      `${wired.name} sees this machine’s own packets, broadcasts and multicasts. For others, mirror a port of the switch or capture on the machine concerned.`,
    )
  );
};

const drops: Check = ({ status }) => {
  if (!status) return undefined;
  const { droppedByKernel: kernel, droppedByInterface: device, droppedByUs: ours } = status;
  if (kernel + device + ours === 0 && dropsUnknown(status))
    return finding('drops', 'hint', 'Drops are not told', 'What reads the packets does not say what was dropped.');
  if (kernel + device + ours === 0)
    return finding(
      'drops',
      'fine',
      'Nothing was dropped',
      'Neither the kernel, the interface nor Sockeye lost a packet.',
    );
  return finding(
    'drops',
    'problem',
    'Packets were dropped',
    `By the kernel ${kernel}, by the interface ${device}, by Sockeye ${ours}. A larger buffer, a shorter snaplen or a capture filter helps.`,
  );
};

const offload: Check = ({ chosen }) => {
  const device = chosen.find((one) => !one.loopback);
  return (
    device &&
    finding(
      'offload',
      'hint',
      'The device does some of the work',
      `Packets that this machine sends through ${device.name} may show wrong checksums and be longer than the link allows, because they are taken before the device fills in and cuts. A filter on checksums or lengths then hides them.`,
    )
  );
};

const namespaces: Check = ({ processesElsewhere }) => {
  if (processesElsewhere === undefined) return undefined;
  if (processesElsewhere === 0)
    return finding('namespaces', 'fine', 'One network', 'No process here has a network namespace of its own.');
  return finding(
    'namespaces',
    'hint',
    'Containers have networks of their own',
    `${processesElsewhere} processes live in other network namespaces. Their loopback is not this one; capture on their veth or bridge, or start Sockeye inside (nsenter --net).`,
  );
};

const checks: readonly Check[] = [
  permission,
  up,
  carrier,
  traffic,
  filter,
  drops,
  loopback,
  switched,
  namespaces,
  offload,
];

function finding(id: string, state: Finding['state'], title: string, detail: string): Finding {
  return { id, state, title, detail, remedies: [] };
}

function namesOf(interfaces: readonly CaptureInterface[]): string {
  return interfaces.map(({ name }) => name).join(', ') || 'the interface';
}
