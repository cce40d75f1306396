/** Names of the numbers in Linux cooked-mode captures. LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2; linux/if_arp.h, linux/if_ether.h. */

/** Who the packet was for. */
export const packetTypeNames: Readonly<Record<number, string>> = {
  0: 'Unicast to us',
  1: 'Broadcast',
  2: 'Multicast',
  3: 'Unicast to another host',
  4: 'Sent by us',
};

/** ETH_P_ numbers below the EtherTypes. */
export const linuxProtocolNames: Readonly<Record<number, string>> = {
  1: 'Raw 802.3',
  3: 'Ethernet',
  4: '802.2 LLC',
  7: 'PPP (HDLC)',
  12: 'CAN',
  13: 'CAN FD',
  23: 'IrDA LAP',
  245: 'ISI',
  246: 'IEEE 802.15.4',
};
