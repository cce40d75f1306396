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
};
