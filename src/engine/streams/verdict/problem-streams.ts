/** Ranks the TCP streams of a capture by what is wrong with them, a slice at a time, from the columns of the index. */
import { conversationKind } from '../../declare/memory';
import type { CaptureIndex } from '../../index/index-pass';
import { chunkBits, chunkLength, noConversation, packetBit } from '../../index/packet-table';
import { endpointText } from '../endpoint-text';
import { serverError, tlsFailed, unanswered } from './failed-answers';
import { FailureNotes } from './failure-notes';
import { type Finding, gravest, weight } from './finding';
import { patience } from './opening-clauses';
import { partyOf, watchedPacket } from './stream-facts';
import { type Side, type Stall, type StallKind, StreamWatch, stallThreshold, streamMark } from './stream-watch';
import type { ProblemKind, ProblemStream } from './verdict-view';

/** Packets between two looks at the clock. */
const stride = 4096;
/** Shares of data sent again from which on a stream is a problem. */
const notableLoss = 0.01;
/** Stalls that come to less than this, in nanoseconds, cost nobody anything: windows that were zero for a moment. */
const leastStall = stallThreshold / 10;

/** The worst stall of each stream: its kind, side, length and packets. */
interface Worst {
  readonly stall: Stall;
  /** Number and length of all stalls that are somebody's fault. */
  readonly count: number;
  readonly total: number;
}

const problemOf: Readonly<Record<StallKind, (isClient: boolean) => ProblemKind | undefined>> = {
  greeting: (isClient) => (isClient ? undefined : 'server-thinks'),
  thinking: (isClient) => (isClient ? undefined : 'server-thinks'),
  pausing: (isClient) => (isClient ? undefined : 'server-thinks'),
  acknowledging: (isClient) => (isClient ? 'client-thinks' : 'server-thinks'),
  retransmission: () => 'retransmission',
  'zero-window': () => 'zero-window',
  'window-full': () => 'zero-window',
  closing: () => undefined,
};

export class ProblemStreams {
  examined = 0;
  private readonly worst = new Map<number, Worst>();
  private readonly watch: StreamWatch;
  private readonly failures: FailureNotes;

  constructor(
    private readonly index: CaptureIndex,
    private readonly now: () => number,
  ) {
    this.failures = new FailureNotes(index);
    this.watch = new StreamWatch((stream, stall) => this.note(stream, stall));
  }

  /** Looks at more packets for about so many milliseconds. True while there are more. */
  advance(milliseconds: number): boolean {
    const { table, memory } = this.index;
    if (table.count === 0) return false;
    const deadline = this.now() + milliseconds;
    const start = table.timeOf(0);
    while (this.examined < table.count) {
      const end = Math.min(table.count, this.examined + stride);
      for (; this.examined < end; this.examined++) {
        const chunk = table.chunks[this.examined >>> chunkBits];
        const at = this.examined & (chunkLength - 1);
        const conversation = chunk.conversation[at];
        if ((chunk.flags[at] & packetBit.tcp) === 0 || conversation === noConversation) continue;
        if (memory.conversations.kindOf(conversation) !== conversationKind.tcp) continue;
        const stream = memory.conversations.streamOf(conversation);
        const packet = watchedPacket(table, this.examined, start);
        this.watch.feed(stream, packet);
        this.failures.take(stream, packet.frame, packet.side, chunk.stack[at]);
      }
      if (this.now() >= deadline) break;
    }
    return this.examined < table.count;
  }

  /** Streams with something wrong, the worst first, at most so many; and how many there are in all. */
  list(maximum: number): { readonly streams: readonly ProblemStream[]; readonly total: number } {
    const found: { readonly stream: number; readonly finding: Finding }[] = [];
    for (let stream = 0; stream < this.watch.count; stream++) {
      const finding = this.findingOf(stream);
      if (finding !== undefined) found.push({ stream, finding });
    }
    found.sort((one, other) => other.finding.score - one.finding.score || one.stream - other.stream);
    return {
      total: found.length,
      streams: found.slice(0, maximum).map(({ stream, finding }) => this.describe(stream, finding)),
    };
  }

  private clientOf(stream: number): Side {
    const { conversations } = this.index.memory;
    const { watch } = this;
    if (watch.has(stream, streamMark.syn)) return 0;
    if (watch.has(stream, streamMark.synAck)) return 1;
    const row = conversations.rowOf(conversationKind.tcp, stream);
    return conversations.portOf(row, false) < conversations.portOf(row, true) ? 1 : 0;
  }

  private note(stream: number, stall: Stall): void {
    if (problemOf[stall.kind](stall.side === this.clientOf(stream)) === undefined) return;
    const known = this.worst.get(stream);
    const length = stall.to - stall.from;
    const isWorse = known === undefined || length > known.stall.to - known.stall.from;
    this.worst.set(stream, {
      stall: isWorse ? stall : known.stall,
      count: (known?.count ?? 0) + 1,
      total: (known?.total ?? 0) + length,
    });
  }

  private findingOf(stream: number): Finding | undefined {
    const candidates = [
      this.unopened(stream),
      tlsFailed(this.failures.get(stream), this.clientOf(stream)),
      serverError(this.failures.get(stream)),
      unanswered(this.index, this.watch, this.failures, stream, this.clientOf(stream)),
      this.reset(stream),
      this.stalled(stream),
      this.lossy(stream),
      this.holes(stream),
    ].filter((finding) => finding !== undefined);
    if (candidates.length === 0) return undefined;
    const worst = candidates.reduce((one, other) => (other.score > one.score ? other : one));
    const rest = candidates.reduce((sum, { score }) => sum + score, 0) - worst.score;
    return { ...worst, score: worst.score + rest / 4, severity: gravest(candidates) };
  }

  private unopened(stream: number): Finding | undefined {
    const { watch } = this;
    if (!watch.has(stream, streamMark.syn) || watch.has(stream, streamMark.synAck | streamMark.established))
      return undefined;
    const frame = watch.get(stream, 'firstFrame');
    if (watch.has(stream, streamMark.reset))
      return {
        worst: 'refused',
        score: weight.refused,
        frame,
        severity: 'error',
        finding: { kind: 'refused' },
      };
    const tries = watch.get(stream, 'packets');
    const waited = watch.get(stream, 'lastTime') - watch.get(stream, 'firstTime');
    const { table } = this.index;
    if (tries === 1 && Number(table.timeOf(table.count - 1) - table.timeOf(frame - 1)) < patience) return undefined;
    return {
      worst: 'no-answer',
      score: weight.noAnswer + waited,
      frame,
      severity: 'error',
      finding: { kind: 'no-answer', tries, waited },
    };
  }

  private reset(stream: number): Finding | undefined {
    const { watch } = this;
    const closed = watch.has(stream, streamMark.finFirst) && watch.has(stream, streamMark.finSecond);
    if (!watch.has(stream, streamMark.reset) || closed || !watch.has(stream, streamMark.established)) return undefined;
    const by = partyOf(watch.get(stream, 'resetSide'), { client: this.clientOf(stream) });
    // Where one side had closed before, nothing that was to be said is lost as a rule.
    const finSide = watch.get(stream, 'finSide');
    const halfClosed = finSide >= 0;
    return {
      worst: 'reset',
      score: halfClosed ? weight.reset / 10 : weight.reset,
      frame: watch.get(stream, 'resetFrame'),
      severity: halfClosed ? 'note' : 'error',
      finding: {
        kind: 'reset',
        by,
        closed: halfClosed ? partyOf(finSide, { client: this.clientOf(stream) }) : undefined,
      },
    };
  }

  private stalled(stream: number): Finding | undefined {
    const known = this.worst.get(stream);
    if (known === undefined) return undefined;
    const { stall, count, total } = known;
    if (total < leastStall) return undefined;
    const isClient = stall.side === this.clientOf(stream);
    return {
      worst: problemOf[stall.kind](isClient)!,
      score: total,
      frame: stall.toFrame,
      severity: total >= 1e9 ? 'warning' : 'note',
      finding: {
        kind: 'stall',
        stall: stall.kind,
        by: isClient ? 'client' : 'server',
        length: stall.to - stall.from,
        count,
        total,
      },
    };
  }

  private lossy(stream: number): Finding | undefined {
    const { watch } = this;
    const resent = watch.get(stream, 'resent') + watch.get(stream, 'resent', 1);
    const segments = watch.get(stream, 'dataSegments') + watch.get(stream, 'dataSegments', 1);
    if (resent === 0 || resent / segments < notableLoss) return undefined;
    return {
      worst: 'loss',
      score: weight.loss * Math.min(1, resent / segments) * Math.min(1, resent / 5),
      frame: watch.get(stream, 'firstResent'),
      severity: resent / segments >= 0.05 ? 'warning' : 'note',
      finding: { kind: 'resent', count: resent, segments },
    };
  }

  private holes(stream: number): Finding | undefined {
    const missing = this.watch.get(stream, 'notCaptured');
    if (missing === 0) return undefined;
    return {
      worst: 'not-captured',
      score: weight.notCaptured,
      frame: this.watch.get(stream, 'firstFrame'),
      severity: 'note',
      finding: { kind: 'gaps', count: missing },
    };
  }

  private describe(stream: number, { worst, finding, frame, score, severity }: Finding): ProblemStream {
    const { conversations } = this.index.memory;
    const { watch } = this;
    const row = conversations.rowOf(conversationKind.tcp, stream);
    const client = this.clientOf(stream);
    return {
      stream,
      client: endpointText(conversations, row, client === 1),
      server: endpointText(conversations, row, client === 0),
      packets: watch.get(stream, 'packets'),
      bytes: watch.get(stream, 'bytes') + watch.get(stream, 'bytes', 1),
      duration: watch.get(stream, 'lastTime') - watch.get(stream, 'firstTime'),
      worst,
      finding,
      frame,
      score,
      severity,
    };
  }
}
