/** Names of BGP's numbers. RFC 4271, RFC 5492, and the IANA registry "BGP Parameters". */

export const messageTypeNames: Readonly<Record<number, string>> = {
  1: 'OPEN Message',
  2: 'UPDATE Message',
  3: 'NOTIFICATION Message',
  4: 'KEEPALIVE Message',
  5: 'ROUTE-REFRESH Message',
  6: 'CAPABILITY Message',
  128: 'Cisco ROUTE-REFRESH Message',
};

export const capabilityNames: Readonly<Record<number, string>> = {
  0: 'Reserved capability',
  1: 'Multiprotocol extensions capability',
  2: 'Route refresh capability',
  3: 'Cooperative route filtering capability',
  4: 'Multiple routes to a destination capability',
  5: 'Extended Next Hop Encoding',
  6: 'BGP-Extended Message',
  7: 'BGPsec capability',
  8: 'Multiple Labels capability',
  9: 'BGP Role',
  64: 'Graceful Restart capability',
  65: 'Support for 4-octet AS number capability',
  67: 'Support for Dynamic capability',
  68: 'Multisession BGP Capability',
  69: 'Support for Additional Paths',
  70: 'Enhanced route refresh capability',
  71: 'Long-Lived Graceful Restart (LLGR) Capability',
  73: 'FQDN Capability',
  128: 'Route refresh capability (Cisco)',
  130: 'Cooperative route filtering capability (Cisco)',
  131: 'Multisession BGP Capability (Cisco)',
};

export const pathAttributeNames: Readonly<Record<number, string>> = {
  1: 'ORIGIN',
  2: 'AS_PATH',
  3: 'NEXT_HOP',
  4: 'MULTI_EXIT_DISC',
  5: 'LOCAL_PREF',
  6: 'ATOMIC_AGGREGATE',
  7: 'AGGREGATOR',
  8: 'COMMUNITIES',
  9: 'ORIGINATOR_ID',
  10: 'CLUSTER_LIST',
  14: 'MP_REACH_NLRI',
  15: 'MP_UNREACH_NLRI',
  16: 'EXTENDED_COMMUNITIES',
  17: 'AS4_PATH',
  18: 'AS4_AGGREGATOR',
  22: 'PMSI_TUNNEL_ATTRIBUTE',
  23: 'TUNNEL_ENCAPSULATION_ATTRIBUTE',
  26: 'AIGP',
  29: 'BGP-LS Attribute',
  32: 'LARGE_COMMUNITY',
  40: 'BGP Prefix-SID',
};

export const originNames = { 0: 'IGP', 1: 'EGP', 2: 'INCOMPLETE' } as const;
export const segmentTypeNames = { 1: 'AS_SET', 2: 'AS_SEQUENCE', 3: 'AS_CONFED_SEQUENCE', 4: 'AS_CONFED_SET' } as const;

export const majorErrorNames: Readonly<Record<number, string>> = {
  1: 'Message Header Error',
  2: 'OPEN Message Error',
  3: 'UPDATE Message Error',
  4: 'Hold Timer Expired',
  5: 'Finite State Machine Error',
  6: 'Cease',
  7: 'CAPABILITY Message Error',
};

export const addressFamilyNames: Readonly<Record<number, string>> = {
  1: 'IPv4',
  2: 'IPv6',
  25: 'Layer-2 VPN',
  16388: 'BGP-LS',
};

export const subsequentFamilyNames: Readonly<Record<number, string>> = {
  1: 'Unicast',
  2: 'Multicast',
  4: 'Labeled Unicast',
  5: 'MCAST-VPN',
  65: 'VPLS',
  70: 'EVPN',
  71: 'BGP-LS',
  128: 'Labeled VPN Unicast',
  132: 'Route Target Filter',
  133: 'Flow Spec Filter',
};

export const openErrorNames: Readonly<Record<number, string>> = {
  1: 'Unsupported Version Number',
  2: 'Bad Peer AS',
  3: 'Bad BGP Identifier',
  4: 'Unsupported Optional Parameter',
  5: 'Authentication Failure [Deprecated]',
  6: 'Unacceptable Hold Time',
  7: 'Unsupported Capability',
};

export const updateErrorNames: Readonly<Record<number, string>> = {
  1: 'Malformed Attribute List',
  2: 'Unrecognized Well-known Attribute',
  3: 'Missing Well-known Attribute',
  4: 'Attribute Flags Error',
  5: 'Attribute Length Error',
  6: 'Invalid ORIGIN Attribute',
  7: 'AS Routing Loop [Deprecated]',
  8: 'Invalid NEXT_HOP Attribute',
  9: 'Optional Attribute Error',
  10: 'Invalid Network Field',
  11: 'Malformed AS_PATH',
};

export const ceaseNames: Readonly<Record<number, string>> = {
  1: 'Maximum Number of Prefixes Reached',
  2: 'Administratively Shutdown',
  3: 'Peer De-configured',
  4: 'Administratively Reset',
  5: 'Connection Rejected',
  6: 'Other Configuration Change',
  7: 'Connection Collision Resolution',
  8: 'Out of Resources',
};
