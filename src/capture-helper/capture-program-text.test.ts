import { describe, expect, test } from 'vitest';
import { CaptureProgramText, reasonOfComplaint } from './capture-program-text';

describe('what capture programs say', () => {
  test('dumpcap’s counts, in pieces', () => {
    const text = new CaptureProgramText();
    text.append("Capturing on 'lo'\nPackets captured: 7\nPackets received/dropped on inter");
    text.append("face 'lo': 7/3 (pcap:2/dumpcap:1/flushed:0/ps_ifdrop:4) (70.0%)\n");
    expect(text.drops.get('lo')).toEqual({ received: 7, droppedByKernel: 2, droppedByInterface: 4 });
    expect(text.complaint).toBe('');
  });

  test('tcpdump’s counts', () => {
    const text = new CaptureProgramText();
    text.append('tcpdump: listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n');
    text.append('5 packets captured\n10 packets received by filter\n1 packet dropped by kernel\n');
    expect(text.tcpdump).toEqual({ received: 10, droppedByKernel: 1 });
    expect(text.complaint).toBe('');
  });

  test('why they gave up', () => {
    const text = new CaptureProgramText();
    text.append(
      "tcpdump: lo: You don't have permission to perform this capture on that device\n(socket: Operation not permitted)",
    );
    expect(reasonOfComplaint(text.complaint)).toBe('not-permitted');
    expect(reasonOfComplaint("tcpdump: can't parse filter expression: syntax error")).toBe('bad-filter');
    expect(reasonOfComplaint('tcpdump: pcap_loop: The interface disappeared')).toBe('interface-gone');
    expect(reasonOfComplaint('ssh: Could not resolve hostname host')).toBe('failed');
  });
});
