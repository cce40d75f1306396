/** Link types: what the first bytes of a packet are. */
import { linkTypeRegistry } from './link-type-registry';

/** LINKTYPE_ numbers this program treats specially. Numbers above 65,535 are our own, for what has no link type. */
export const linkType = {
  null: 0,
  ethernet: 1,
  tokenRing: 6,
  ppp: 9,
  fddi: 10,
  pppHdlc: 50,
  pppEther: 51,
  rawIp: 101,
  ciscoHdlc: 104,
  ieee80211: 105,
  frameRelay: 107,
  loop: 108,
  linuxSll: 113,
  ieee80211Prism: 119,
  sunAtm: 123,
  ieee80211Radiotap: 127,
  mtp2WithHeader: 139,
  linuxIrda: 144,
  linuxLapd: 177,
  ppi: 192,
  sita: 196,
  erf: 197,
  bluetoothH4WithHeader: 201,
  pppWithDirection: 204,
  i2cLinux: 209,
  mpls: 219,
  ipv4: 228,
  ipv6: 229,
  dbus: 231,
  nflog: 239,
  usbPcap: 249,
  netlink: 253,
  bluetoothLinuxMonitor: 254,
  linuxSll2: 276,
  ebhscr: 279,
  /** A pcapng custom block, shown as a frame of its own as Wireshark does: its bytes after the enterprise number. */
  pcapngCustomBlock: 65_536,
  /** An entry of the systemd journal in its export format. */
  systemdJournal: 65_537,
  /** A Sysdig event. */
  sysdigEvent: 65_538,
} as const;

const ownTypes: readonly (readonly [number, string, string])[] = [
  [linkType.pcapngCustomBlock, 'pcapng custom block', 'pcapng custom block'],
  [linkType.systemdJournal, 'systemd journal', 'systemd journal entry'],
  [linkType.sysdigEvent, 'Sysdig event', 'Sysdig event'],
];

const registry = new Map(
  [...linkTypeRegistry, ...ownTypes].map(([number, name, description]) => [number, { name, description }]),
);
const firstUserType = 147;
const lastUserType = 162;

/** `LINKTYPE_ETHERNET`; `LINKTYPE_4711` for a number nobody has registered. */
export function linkTypeName(number: number): string {
  if (number > 0xffff) return registry.get(number)?.name ?? `type ${number}`;
  if (number >= firstUserType && number <= lastUserType) return `LINKTYPE_USER${number - firstUserType}`;
  return `LINKTYPE_${registry.get(number)?.name ?? number}`;
}

/** What the link type is, in words. */
export function linkTypeDescription(number: number): string {
  if (number >= firstUserType && number <= lastUserType) return `User-defined type ${number - firstUserType}`;
  return registry.get(number)?.description ?? `Unknown link type ${number}`;
}

const standardMaximum = 262_144;
const largeMaximum = 128 * 1024 * 1024;

/** Captured bytes at most, as Wireshark limits them: a header that claims more is damaged. */
export function maximumPacketLength(number: number): number {
  if (number === linkType.dbus || number === linkType.usbPcap) return largeMaximum;
  return number === linkType.ebhscr ? 8 * 1024 * 1024 : standardMaximum;
}

const pseudoHeaders = new Map<number, number>([
  [linkType.sunAtm, 4],
  [linkType.mtp2WithHeader, 4],
  [linkType.linuxIrda, 16],
  [linkType.linuxLapd, 16],
  [linkType.sita, 5],
  [linkType.erf, 16],
  [linkType.bluetoothH4WithHeader, 4],
  [linkType.pppWithDirection, 1],
  [linkType.i2cLinux, 5],
  [linkType.bluetoothLinuxMonitor, 4],
]);

/**
 * Bytes that such a packet begins with but that Wireshark counts neither in `frame.len` nor in `frame.cap_len`, because
 * they describe it and are no part of it. They lie right before the packet's place in the file.
 */
export function pseudoHeaderLength(number: number): number {
  return pseudoHeaders.get(number) ?? 0;
}
