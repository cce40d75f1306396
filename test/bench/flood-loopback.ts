/** Sends numbered UDP packets into loopback at a steady rate, through cap: arguments are packets a second, seconds, bytes, port. */
import { createRequire } from 'node:module';

interface Sender {
  open(device: string, filter: string, bufferSize: number, buffer: Buffer, options: object): string;
  send(packet: Buffer, length: number): void;
  close(): boolean;
}

const { Cap } = createRequire(import.meta.url)('cap') as { Cap: new () => Sender };
const [rate, seconds, length, port] = process.argv.slice(2).map(Number);
const headersLength = 42;
const stepMilliseconds = 1;

/** Ethernet, IPv4 to a multicast group that nobody joined, UDP without checksum: the kernel answers nothing. */
function packet(): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.set([0x01, 0x00, 0x5e, 0x7f, 0x4d, 0x4d, 0x02, 0, 0, 0, 0, 1, 0x08, 0x00], 0);
  bytes.set([0x45, 0, 0, 0, 0, 0, 0, 0, 1, 17, 0, 0, 127, 0, 0, 1, 239, 255, 77, 77], 14);
  bytes.writeUInt16BE(length - 14, 16);
  let sum = 0;
  for (let at = 14; at < 34; at += 2) sum += bytes.readUInt16BE(at);
  bytes.writeUInt16BE(~((sum & 0xffff) + (sum >>> 16)) & 0xffff, 24);
  bytes.writeUInt16BE(port, 34);
  bytes.writeUInt16BE(port, 36);
  bytes.writeUInt16BE(length - 34, 38);
  return bytes;
}

const cap = new Cap();
// It only sends: nothing passes its filter.
cap.open('lo', 'less 1', 65_536, Buffer.alloc(65_536), { snaplen: 64, promiscuous: false });
const bytes = packet();
const total = Math.round(rate * seconds);
const started = performance.now();
let sent = 0;
while (sent < total) {
  const due = Math.min(total, Math.floor(((performance.now() - started) * rate) / 1000) + 1);
  for (; sent < due; sent++) {
    bytes.writeUInt32BE(sent, headersLength);
    cap.send(bytes, length);
  }
  if (rate < 100_000) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stepMilliseconds);
}
const took = (performance.now() - started) / 1000;
cap.close();
console.log(JSON.stringify({ sent, rate: Math.round(sent / took) }));
process.exit();
