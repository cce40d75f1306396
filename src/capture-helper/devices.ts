/** Answers what can be captured on, whether this user may, and whether a capture filter can be used. */
import type { CaptureReport, ReportedDevice } from '../shared/capture-reports';
import { type CapModule, type ListedDevice, loadCap } from './cap-module';

/** libpcap's PCAP_IF_ bits. */
const deviceFlag = { loopback: 1, up: 2, running: 4, wireless: 8 } as const;

export function probe(): CaptureReport {
  const cap = loadCap();
  if ('reason' in cap) return { kind: 'probe', cap: 'absent', reason: cap.reason };
  const library = cap.libraryVersion?.();
  return { kind: 'probe', cap: cap.batchVersion === undefined ? 'unpatched' : 'patched', ...(library && { library }) };
}

export function listDevices(): CaptureReport {
  const cap = loadCap();
  if ('reason' in cap) return { kind: 'warning', message: cap.reason };
  return { kind: 'devices', devices: cap.Cap.deviceList().map((device) => described(device, cap)) };
}

function described(device: ListedDevice, cap: CapModule): ReportedDevice {
  const flags = device.flagBits ?? (device.flags === 'PCAP_IF_LOOPBACK' ? deviceFlag.loopback : 0);
  return {
    name: device.name,
    ...(device.description === undefined ? {} : { description: device.description }),
    addresses: device.addresses.flatMap(({ addr }) => (addr === undefined ? [] : [addr])),
    up: (flags & deviceFlag.up) !== 0,
    running: (flags & deviceFlag.running) !== 0,
    loopback: (flags & deviceFlag.loopback) !== 0,
    wireless: (flags & deviceFlag.wireless) !== 0,
    ...opened(device.name, cap),
  };
}

/** Opens the device for a moment, not promiscuously, to learn whether that is possible and what it delivers. */
function opened(name: string, cap: CapModule): Pick<ReportedDevice, 'linkTypes' | 'monitorMode' | 'problem'> {
  if (cap.linkTypes === undefined) return { linkTypes: [] };
  try {
    const { types, monitor } = cap.linkTypes(name, false);
    return { linkTypes: types, monitorMode: monitor };
  } catch (error) {
    return { linkTypes: [], problem: (error as Error).message };
  }
}

export function checkFilter(filter: string, linkType: number): CaptureReport {
  const cap = loadCap();
  if ('reason' in cap) return { kind: 'warning', message: cap.reason };
  if (cap.compile === undefined) return { kind: 'warning', message: 'This build of cap cannot check a filter.' };
  const problem = cap.compile(filter, linkType);
  return { kind: 'filter', ...(problem !== undefined && { problem }) };
}
