/** Lists what can be captured on, for `-D` and the start page: what libpcap knows and what the system adds. */
import type { ReportedDevice } from '../shared/capture-reports';
import type { CaptureInterface, InterfaceKind } from '../shared/live-capture';
import { askHelper } from './ask-helper';
import { CaptureAbility, type HelperAbility } from './capture-ability';
import { runProgram } from './run-program';
import { onPath } from './runtimes';
import { type SystemInterface, systemInterfaces } from './system-interfaces';

export async function listInterfaces(helper: string, ability: HelperAbility): Promise<CaptureInterface[]> {
  const system = systemInterfaces();
  const devices = await devicesOf(helper, ability, system);
  const capture = new CaptureAbility(ability);
  const described = devices.map(async (device, index): Promise<CaptureInterface> => {
    const known = system.get(device.name);
    const kind = kindOf(device, known);
    const description = device.description ?? wellKnownDescription(device);
    return {
      number: index + 1,
      name: device.name,
      ...(description === undefined ? {} : { description }),
      kind,
      addresses: device.addresses.length > 0 ? device.addresses : (known?.addresses ?? []),
      ...(known?.hardwareAddress === undefined ? {} : { hardwareAddress: known.hardwareAddress }),
      linkTypes: device.linkTypes,
      // What is no interface of the system, such as nflog or what stands for all, is never switched off.
      up: known?.up ?? (isPseudo(known) || device.up),
      running: known?.running ?? (isPseudo(known) || device.running),
      loopback: device.loopback,
      ...(device.monitorMode === undefined ? {} : { monitorMode: device.monitorMode }),
      capturability: await capture.of(device),
    };
  });
  return Promise.all(described);
}

/** Linux lists every interface that can be up or down; elsewhere libpcap alone tells. */
function isPseudo(known: SystemInterface | undefined): boolean {
  return process.platform === 'linux' && known === undefined;
}

/** From libpcap through our helper; else from dumpcap; else what the system alone says. */
async function devicesOf(
  helper: string,
  ability: HelperAbility,
  system: ReadonlyMap<string, SystemInterface>,
): Promise<readonly ReportedDevice[]> {
  if (ability.cap !== 'absent') {
    const { report } = await askHelper(ability.runtime, helper, { kind: 'list' });
    if (report?.kind === 'devices') return report.devices;
  }
  const listed = await dumpcapDevices(system);
  if (listed.length > 0) return listed;
  return [...system.values()].map((known) => deviceOf(known.name, undefined, known));
}

const listPatience = 5000;

/** `1. eth0<TAB><TAB>description<TAB>kind<TAB>addresses<TAB>loopback|network` */
async function dumpcapDevices(system: ReadonlyMap<string, SystemInterface>): Promise<ReportedDevice[]> {
  const program = onPath('dumpcap');
  if (program === undefined) return [];
  const { output } = await runProgram(program, ['-D', '-M'], listPatience);
  return output.split('\n').flatMap((line) => {
    const [numbered = '', , description = ''] = line.split('\t');
    const name = /^\d+\. (.+)$/.exec(numbered)?.[1];
    return name === undefined ? [] : [deviceOf(name, description, system.get(name))];
  });
}

function deviceOf(name: string, description: string | undefined, known: SystemInterface | undefined): ReportedDevice {
  return {
    name,
    ...(description ? { description } : {}),
    addresses: known?.addresses ?? [],
    up: known?.up ?? true,
    running: known?.running ?? true,
    loopback: known?.loopback ?? false,
    wireless: known?.kind === 'wireless',
    linkTypes: [],
  };
}

function kindOf(device: ReportedDevice, known: SystemInterface | undefined): InterfaceKind {
  if (device.loopback) return 'loopback';
  if (device.name === 'any') return 'any';
  if (known !== undefined) return known.kind;
  if (/^bluetooth/.test(device.name)) return 'bluetooth';
  if (/^usbmon/.test(device.name)) return 'usb';
  return device.wireless ? 'wireless' : 'other';
}

/** Where libpcap has no words, Wireshark's. */
function wellKnownDescription({ loopback }: ReportedDevice): string | undefined {
  return loopback ? 'Loopback' : undefined;
}
