/** Numbered packets over loopback, and which of them a capture file holds. */
import { createSocket, type Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const mark = Buffer.from('sockeye test packet ');

/** Sends numbered UDP packets to a port of its own. */
export class Traffic {
  private sent = 0;

  private constructor(
    private readonly sender: Socket,
    private readonly receiver: Socket,
    readonly port: number,
  ) {}

  static async open(): Promise<Traffic> {
    const receiver = createSocket('udp4');
    await new Promise<void>((bound) => receiver.bind(0, '127.0.0.1', bound));
    return new Traffic(createSocket('udp4'), receiver, receiver.address().port);
  }

  /** How many were sent so far. */
  get count(): number {
    return this.sent;
  }

  /** Sends so many more, a few at a time. */
  async send(packets: number): Promise<void> {
    for (let left = packets; left > 0; left--) {
      const number = Buffer.alloc(4);
      number.writeUInt32BE(this.sent);
      const packet = Buffer.concat([mark, number, Buffer.alloc(76)]);
      await new Promise((sent) => this.sender.send(packet, this.port, '127.0.0.1', sent));
      this.sent++;
      if (left % 20 === 0) await pause(5);
    }
  }

  /** Sends on until the function that is returned is called; it waits until the last packet is out. */
  keepSending(): () => Promise<void> {
    let on = true;
    const sending = (async () => {
      while (on) {
        await this.send(20);
        await pause(20);
      }
    })();
    return () => {
      on = false;
      return sending;
    };
  }

  close(): void {
    this.sender.close();
    this.receiver.close();
  }
}

/** The numbers of the packets in a file, in order: found by their mark, whatever the file's format. */
export function numbersIn(path: string): number[] {
  const bytes = readFileSync(path);
  const numbers: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length))
    numbers.push(bytes.readUInt32BE(at + mark.length));
  return numbers;
}
