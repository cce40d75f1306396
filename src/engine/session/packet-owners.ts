/** Which process sent a packet and which received it: from the capture file itself, or from the sidecar of a live capture. */
import { ipv4TextAt, ipv6Text } from '../bytes/address';
import type { CaptureFile } from '../capture-file/capture-file';
import type { CapturedProcess, PacketOwner } from '../capture-file/process-blocks';
import type { PacketProcess } from '../declare/dissection';
import { conversationKind } from '../declare/memory';
import type { EngineHost } from '../host';
import type { CaptureIndex } from '../index/index-pass';
import { packetBit } from '../index/packet-table';
import type { FrameNumber } from '../view';
import { ConversationTotals } from './conversation-totals';
import { NamedOwners, namedOwner } from './named-owners';
import { OwnerSidecar } from './owner-sidecar';
import { OwnerSightings, type Sighting, type SocketPlace } from './owner-sightings';
import type { OwnedTraffic, PacketEnds, ProcessTraffic, SessionOwners, SocketOwner } from './owner-view';

const closedEarly = 'closed before it was seen';
/** Stands where a conversation's endpoint has no owner. */
const nobody = null;

export class PacketOwners implements SessionOwners {
  private readonly sightings = new OwnerSightings();
  private readonly sidecar: OwnerSidecar;
  private totals: ConversationTotals;
  private named: NamedOwners;
  /** By conversation, first and second endpoint. Forgotten when more is known. */
  private known = new Map<number, readonly (Sighting | null)[]>();
  private knownVersion = 0;

  constructor(
    host: EngineHost,
    private readonly file: CaptureFile,
    private index: CaptureIndex,
    /** The capture beside which the sidecar lies. */
    ownersOf: string,
  ) {
    this.sidecar = new OwnerSidecar(host, ownersOf, this.sightings);
    this.totals = new ConversationTotals(index);
    this.named = new NamedOwners(file, index);
    this.setIndex(index);
  }

  open(): Promise<void> {
    return this.sidecar.open();
  }

  /** Takes in what became known since. */
  advance(): void {
    this.sidecar.advance();
  }

  close(): void {
    this.sidecar.close();
  }

  /** The capture was indexed anew. */
  setIndex(index: CaptureIndex): void {
    this.index = index;
    this.totals = new ConversationTotals(index);
    this.named = new NamedOwners(this.file, index);
    this.known = new Map();
    index.memory.conversations.processesOf = (row, backward) => {
      const found = this.conversationProcesses(row, backward);
      return found.length === 0 && this.sidecar.grows ? undefined : found;
    };
  }

  get any(): boolean {
    return !this.sightings.isEmpty || this.named.any;
  }

  /** The processes of a packet: its sender's, then its receiver's, where they run on the machine that captured it. */
  processesOf(frame: FrameNumber): readonly PacketProcess[] {
    const named = this.named.ofPacket(frame);
    if (named !== undefined) return [{ pid: named.process.pid, name: named.process.name ?? '' }];
    if (this.sightings.isEmpty) return none;
    const row = frame - 1;
    const conversation = this.index.table.conversationOf(row);
    if (conversation < 0) return none;
    return this.conversationProcesses(conversation, this.index.table.has(row, packetBit.backward));
  }

  ofPacket(frame: FrameNumber): PacketEnds {
    const { table } = this.index;
    const row = frame - 1;
    const conversation = table.conversationOf(row);
    const backward = table.has(row, packetBit.backward);
    const ends = conversation < 0 ? [null, null] : [false, true].map((second) => this.owner(conversation, second));
    const [source, destination] = backward ? ends.reverse() : ends;
    const named = this.named.ofPacket(frame);
    if (named === undefined) return { source, destination };
    const owner = namedOwner(named);
    // The file names one end's process; the other end's may be known from the sidecar.
    return named.end === 'source' ? { source: owner, destination } : { source, destination: owner };
  }

  byProcess(): readonly ProcessTraffic[] {
    const groups = new Map<
      string,
      { owner: SocketOwner; conversations: OwnedTraffic[]; packets: number; bytes: number }
    >();
    for (let row = 0; row < this.index.memory.conversations.count; row++)
      for (const second of [false, true]) {
        const owner = this.owner(row, second);
        if (owner === null) continue;
        const key = owner.pid === null ? `? ${owner.reason}` : `${owner.pid} ${owner.process}`;
        const group = groups.get(key) ?? { owner, conversations: [], packets: 0, bytes: 0 };
        groups.set(key, group);
        const traffic = this.trafficOf(row, second);
        group.conversations.push(traffic);
        group.packets += traffic.sentPackets + traffic.receivedPackets;
        group.bytes += traffic.sentBytes + traffic.receivedBytes;
      }
    return [...groups.values()].sort((a, b) => b.bytes - a.bytes);
  }

  traffic(): readonly OwnedTraffic[] {
    const found: OwnedTraffic[] = [];
    for (let row = 0; row < this.index.memory.conversations.count; row++)
      for (const second of [false, true])
        if (this.protocolOf(row) !== undefined && this.sightings.isLocal(this.place(row, second).address))
          found.push(this.trafficOf(row, second));
    return found;
  }

  /** What Save needs to write owners into the file: the one process of each packet, and what is known of them. */
  forSaving(): {
    readonly ownerOf: (frame: FrameNumber) => PacketOwner | undefined;
    readonly processes: readonly CapturedProcess[];
  } {
    const processes = new Map<number, CapturedProcess>(this.file.processes);
    for (let row = 0; row < this.index.memory.conversations.count; row++)
      for (const second of [false, true]) {
        const sighting = this.sighting(row, second);
        const process = sighting && this.sightings.processOf(sighting.socket);
        if (!process) continue;
        const { pid, name, command, user } = process;
        processes.set(pid, { pid, name, command: command ?? undefined, user: user ?? undefined });
      }
    return { ownerOf: (frame) => this.ownerToSave(frame), processes: [...processes.values()] };
  }

  /** The sender's process, otherwise the receiver's: a packet has room for one. */
  private ownerToSave(frame: FrameNumber): PacketOwner | undefined {
    const row = frame - 1;
    const conversation = this.index.table.conversationOf(row);
    if (conversation < 0) return undefined;
    const backward = this.index.table.has(row, packetBit.backward);
    for (const end of ['source', 'destination'] as const) {
      const second = backward === (end === 'source');
      const { pid = null, known = null, exact = false } = this.owner(conversation, second) ?? {};
      if (pid !== null && known !== null && known !== 'file') return { pid, end, known, exact };
    }
    return undefined;
  }

  private conversationProcesses(row: number, backward: boolean): readonly PacketProcess[] {
    const found: PacketProcess[] = [];
    for (const second of [backward, !backward]) {
      const socket = this.sighting(row, second)?.socket;
      if (socket === undefined || socket.pid === null) continue;
      if (!found.some(({ pid }) => pid === socket.pid)) found.push({ pid: socket.pid, name: socket.name });
    }
    return found;
  }

  private owner(row: number, second: boolean): SocketOwner | null {
    const protocol = this.protocolOf(row);
    if (protocol === undefined || !this.any) return null;
    const named = this.named.any ? this.named.ofConversation(row, second) : undefined;
    if (named !== undefined) return namedOwner(named);
    if (this.sightings.isEmpty) return null;
    const sighting = this.sighting(row, second);
    const local = this.place(row, second);
    if (sighting === null) {
      if (!this.sightings.isLocal(local.address)) return null;
      const socket = { protocol, local, remote: this.place(row, !second) };
      return { ...unknown, reason: closedEarly, known: null, exact: false, socket };
    }
    const { socket, exact } = sighting;
    const process = this.sightings.processOf(socket);
    const { first, last } = this.totals.span(row);
    const known = socket.from <= first ? 'before' : socket.from <= last ? 'during' : 'after';
    return {
      pid: socket.pid,
      process: process?.name ?? null,
      command: process?.command ?? null,
      user: process?.user ?? null,
      container: process?.container ?? null,
      reason: socket.pid === null ? (socket.reason ?? closedEarly) : null,
      known,
      exact,
      socket: { protocol, local: socket.local, remote: socket.remote },
    };
  }

  private sighting(row: number, second: boolean): Sighting | null {
    if (this.knownVersion !== this.sightings.version) {
      this.known = new Map();
      this.knownVersion = this.sightings.version;
    }
    let ends = this.known.get(row);
    if (ends === undefined) {
      ends = this.sightings.isEmpty ? noEnds : [this.look(row, false), this.look(row, true)];
      this.known.set(row, ends);
    }
    return ends[Number(second)];
  }

  private look(row: number, second: boolean): Sighting | null {
    const protocol = this.protocolOf(row);
    if (protocol === undefined) return nobody;
    const { first, last } = this.totals.span(row);
    return this.sightings.find(protocol, this.place(row, second), this.place(row, !second), first, last) ?? nobody;
  }

  private trafficOf(row: number, second: boolean): OwnedTraffic {
    const sent = this.totals.of(row, second);
    const received = this.totals.of(row, !second);
    return {
      protocol: this.protocolOf(row) ?? 'tcp',
      stream: this.index.memory.conversations.streamOf(row),
      local: this.place(row, second),
      remote: this.place(row, !second),
      sentPackets: sent.packets,
      sentBytes: sent.bytes,
      receivedPackets: received.packets,
      receivedBytes: received.bytes,
    };
  }

  private protocolOf(row: number): 'tcp' | 'udp' | undefined {
    const kind = this.index.memory.conversations.kindOf(row);
    return kind === conversationKind.tcp ? 'tcp' : kind === conversationKind.udp ? 'udp' : undefined;
  }

  private place(row: number, second: boolean): SocketPlace {
    const { conversations } = this.index.memory;
    const bytes = conversations.addressOf(row, second);
    const address = bytes.length === 4 ? ipv4TextAt(bytes, 0) : bytes.length === 16 ? ipv6Text(bytes) : '';
    return { address, port: conversations.portOf(row, second) };
  }
}

const none: readonly PacketProcess[] = [];
const noEnds: readonly (Sighting | null)[] = [nobody, nobody];
const unknown = { pid: null, process: null, command: null, user: null, container: null };
