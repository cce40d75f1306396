/** Finds out again what the packet table does not keep of TCP packets, by analysing the earlier packets of their streams once more. */
import { PacketFindings } from '../analysis/packet-findings';
import { TcpAnalysis } from '../analysis/tcp-analysis';
import { TcpFacts } from '../declare/dissection';
import type { TcpDetails } from '../declare/tcp-analysis';
import type { Conversations } from './conversations';
import { chunkBits, chunkLength, type PacketTable, packetBit } from './packet-table';

/** How far ahead the pass over all streams is led for one packet. */
const nearby = 20_000;
/** After so many packets of changing streams in ascending order the pass over all streams pays. */
const patience = 3;

const everyConversation = -1;

/** Walks the rows of one conversation, or of all, from the first on; each question leads it on from where the last one ended. */
class Replay {
  readonly findings = new PacketFindings();
  /** Row to look at next. */
  position: number;
  private answered = -1;
  private readonly analysis = new TcpAnalysis(this.findings);
  private readonly facts = new TcpFacts();

  constructor(
    private readonly table: PacketTable,
    private readonly conversations: Conversations,
    readonly conversation: number,
  ) {
    this.position = conversation === everyConversation ? 0 : conversations.firstFrameOf(conversation) - 1;
    this.facts.hasLength = true;
  }

  /** Whether the row is the one that `findings` tells of, or at most `distance` rows ahead. */
  reaches(row: number, distance: number): boolean {
    return row === this.answered || (row >= this.position && row - this.position < distance);
  }

  /** Analyses up to the row, which then is what `findings` tells of. */
  advanceTo(row: number): void {
    const { conversation } = this;
    this.answered = row;
    for (; this.position <= row; this.position++) {
      const { position } = this;
      const chunk = this.table.chunks[position >>> chunkBits];
      const at = position & (chunkLength - 1);
      const owner = chunk.conversation[at];
      if (conversation !== everyConversation && owner !== conversation) continue;
      if ((chunk.flags[at] & packetBit.tcp) !== 0) this.analyse(position, owner);
    }
  }

  private analyse(row: number, owner: number): void {
    const chunk = this.table.chunks[row >>> chunkBits];
    const at = row & (chunkLength - 1);
    const { facts } = this;
    facts.sequence = chunk.sequence[at] | 0;
    facts.acknowledgement = chunk.acknowledgement[at] | 0;
    facts.length = chunk.length[at];
    facts.window = chunk.window[at];
    facts.flags = chunk.tcp[at] & 0xfff;
    const forward = (chunk.flags[at] & packetBit.backward) === 0;
    const stream = this.conversation === everyConversation ? this.conversations.streamOf(owner) : 0;
    facts.time = Number(this.table.timeOf(row) - this.table.timeOf(0));
    this.findings.clear();
    this.analysis.enter(stream, forward, facts, row + 1, false);
  }
}

export class StreamHistory {
  private one: Replay | undefined;
  private all: Replay | undefined;
  /** Questions in ascending order that no replay was near to, and the row of the last. */
  private misses = 0;
  private lastMiss = -1;

  constructor(
    private readonly table: PacketTable,
    private readonly conversations: Conversations,
  ) {}

  /** What follows from the earlier packets of a TCP conversation at one of its packets; undefined when it is none of them. */
  detailsOf(conversation: number, frame: number): TcpDetails | undefined {
    const row = frame - 1;
    if (row >= this.table.count) return undefined;
    const chunk = this.table.chunkOf(row);
    const at = row & (chunkLength - 1);
    if ((chunk.flags[at] & packetBit.tcp) === 0 || chunk.conversation[at] !== conversation) return undefined;
    const replay = this.replayFor(conversation, row);
    replay.advanceTo(row);
    return this.describe(replay.findings, conversation, frame);
  }

  /** The replay that has least to do. */
  private replayFor(conversation: number, row: number): Replay {
    const { one, all } = this;
    if (all?.reaches(row, nearby)) return all;
    if (one?.conversation === conversation && one.reaches(row, Number.POSITIVE_INFINITY)) return one;
    this.misses = row > this.lastMiss ? this.misses + 1 : 1;
    this.lastMiss = row;
    if (this.misses <= patience) {
      this.one = new Replay(this.table, this.conversations, conversation);
      return this.one;
    }
    if (all === undefined || row < all.position)
      this.all = new Replay(this.table, this.conversations, everyConversation);
    return this.all!;
  }

  private describe(findings: PacketFindings, conversation: number, frame: number): TcpDetails {
    const { acknowledgedFrame, retransmissionFrame, previousFrame } = findings;
    const time = this.table.timeOf(frame - 1);
    const since = (earlier: number): bigint => (earlier === 0 ? 0n : time - this.table.timeOf(earlier - 1));
    return {
      analysed: findings.analysed || acknowledgedFrame > 0,
      sinceFirst: since(this.conversations.firstFrameOf(conversation)),
      sincePrevious: since(previousFrame),
      acknowledgedFrame,
      acknowledgedAfter: since(acknowledgedFrame),
      initialRoundTrip:
        findings.firstAckFrame === 0
          ? 0n
          : this.table.timeOf(findings.firstAckFrame - 1) - this.table.timeOf(findings.synFrame - 1),
      bytesInFlight: findings.bytesInFlight,
      pushBytesSent: findings.pushBytesSent,
      retransmittedAfter: since(retransmissionFrame),
      retransmissionFrame,
    };
  }
}
