/** libpcap's DLT_ numbers, which differ between systems, as the LINKTYPE_ numbers of files. pcap/dlt.h; libpcap's pcap-common.c. */
import { linkType } from '../engine/capture-file/link-types';

/** Those below 104 that files number differently; from 104 on both are the same. */
const differing = new Map<number, number>([
  [11, 100],
  [12, linkType.rawIp],
  [15, 102],
  [16, 103],
  [19, 106],
]);

export function linkTypeOfDlt(dlt: number): number {
  return differing.get(dlt) ?? dlt;
}
