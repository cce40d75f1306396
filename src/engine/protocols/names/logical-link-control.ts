/** Names of service access points, organizations and functions of Logical Link Control. IEEE 802.2-1998; IEEE registration authority. */

export const serviceAccessPoint = { snap: 0xaa } as const;

export const serviceAccessPointNames: Readonly<Record<number, string>> = {
  0: 'NULL LSAP',
  2: 'LLC Sub-Layer Management',
  4: 'SNA Path Control',
  6: 'TCP/IP',
  8: 'SNA',
  12: 'SNA',
  14: 'PROWAY (IEC955) Network Management and Initialization',
  16: 'NetWare (unofficial?)',
  20: 'ISO Network Layer (OSLAN 1)',
  24: 'Texas Instruments',
  32: 'ISO Network Layer (unofficial?)',
  52: 'ISO Network Layer (unofficial?)',
  66: 'Spanning Tree BPDU',
  78: 'EIA RS-511 Manufacturing Message Service',
  84: 'ISO Network Layer (OSLAN 2)',
  126: 'ISO 8208 (X.25 over 802.2)',
  128: 'XNS',
  130: 'BACnet',
  134: 'Nestar',
  142: 'PROWAY (IEC955) Active Station List Maintenance',
  152: 'ARP',
  170: 'SNAP',
  180: 'HP JetDirect Printer',
  186: 'Banyan Vines',
  188: 'Banyan Vines',
  224: 'NetWare',
  240: 'NetBIOS',
  244: 'IBM Net Management',
  248: 'HP Extended LLC',
  250: 'Ungermann-Bass',
  252: 'Remote Program Load',
  254: 'ISO Network Layer',
};

export const organization = {
  encapsulatedEthernet: 0x000000,
  cisco: 0x00000c,
  cisco90: 0x0000f8,
  ieee8021: 0x0080c2,
  appleTalk: 0x080007,
} as const;

export const organizationNames: Readonly<Record<number, string>> = {
  0: 'Officially Xerox, but 0:0:0:0:0:0 is more common',
  12: 'Cisco Systems, Inc',
  248: 'Cisco IOS 9.0 Compatible',
  129: 'Nortel Discovery Protocol',
  57387: 'Extreme Networks',
  57426: 'Foundry',
  32962: 'IEEE 802.1 Committee',
  524295: 'Apple, Inc.',
  32863: 'Hewlett-Packard',
};

export const ciscoProtocolNames: Readonly<Record<number, string>> = {
  258: 'DRIP',
  260: 'PAgP',
  261: 'MLS Hello',
  264: 'RLQ BPDUs (request)',
  265: 'RLQ BPDUs (response)',
  267: 'PVSTP+',
  268: 'VLAN Bridge',
  273: 'UDLD',
  313: 'MCP',
  8192: 'CDP',
  8193: 'CGMP',
  8195: 'VTP',
  8196: 'DTP',
  8202: 'STP Uplink Fast',
};

export const bridgedProtocolNames: Readonly<Record<number, string>> = {
  1: '802.3 with preserved FCS',
  2: '802.4 with preserved FCS',
  3: '802.5 with preserved FCS',
  4: 'FDDI with preserved FCS',
  6: '802.6 with preserved FCS',
  7: '802.3 without preserved FCS',
  8: '802.4 without preserved FCS',
  9: '802.5 without preserved FCS',
  10: 'FDDI without preserved FCS',
  11: '802.6',
  13: 'Fragments',
  14: 'BPDU',
};

export const supervisoryNames: Readonly<Record<number, string>> = {
  0: 'Receiver ready',
  1: 'Receiver not ready',
  2: 'Reject',
  3: 'Selective reject',
};

export const supervisoryShortNames = ['RR', 'RNR', 'REJ', 'SREJ'] as const;

/** Functions of unnumbered frames, by the modifier bits of the control field shifted down to bit 0. */
export const unnumberedCommandNames: Readonly<Record<number, string>> = {
  0: 'Unnumbered Information',
  1: 'Set Initialization Mode',
  3: 'Set Asynchronous Response Mode',
  8: 'Unnumbered Poll',
  11: 'Set Asynchronous Balanced Mode',
  16: 'Disconnect',
  19: 'Set Asynchronous Response Mode Extended',
  24: 'Unnumbered Acknowledge',
  27: 'Set Asynchronous Balanced Mode Extended',
  32: 'Set Normal Response Mode',
  33: 'Frame reject',
  35: 'Reset',
  43: 'Exchange identification',
  49: 'Configure',
  51: 'Set Normal Response Mode Extended',
  56: 'Test',
  59: 'Beacon',
};

export const unnumberedResponseNames: Readonly<Record<number, string>> = {
  ...unnumberedCommandNames,
  1: 'Request Initialization Mode',
  3: 'Disconnected mode',
  16: 'Request Disconnect',
};

export const unnumberedShortNames: Readonly<Record<number, string>> = {
  0: 'UI',
  1: 'SIM',
  3: 'SARM',
  8: 'UP',
  11: 'SABM',
  16: 'DISC',
  19: 'SARME',
  24: 'UA',
  27: 'SABME',
  32: 'SNRM',
  33: 'FRMR',
  35: 'RESET',
  43: 'XID',
  49: 'CFGR',
  51: 'SNRME',
  56: 'TEST',
  59: 'BCN',
};

export const unnumberedShortResponseNames: Readonly<Record<number, string>> = {
  ...unnumberedShortNames,
  1: 'RIM',
  3: 'DM',
  16: 'RD',
};
