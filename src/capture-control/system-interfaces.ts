/** What the operating system says about its network interfaces, without any right to capture. */
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { InterfaceKind } from '../shared/live-capture';

const links = '/sys/class/net';
/** ARPHRD_ numbers. linux/if_arp.h */
const linkKinds: ReadonlyMap<number, InterfaceKind> = new Map<number, InterfaceKind>([
  [1, 'wired'],
  [512, 'tunnel'],
  [768, 'tunnel'],
  [769, 'tunnel'],
  [772, 'loopback'],
  [776, 'tunnel'],
  [778, 'tunnel'],
  [801, 'wireless'],
  [802, 'wireless'],
  [803, 'wireless'],
  [823, 'tunnel'],
  [65_534, 'tunnel'],
]);
/** IFF_UP. */
const upFlag = 1;

export interface SystemInterface {
  readonly name: string;
  readonly kind: InterfaceKind;
  readonly addresses: readonly string[];
  readonly hardwareAddress?: string;
  readonly up?: boolean;
  readonly running?: boolean;
  readonly loopback: boolean;
}

/** Interfaces the system lists, by name. */
export function systemInterfaces(): Map<string, SystemInterface> {
  const addresses = networkInterfaces();
  const names = new Set([...Object.keys(addresses), ...linkNames()]);
  return new Map([...names].map((name) => [name, systemInterface(name, addresses[name] ?? [])]));
}

function systemInterface(
  name: string,
  infos: NonNullable<ReturnType<typeof networkInterfaces>[string]>,
): SystemInterface {
  const hardwareAddress = readLink(name, 'address') ?? infos[0]?.mac;
  const flags = readLink(name, 'flags');
  const state = readLink(name, 'operstate');
  const internal = infos.some((info) => info.internal);
  const kind = kindOf(name, internal);
  return {
    name,
    kind,
    addresses: infos.toSorted((a, b) => a.family.localeCompare(b.family)).map(({ address }) => address),
    ...(hardwareAddress && !/^(00:)*00$/.test(hardwareAddress) ? { hardwareAddress } : {}),
    ...(flags === undefined ? {} : { up: (Number(flags) & upFlag) !== 0 }),
    ...(state === undefined ? {} : { running: state === 'up' || state === 'unknown' }),
    loopback: kind === 'loopback',
  };
}

function kindOf(name: string, internal: boolean): InterfaceKind {
  if (internal) return 'loopback';
  const type = readLink(name, 'type');
  if (type === undefined) return 'other';
  const kind = linkKinds.get(Number(type)) ?? 'other';
  if (kind !== 'wired') return kind;
  if (entries(`${links}/${name}`).some((entry) => entry === 'wireless' || entry === 'phy80211')) return 'wireless';
  // What has no device behind it is made of software: veth, bridge, dummy.
  return entries(`${links}/${name}`).includes('device') ? 'wired' : 'virtual';
}

function linkNames(): string[] {
  return entries(links).filter((name) => readLink(name, 'type') !== undefined);
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readLink(name: string, file: string): string | undefined {
  try {
    return readFileSync(`${links}/${name}/${file}`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
