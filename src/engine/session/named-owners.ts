/** The processes that a capture file itself names: of a packet by its options, of a conversation by its packets. */
import type { CaptureFile } from '../capture-file/capture-file';
import { isInbound } from '../capture-file/packet-options';
import { type CapturedProcess, ownerNote, processOfPacket } from '../capture-file/process-blocks';
import type { CaptureIndex } from '../index/index-pass';
import { packetBit } from '../index/packet-table';
import type { FrameNumber } from '../view';
import type { SocketOwner } from './owner-view';

/** A process with the end of the packet that it is at. */
export interface NamedOwner {
  readonly process: CapturedProcess;
  readonly end: 'source' | 'destination';
  readonly known: NonNullable<SocketOwner['known']>;
  readonly exact: boolean;
}

/** So many packets of a conversation's direction are asked for a process before it counts as unnamed. */
const patience = 4;

export class NamedOwners {
  /** For each end of each conversation: the first endpoint's, then the second's. */
  private readonly byEnd = new Map<number, NamedOwner>();
  private readonly asked = new Map<number, number>();
  private rows = 0;

  constructor(
    private readonly file: CaptureFile,
    private readonly index: CaptureIndex,
  ) {}

  get any(): boolean {
    return this.file.processes.size > 0 || this.file.darwinProcesses.length > 0;
  }

  ofPacket(frame: FrameNumber): NamedOwner | undefined {
    const { table } = this.index;
    const row = frame - 1;
    if (!table.has(row, packetBit.options)) return undefined;
    const { interfaceIndex, section } = table.sourceOf(row);
    const said = this.file.packetOptions(table.placeOf(row), interfaceIndex);
    const { options } = said;
    const { littleEndian } = this.file.sections[section];
    const process = processOfPacket(options, littleEndian, this.file.processes, this.file.darwinProcesses);
    if (process === undefined) return undefined;
    const end = isInbound(said) ? 'destination' : 'source';
    return { end, known: 'file', exact: true, ...ownerNote(options, littleEndian), process };
  }

  /** As its first packets name it. Where all packets were read that there are, asking again costs nothing. */
  ofConversation(conversation: number, second: boolean): NamedOwner | undefined {
    this.readOn();
    return this.byEnd.get(2 * conversation + Number(second));
  }

  private readOn(): void {
    const { table } = this.index;
    for (; this.rows < table.count; this.rows++) {
      if (!table.has(this.rows, packetBit.options)) continue;
      const conversation = table.conversationOf(this.rows);
      if (conversation < 0) continue;
      const backward = table.has(this.rows, packetBit.backward);
      const direction = 2 * conversation + Number(backward);
      const asked = this.asked.get(direction) ?? 0;
      if (asked >= patience) continue;
      this.asked.set(direction, asked + 1);
      const named = this.ofPacket(this.rows + 1);
      if (named === undefined) continue;
      this.asked.set(direction, patience);
      const end = 2 * conversation + Number(backward === (named.end === 'source'));
      if (!this.byEnd.has(end)) this.byEnd.set(end, named);
    }
  }
}

export function namedOwner({ process: { pid, name, command, user }, known, exact }: NamedOwner): SocketOwner {
  return {
    pid,
    process: name ?? null,
    command: command ?? null,
    user: user ?? null,
    container: null,
    reason: null,
    known,
    exact,
    socket: null,
  };
}
