/** Words of Statistics > Protocol Hierarchy. */
export const protocolHierarchy = {
  title: 'Protocol Hierarchy',
  protocol: 'Protocol',
  packets: 'Packets',
  packetShare: '% Packets',
  bytes: 'Bytes',
  byteShare: '% Bytes',
  endPackets: 'End Packets',
  endBytes: 'End Bytes',
  empty: 'No packet is displayed.',
  counting: 'Counting the displayed packets …',
  failed: (reason: string) => `The protocols could not be counted: ${reason}`,
  again: 'Count again',
  of: (filter: string) => (filter === '' ? 'All packets' : `Packets that match ${filter}`),
};
