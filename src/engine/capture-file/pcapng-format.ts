/** Numbers of the pcapng format. draft-ietf-opsawg-pcapng. */

export const blockType = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  nameResolution: 4,
  interfaceStatistics: 5,
  enhancedPacket: 6,
  systemdJournal: 9,
  decryptionSecrets: 10,
  customCopy: 0xbad,
  customNoCopy: 0x40000bad,
  sysdigEvent: 0x204,
  sysdigEventWithFlags: 0x208,
  sysdigEventV2: 0x216,
  sysdigEventV2WithFlags: 0x217,
  sysdigEventV2Large: 0x221,
  sysdigEventV2WithFlagsLarge: 0x222,
  darwinProcess: 0x80000001,
} as const;

export const byteOrderMagic = 0x1a2b3c4d;

/** Type, length and trailing length. */
export const blockOverhead = 12;
export const blockHeaderLength = 8;
export const sectionHeaderLength = 28;
/** Before the packet's bytes in an Enhanced Packet Block and in the obsolete Packet Block. */
export const packetDataOffset = 28;
/** Before the packet's bytes in a Simple Packet Block. */
export const simplePacketDataOffset = 12;
/** Before the content of a custom block. */
export const customDataOffset = 12;
/** The longest block Wireshark accepts: the longest packet, its block and 128 KiB of options. */
export const maximumBlockLength = 128 * 1024 * 1024 + 32 + 131_072;

/** Options of every block. */
export const commonOption = {
  end: 0,
  comment: 1,
  customTextCopy: 2988,
  customBytesCopy: 2989,
  customTextNoCopy: 19_372,
  customBytesNoCopy: 19_373,
} as const;

export const sectionOption = { hardware: 2, operatingSystem: 3, application: 4 } as const;

export const interfaceOption = {
  name: 2,
  description: 3,
  ipv4Address: 4,
  ipv6Address: 5,
  macAddress: 6,
  euiAddress: 7,
  speed: 8,
  timestampResolution: 9,
  timeZone: 10,
  filter: 11,
  operatingSystem: 12,
  frameCheckLength: 13,
  timestampOffset: 14,
  hardware: 15,
} as const;

export const packetOption = {
  flags: 2,
  hash: 3,
  dropCount: 4,
  packetId: 5,
  queue: 6,
  verdict: 7,
  /** Written by Wireshark's development versions: process id and thread id, 32 bits each. */
  processAndThread: 8,
  /** Written on Darwin: the place of the sending or receiving process among the file's process event blocks, 32 bits. */
  darwinProcess: 0x8001,
} as const;

/** First byte of a packet's verdict option. */
export const verdictKind = { hardware: 0, trafficControl: 1, expressDataPath: 2 } as const;

export const statisticsOption = {
  startTime: 2,
  endTime: 3,
  received: 4,
  dropped: 5,
  filterAccepted: 6,
  droppedByOperatingSystem: 7,
  delivered: 8,
} as const;

export const nameRecord = { end: 0, ipv4: 1, ipv6: 2, eui48: 3, eui64: 4 } as const;

export function roundUpTo4(length: number): number {
  return length + ((4 - (length & 3)) & 3);
}
