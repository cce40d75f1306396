/** `send-packets.ts PORT RATE SECONDS BYTES`: sends numbered UDP packets of so many bytes each, over loopback, at a steady rate. */
import { createSocket } from 'node:dgram';

/** Ethernet, IPv4 and UDP headers. */
const headers = 42;
/** Milliseconds between two bursts. */
const step = 2;

const [port, rate, seconds, bytes] = process.argv.slice(2).map(Number) as [number, number, number, number];
const mark = Buffer.from('sockeye test packet ');
const receiver = createSocket('udp4');
const sender = createSocket('udp4');
receiver.bind(port, '127.0.0.1', () => sender.connect(port, '127.0.0.1', send));

function send(): void {
  const begun = performance.now();
  const wanted = rate * seconds;
  let sent = 0;
  const burst = (): void => {
    const due = Math.min(wanted, Math.floor(((performance.now() - begun) / 1000) * rate));
    for (; sent < due; sent++) {
      const packet = Buffer.alloc(bytes - headers);
      mark.copy(packet);
      packet.writeUInt32BE(sent, mark.length);
      sender.send(packet);
    }
    if (sent < wanted) setTimeout(burst, step);
    else setTimeout(() => finish((performance.now() - begun) / 1000), 500);
  };
  burst();
  function finish(took: number): void {
    console.log(JSON.stringify({ sent, seconds: took - 0.5 }));
    sender.close();
    receiver.close();
  }
}
