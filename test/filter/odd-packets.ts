/** Packets whose headers lie, and text beyond ASCII: what is answered without decoding is the easiest to get wrong on these. */
import { fromHex } from '../captures/build';
import { pcapFile } from '../captures/write';
import { recorded } from '../streams/recorded-session';

const ethernet = '020000000001 020000000002 0800';
const addresses = '0a000001 0a000002';
const payload = '3039 270f 000c 0000 01020304';
const ipv6Addresses = `${'00'.repeat(15)}01 ${'00'.repeat(15)}02`;

/** IPv4 of another version, with a header or a total length that cannot be, and IPv6 behind IPv4's EtherType. */
const lying = [
  `d500 0020 0001 0000 40 11 0000 ${addresses} ${payload}`,
  `4100 0020 0001 0000 40 11 0000 ${addresses} ${payload}`,
  `4500 000a 0001 0000 40 11 0000 ${addresses} ${payload}`,
  `60000000 000c 11 4d ${ipv6Addresses} ${payload}`,
].map((packet) => fromHex(`${ethernet} ${packet}`.replaceAll(' ', '')));

export function oddCapture(): Uint8Array {
  const asking = recorded((talk) =>
    talk
      .open()
      .send('client', 'GET / HTTP/1.1\r\nHost: café.example\r\nUser-Agent: über\r\n\r\n')
      .send('client', 'NOTIFY /event HTTP/1.1\r\nHost: café.example\r\nContent-Length: 0\r\n\r\n'),
  );
  const [{ time }] = asking;
  return pcapFile([...asking, ...lying.map((bytes) => ({ time, bytes }))], { nanoseconds: true });
}
