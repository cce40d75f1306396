/** Versions of QUIC, and the names of its packets and frames. RFC 9000 sections 17 and 19, RFC 9369, and the IANA registry "QUIC Versions". */

/** What a version's packets have in common; undefined for what is not QUIC as the IETF drafted it. */
export interface QuicVersion {
  readonly name: string;
  /** The draft it follows; 34 for version 1, 100 for version 2. */
  readonly draft: number;
}

const version1 = 0x0000_0001;
const version2 = 0x6b33_43cf;
const version2Draft = 0x709a_50c4;

/** Which packets carry `version`, told as the drafts that they follow. */
export function quicVersion(version: number): QuicVersion | undefined {
  if (version === version1) return { name: '1', draft: 34 };
  if (version === version2) return { name: '2', draft: 100 };
  if (version === version2Draft) return { name: '2 (draft)', draft: 100 };
  if ((version & 0xffff_ff00) >>> 0 === 0xff00_0000 && (version & 0xff) >= 11)
    return { name: `draft-${version & 0xff}`, draft: version & 0xff };
  if ((version & 0x0f0f_0f0f) >>> 0 === 0x0a0a_0a0a) return { name: 'Version Negotiation', draft: 29 };
  return vendorVersions[version];
}

const vendorVersions: Readonly<Record<number, QuicVersion>> = {
  1346588976: { name: 'Picoquic internal', draft: 27 },
  1362113840: { name: 'Google Q050', draft: 27 },
  1412445488: { name: 'Google T050', draft: 27 },
  1412445489: { name: 'Google T051', draft: 27 },
  4207849473: { name: 'Facebook mvfst (draft-22)', draft: 22 },
  4207849474: { name: 'Facebook mvfst (draft-27)', draft: 27 },
  4207849486: { name: 'Facebook mvfst (Experimental)', draft: 27 },
};

export const versionName = (version: number): string | undefined =>
  version === 0 ? 'Version Negotiation' : quicVersion(version)?.name;

export const isVersion2 = (version: number): boolean => version === version2 || version === version2Draft;

export const packetType = { initial: 0, earlyData: 1, handshake: 2, retry: 3 } as const;

/** Names of long packets by the two bits in their first byte, which version 2 shifted. */
export const packetTypeNames = (second: boolean): Readonly<Record<number, string>> =>
  second
    ? { 0: 'Retry', 1: 'Initial', 2: '0-RTT', 3: 'Handshake' }
    : { 0: 'Initial', 1: '0-RTT', 2: 'Handshake', 3: 'Retry' };

const frameTypeNames: Readonly<Record<number, string>> = {
  0: 'PADDING',
  1: 'PING',
  2: 'ACK',
  3: 'ACK_ECN',
  4: 'RESET_STREAM',
  5: 'STOP_SENDING',
  6: 'CRYPTO',
  7: 'NEW_TOKEN',
  28: 'CONNECTION_CLOSE (Transport)',
  29: 'CONNECTION_CLOSE (Application)',
  30: 'HANDSHAKE_DONE',
};

export const frameTypeName = (type: number): string => frameTypeNames[type] ?? 'Unknown';
