/** The builders against frames and sums known from outside. */
import { describe, expect, it } from 'vitest';
import { ethernet, fromHex, icmp, internetChecksum, ipAddress, ipv4, ipv6, tcp, udp, uint16 } from './build';
import { PcapngSection, pcapFile } from './write';

describe('packet builders', () => {
  it('computes the checksum of the example in RFC 1071', () => {
    expect(internetChecksum(fromHex('0001 f203 f4f5 f6f7'))).toBe(~0xddf2 & 0xffff);
  });

  it('writes an IPv4 header whose checksum verifies', () => {
    const packet = ipv4({ protocol: 1 }, icmp({ type: 8, rest: fromHex('0001 0001') }, 'hello'));
    expect(internetChecksum(packet.subarray(0, 20))).toBe(0);
    expect(internetChecksum(packet.subarray(20))).toBe(0);
  });

  it('writes transport checksums over the pseudo-header', () => {
    const segment = ipv6({ nextHeader: 6 }, tcp({ flags: 'S' }));
    const pseudoHeader = [segment.subarray(8, 40), uint16(0), uint16(20), uint16(0), uint16(6)];
    expect(internetChecksum(...pseudoHeader, segment.subarray(40))).toBe(0);
    expect(ipv4({ protocol: 17, keepTransportChecksum: true }, udp({})).slice(26)).toEqual(fromHex('0000'));
  });

  it('reads addresses', () => {
    expect(ipAddress('2001:db8::7f')).toEqual(fromHex('20010db8 00000000 00000000 0000007f'));
    expect(() => ipAddress('1.2.3')).toThrow();
  });

  it('finds the EtherType of IP', () => {
    expect(ethernet({}, ipv6({ nextHeader: 59 }, '')).slice(12, 14)).toEqual(fromHex('86dd'));
    expect(() => ethernet({}, 'text')).toThrow();
  });
});

describe('capture writers', () => {
  it('writes pcap in both byte orders', () => {
    const packet = { bytes: fromHex('aabb'), time: 1_000_002_000n };
    expect(pcapFile([packet], { littleEndian: false }).slice(0, 4)).toEqual(fromHex('a1b2c3d4'));
    expect(pcapFile([packet]).slice(24)).toEqual(fromHex('01000000 02000000 02000000 02000000 aabb'));
  });

  it('pads pcapng blocks to four bytes', () => {
    const section = new PcapngSection().interface({ name: 'eth0', decimalResolution: 9 });
    section.packet({ bytes: fromHex('aabbcc'), time: 5n, comments: ['x'] }).names({ '192.0.2.1': ['one.example'] });
    expect(section.done().length % 4).toBe(0);
  });
});
