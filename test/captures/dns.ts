/** Builds DNS messages with compressed names (RFC 1035, RFC 3596), for DNS and mDNS. */
import { concatenate, ipAddress, type Payload, uint16, uint32 } from './build';

export const DNS_TYPE = { A: 1, CNAME: 5, PTR: 12, TXT: 16, AAAA: 28, SRV: 33 } as const;
export type DnsType = keyof typeof DNS_TYPE;

export interface DnsRecord {
  name: string;
  type: DnsType;
  /** In seconds. */
  timeToLive?: number;
  /** An address, a name, for SRV `priority weight port target`, for TXT one text. */
  data: string;
  /** mDNS: the record belongs to its sender alone. */
  cacheFlush?: boolean;
}

export interface DnsMessage {
  id?: number;
  /** The 16 bits of flags: 0x0100 a usual query, 0x8180 a usual answer, 0x8183 "no such name", 0x8400 an mDNS answer. */
  flags?: number;
  questions?: { name: string; type: DnsType }[];
  answers?: DnsRecord[];
  additional?: DnsRecord[];
}

/** The message's bytes: the payload of UDP. */
export function dnsMessage(message: DnsMessage): Uint8Array {
  const { id = 0, flags = 0x0100, questions = [], answers = [], additional = [] } = message;
  const writer = new MessageWriter();
  for (const count of [id, flags, questions.length, answers.length, 0, additional.length]) writer.bytes(uint16(count));
  for (const { name, type } of questions) {
    writer.name(name);
    writer.bytes(uint16(DNS_TYPE[type]), uint16(1));
  }
  for (const record of [...answers, ...additional]) writer.record(record);
  return writer.done();
}

class MessageWriter {
  private written: Uint8Array = new Uint8Array(0);
  /** Where a name, or the end of one, already stands in the message. */
  private readonly places = new Map<string, number>();

  bytes(...pieces: Payload[]): this {
    this.written = concatenate(this.written, ...pieces);
    return this;
  }

  name(name: string): this {
    const labels = name === '' ? [] : name.split('.');
    for (let index = 0; index < labels.length; index++) {
      const rest = labels.slice(index).join('.');
      const place = this.places.get(rest);
      if (place !== undefined) return this.bytes(uint16(0xc000 | place));
      this.places.set(rest, this.written.length);
      this.bytes(concatenate(labels[index]!.length, labels[index]!));
    }
    return this.bytes(Uint8Array.of(0));
  }

  record({ name, type, timeToLive = 300, data, cacheFlush = false }: DnsRecord): void {
    this.name(name);
    this.bytes(uint16(DNS_TYPE[type]), uint16(cacheFlush ? 0x8001 : 1), uint32(timeToLive), uint16(0));
    const start = this.written.length;
    this.data(type, data);
    this.written.set(uint16(this.written.length - start), start - 2);
  }

  done(): Uint8Array {
    return this.written;
  }

  private data(type: DnsType, data: string): this {
    if (type === 'A' || type === 'AAAA') return this.bytes(ipAddress(data));
    if (type === 'TXT') return this.bytes(concatenate(new TextEncoder().encode(data).length, data));
    if (type !== 'SRV') return this.name(data);
    const [priority = '0', weight = '0', port = '0', target = ''] = data.split(' ');
    this.bytes(uint16(Number(priority)), uint16(Number(weight)), uint16(Number(port)));
    return this.name(target);
  }
}
