/** Plays a TCP connection packet by packet, with a clock of its own; the recording sorts what several of them did. */
import { bytesOf, concatenate, ethernet, ipv4, ipv6, type Payload, tcp, tcpOption, vlan } from './build';
import type { CapturedPacket } from './write';

/** Collects packets of several conversations and gives them back in the order of their times. */
export class Recording {
  private readonly packets: (CapturedPacket & { order: number })[] = [];

  /** `start` is the time of second 0, in nanoseconds since 1970. */
  constructor(private readonly start: bigint) {}

  /** Adds a packet `seconds` after the start. */
  add(seconds: number, bytes: Uint8Array, rest: Partial<CapturedPacket> = {}): void {
    const time = this.timeAt(seconds);
    this.packets.push({ ...rest, bytes, time, order: this.packets.length });
  }

  timeAt(seconds: number): bigint {
    return this.start + BigInt(Math.round(seconds * 1e6)) * 1000n;
  }

  sorted(): CapturedPacket[] {
    return this.packets.toSorted((one, other) => Number(one.time! - other.time!) || one.order - other.order);
  }
}

/** One machine as the wire sees it. */
export interface Host {
  mac: string;
  address: string;
  /** Time to live, or hop limit, of its packets where they were captured. */
  timeToLive?: number;
}

/** Puts an IP packet between two hosts into Ethernet, with a tag when `vlanId` is given. */
export function frameBetween(
  from: Host,
  to: Host,
  protocol: number,
  payload: Payload,
  options: FrameOptions = {},
): Uint8Array {
  const { timeToLive = 64 } = from;
  const packet = from.address.includes(':')
    ? ipv6({ source: from.address, destination: to.address, nextHeader: protocol, hopLimit: timeToLive }, payload)
    : ipv4(
        {
          source: from.address,
          destination: to.address,
          protocol,
          timeToLive,
          identification: options.identification ?? 0,
          dontFragment: protocol === 6,
        },
        payload,
      );
  const addresses = { source: from.mac, destination: to.mac };
  if (options.vlanId === undefined) return ethernet(addresses, packet);
  return ethernet({ ...addresses, type: 0x8100 }, vlan({ id: options.vlanId }, packet));
}

export interface FrameOptions {
  vlanId?: number;
  identification?: number;
}

export type Side = 'client' | 'server';

export interface TcpConversationOptions extends FrameOptions {
  client: Host;
  server: Host;
  clientPort: number;
  serverPort: number;
  /** Seconds between a packet of the client and the server's answer, seen by the one who captures. */
  roundTrip: number;
  initialSequence?: Record<Side, number>;
  maximumSegmentSize?: number;
  /** Number of the pcapng interface. */
  interface?: number;
}

interface SideState {
  next: number;
  acknowledged: number;
  /** Receive window in bytes. */
  window: number;
  identification: number;
}

const WINDOW_SHIFT = 7;

/** A TCP connection; every method writes packets and moves the conversation's clock on. */
export class TcpConversation {
  /** Seconds since the start of the recording. */
  clock = 0;
  /** Comments for the next packet. */
  private comments: string[] = [];
  private readonly sides: Record<Side, SideState>;

  constructor(
    private readonly recording: Recording,
    private readonly options: TcpConversationOptions,
  ) {
    const { initialSequence = { client: 0x1d4a_3c01, server: 0x9b20_77f1 } } = options;
    const state = (side: Side): SideState => ({
      next: initialSequence[side],
      acknowledged: 0,
      window: 64256,
      identification: initialSequence[side] & 0x7fff,
    });
    this.sides = { client: state('client'), server: state('server') };
  }

  /** Moves the clock to a time, or on by a while. */
  at(seconds: number): this {
    this.clock = seconds;
    return this;
  }

  wait(seconds: number): this {
    this.clock += seconds;
    return this;
  }

  /** The next packet carries this comment. */
  comment(text: string): this {
    this.comments.push(text);
    return this;
  }

  /** The three-way handshake. `lostFirst` repeats the SYN after a second, as when the first is lost. */
  open(lostFirst = false): this {
    if (lostFirst) this.segment('client', 'S').wait(1.02);
    this.segment('client', 'S').wait(this.options.roundTrip);
    this.advance('client', 1);
    this.acknowledge('server');
    this.segment('server', 'SA').wait(0.00006);
    this.advance('server', 1);
    return this.acknowledge('client').segment('client', 'A').wait(0.0004);
  }

  /** A SYN that is answered by RST. */
  refused(): this {
    this.segment('client', 'S').wait(this.options.roundTrip);
    this.advance('client', 1);
    this.sides.server.next = 0;
    this.sides.server.window = 0;
    return this.acknowledge('server').segment('server', 'RA');
  }

  /**
   * Sends data in segments; the other side acknowledges every second one and the last. Segments whose number is in `lost`
   * never arrive at first: duplicate acknowledgements, then a fast retransmission, follow.
   */
  send(side: Side, data: Payload, { lost = [], pace = 0.00012 }: { lost?: number[]; pace?: number } = {}): this {
    const other = opposite(side);
    const size = this.options.maximumSegmentSize ?? 1448;
    const bytes = bytesOf(data);
    const count = Math.ceil(bytes.length / size);
    const base = this.sides[side].next;
    const missing: number[] = [];
    for (let index = 0; index < count; index++) {
      const part = bytes.subarray(index * size, (index + 1) * size);
      const isLast = index === count - 1;
      this.sides[side].next = base + index * size;
      if (lost.includes(index)) missing.push(index);
      else this.segment(side, isLast ? 'PA' : 'A', part);
      this.wait(pace);
      if (missing.length > 0) {
        if (!lost.includes(index))
          this.duplicateAcknowledgement(other, base + (missing[0]! + 1) * size, base + index * size + part.length);
        continue;
      }
      this.sides[side].next = base + index * size + part.length;
      // Seen from the client's end, an answer of the server takes a round trip.
      if (isLast && side === 'client') this.wait(this.options.roundTrip);
      if (isLast || index % 2 === 1)
        this.acknowledge(other)
          .segment(other, 'A')
          .wait(pace / 4);
    }
    this.wait(missing.length > 0 ? this.options.roundTrip : 0);
    for (const index of missing) {
      this.sides[side].next = base + index * size;
      this.segment(side, 'A', bytes.subarray(index * size, (index + 1) * size)).wait(pace);
    }
    this.sides[side].next = base + bytes.length;
    if (missing.length > 0) this.acknowledge(other).segment(other, 'A').wait(pace);
    return this;
  }

  /** Sends data that nobody acknowledges yet. */
  sendOnly(side: Side, data: Payload, flags = 'PA'): this {
    this.segment(side, flags, bytesOf(data));
    return this.advance(side, bytesOf(data).length);
  }

  /** Sends the same bytes again, which were the last that this side sent. */
  retransmit(side: Side, data: Payload): this {
    this.advance(side, -bytesOf(data).length);
    return this.sendOnly(side, data);
  }

  /** Acknowledges all that the other side has sent, with a new receive window when one is given. */
  reply(side: Side, window?: number): this {
    if (window !== undefined) this.sides[side].window = window;
    return this.acknowledge(side).segment(side, 'A');
  }

  /** One byte beyond the window, as TCP asks whether it has opened; it is not taken. */
  probe(side: Side, byte: number): this {
    return this.segment(side, 'A', Uint8Array.of(byte));
  }

  /** An empty segment one byte back, as TCP asks whether the other side is still there; and the answer. */
  keepAlive(side: Side): this {
    this.advance(side, -1).segment(side, 'A').advance(side, 1);
    return this.wait(this.options.roundTrip).segment(opposite(side), 'A');
  }

  /** Both sides say FIN, this one first. */
  close(side: Side): this {
    const other = opposite(side);
    this.segment(side, 'FA').advance(side, 1).wait(this.options.roundTrip);
    this.acknowledge(other).segment(other, 'FA').advance(other, 1).wait(0.0001);
    return this.acknowledge(side).segment(side, 'A');
  }

  /** Without `A` among the flags, as a host answers that knows no such connection. */
  reset(side: Side, flags: 'RA' | 'R' = 'RA'): this {
    return this.segment(side, flags);
  }

  private duplicateAcknowledgement(side: Side, left: number, right: number): void {
    const selective = concatenate(
      tcpOption.noOperation(),
      tcpOption.noOperation(),
      tcpOption.selectiveAcknowledgement(left, right),
    );
    this.segment(side, 'A', '', selective).wait(0.00003);
  }

  private advance(side: Side, count: number): this {
    this.sides[side].next = (this.sides[side].next + count) >>> 0;
    return this;
  }

  private acknowledge(side: Side): this {
    this.sides[side].acknowledged = this.sides[opposite(side)].next;
    return this;
  }

  private segment(side: Side, flags: string, payload: Payload = '', moreOptions: Uint8Array = new Uint8Array(0)): this {
    const { client, server, clientPort, serverPort } = this.options;
    const [from, to] = side === 'client' ? [client, server] : [server, client];
    const [sourcePort, destinationPort] = side === 'client' ? [clientPort, serverPort] : [serverPort, clientPort];
    const state = this.sides[side];
    const isSyn = flags.includes('S');
    const segment = tcp(
      {
        sourcePort,
        destinationPort,
        sequence: state.next >>> 0,
        acknowledgement: flags.includes('A') ? state.acknowledged : 0,
        flags,
        window: isSyn ? Math.min(state.window, 65535) : state.window >> WINDOW_SHIFT,
        options: flags.includes('R') ? undefined : concatenate(this.optionsOf(side, isSyn), moreOptions),
      },
      payload,
    );
    state.identification = (state.identification + 1) & 0xffff;
    const frame = frameBetween(from, to, 6, segment, { ...this.options, identification: state.identification });
    this.recording.add(this.clock, frame, { interface: this.options.interface ?? 0, comments: this.comments });
    this.comments = [];
    return this;
  }

  private optionsOf(side: Side, isSyn: boolean): Uint8Array {
    const clocks = { client: 0x2f31_0000, server: 0x7a05_4000 };
    const milliseconds = (who: Side) => clocks[who] + Math.floor(this.clock * 1000);
    const echo =
      isSyn && side === 'client' ? 0 : milliseconds(opposite(side)) - Math.round(this.options.roundTrip * 1000);
    const timestamps = tcpOption.timestamps(milliseconds(side), echo);
    const { noOperation } = tcpOption;
    if (!isSyn) return concatenate(noOperation(), noOperation(), timestamps);
    return concatenate(
      tcpOption.maximumSegmentSize(announcedSize(this.options.maximumSegmentSize)),
      tcpOption.selectiveAcknowledgementPermitted(),
      timestamps,
      noOperation(),
      tcpOption.windowScale(WINDOW_SHIFT),
    );
  }
}

/** The size to announce: the 12 bytes of the timestamp option come out of it. */
const announcedSize = (payload = 1448): number => payload + 12;

const opposite = (side: Side): Side => (side === 'client' ? 'server' : 'client');
